import Testing

// Words are put together here from pieces where the rule would otherwise find itself.

@Suite("Words that do not belong here")
struct WordTests {
    let repository = Repository.here

    /// Where each file's code, without comments and literals, holds one of these words.
    private func find(_ words: [String], in folder: String) throws {
        for (path, file) in try Repository.sources.get() where path.hasPrefix(folder + "/") {
            for (number, text) in file.lines {
                for word in words where text.contains(word) {
                    Issue.record("\(path):\(number) says \(word)")
                }
            }
        }
    }

    @Test func `no grab-bag targets, folders or files`() throws {
        let forbidden: Set<String> = ["Common", "Utils", "Utilities", "Helpers", "Extensions", "Misc"]
        for path in try repository.files("Sources") + repository.files("Tests") {
            for part in path.split(separator: "/") {
                let name = part.prefix { $0 != "." }
                #expect(!forbidden.contains(String(name)), "\(path): \(name) names nothing")
            }
        }
    }

    @Test func `a failure is thrown, never forced and never swallowed`() throws {
        try find([" try!", " try?", "(try?", "(try!", " as!", "fatalError("], in: "Sources")
    }

    @Test func `a switch over a dossier's events and commands names every case`() throws {
        try find(["default:", "@unknown default"], in: "Sources/Core/Dossier")
    }

    @Test func `nothing is left to be done later in a comment`() throws {
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
        for path in try repository.files(endings: [".swift", ".py", ".sh", ".md", ".js", ".css", "Makefile"]) {
            for (number, text) in try repository.lines(path) {
                for word in words where text.contains(word) {
                    Issue.record("\(path):\(number) says \(word)")
                }
            }
        }
    }

    @Test func `no path of somebody's machine`() throws {
        let folders = ["home", "Users", "root", "work", "opt", "mnt"].map { "/" + $0 + "/" }
        let endings = [".swift", ".py", ".sh", ".md", ".json", ".yaml", ".toml", ".txt", ".csv", "Makefile", "run"]
        for path in try repository.files(endings: endings) {
            for (number, text) in try repository.lines(path) where text.utf8.contains(UInt8(ascii: "/")) {
                for folder in folders {
                    // Part of a longer path or of an address is no path of a machine: "a/work/", "https://x/home/".
                    for found in text.ranges(of: folder) where !continues(text, before: found.lowerBound) {
                        let place = text[found.lowerBound...].prefix(40)
                        Issue.record("\(path):\(number) holds the absolute path \(place)")
                    }
                }
            }
        }
    }

    private func continues(_ text: Substring, before index: Substring.Index) -> Bool {
        guard index > text.startIndex else { return false }
        let before = text[text.index(before: index)]
        return before.isLetter || before.isNumber || "/.-_)}".contains(before)
    }
}
