import ArgumentParser

/// A part of the whole: `1:50` is every fiftieth dossier.
struct Scale: ExpressibleByArgument {
    let parts: Int

    init?(argument: String) {
        let halves = argument.split(separator: ":")
        guard halves.count == 2, halves[0] == "1", let parts = Int(halves[1]), (1...1_000).contains(parts) else {
            return nil
        }
        self.parts = parts
    }

    init(parts: Int) { self.parts = parts }

    var defaultValueDescription: String { "1:\(parts)" }
}
