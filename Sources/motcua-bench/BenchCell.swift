import Foundation
import Store

/// Measures one engine at one size, from nothing to nothing: what was made is removed at the end.
struct BenchCell {
    /// How much and how long.
    struct Settings {
        var scale = 20
        var connections = 32
        /// Pages asked for each second.
        var rate = 500
        var rates: [Int] = []
        var seconds = 15.0

        /// Cells of other settings are not comparable.
        var text: String {
            "scale \(scale), \(connections) connections, \(rate) pages/s, paces \(rates), \(seconds) s"
        }
    }

    let program: String
    let place: Place
    let engine: String
    let size: Int
    let settings: Settings
    /// A prepared data folder to begin with; nil to prepare one.
    let prepared: String?

    func measure() throws -> BenchReport.Cell {
        var cell = BenchReport.Cell(engine: engine, size: size, settings: settings.text)
        defer { place.remove() }
        try make(&cell)
        let visitors = try Visitors.prepare(place)
        cell.dossiers = visitors.dossierCount
        cell.bytesPerDossier = Double(try place.bytes()) / Double(max(1, cell.dossiers))
        note("starts")
        let start = StartScenario(program: program, place: place)
        cell.startMilliseconds = try start.milliseconds()
        note("pages, \(settings.rate)/s for \(settings.seconds) s")
        cell.pages = try PageScenario(
            program: program, place: place, visitors: visitors, perSecond: settings.rate, seconds: settings.seconds
        ).run()
        note("verifying, appending")
        cell.ledger = try LedgerScenario(place: place, records: 50_000).run()
        cell.records = cell.ledger?.verified ?? 0
        // Before the loads, so that dossiers and records are those told above.
        note("rebuilding")
        cell.rebuildSeconds = try start.rebuild()
        note("dossiers' lives over \(settings.connections) connections for \(settings.seconds) s, then at a pace")
        cell.life = try LifeScenario(
            program: program, place: place, cast: visitors.cast, connections: settings.connections,
            seconds: settings.seconds, rates: settings.rates
        ).run()
        return cell
    }

    /// Prepares the demonstration and grows it.
    private func make(_ cell: inout BenchReport.Cell) throws {
        place.remove()
        if case .postgres(_, let server, let database) = place { try server.make(database) }
        if let prepared {
            try place.take(DataFolder(prepared))
        } else {
            note("preparing the demonstration at 1:\(settings.scale)")
            cell.prepareSeconds = try StartScenario(program: program, place: place).prepare(scale: settings.scale)
        }
        let (added, seconds) = try Grower(place: place).grow(to: size) { [self] done in
            if done % 50_000 < 5_000 { note("\(done) of \(size) dossiers") }
        }
        if added > 0 { cell.grownPerSecond = Double(added) / seconds }
    }

    private func note(_ text: String) { BenchNote.tell("\(engine) \(size): \(text)") }
}

/// What is being done, for whoever waits.
enum BenchNote {
    static func tell(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
