import Foundation

/// Everything measured so far, by engine and size: as JSON for programs and for going on, as a table for people.
struct BenchReport: Codable {
    var machine = Machine()
    var cells: [Cell] = []

    /// Where it ran.
    struct Machine: Codable {
        var cores = ProcessInfo.processInfo.activeProcessorCount
        var memoryGB = Double(ProcessInfo.processInfo.physicalMemory) / 1_073_741_824
        var system = ProcessInfo.processInfo.operatingSystemVersionString
        var processor = Machine.named("/proc/cpuinfo", "model name")

        private static func named(_ path: String, _ key: String) -> String {
            guard let data = FileManager.default.contents(atPath: path) else { return "" }
            let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix(key) }
            return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
        }
    }

    /// One engine at one size.
    struct Cell: Codable {
        var engine: String
        /// As asked for; `dossiers` are those that were there.
        var size: Int
        /// How it was measured: cells measured otherwise are measured again.
        var settings: String
        var measuredAt = Date()
        var dossiers = 0
        var records = 0
        var prepareSeconds: Double?
        var grownPerSecond: Double?
        var bytesPerDossier = 0.0
        var startMilliseconds = 0.0
        var pages: PageScenario.Result?
        var life: LifeScenario.Result?
        var ledger: LedgerScenario.Result?
        var rebuildSeconds: Double?

        /// Answers other than expected: a fast wrong answer is no answer.
        var faultCount: Int { faults.values.reduce(0, +) }

        /// The same, by what was asked for and what came.
        var faults: [String: Int] {
            let writing = life.map { [$0.closed] + $0.open }?.map(\.faults) ?? []
            return (writing + [pages?.faults ?? [:]]).reduce(into: [:]) { all, some in
                all.merge(some) { $0 + $1 }
            }
        }
    }

    /// What an earlier run left, or an empty report.
    static func read(_ path: String?) throws -> BenchReport {
        guard let path, let data = FileManager.default.contents(atPath: path) else { return BenchReport() }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(BenchReport.self, from: data)
    }

    func write(_ path: String?) throws {
        guard let path else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        encoder.dateEncodingStrategy = .iso8601
        try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    func cell(_ engine: String, _ size: Int) -> Cell? { cells.first { $0.engine == engine && $0.size == size } }

    mutating func keep(_ cell: Cell) {
        cells.removeAll { $0.engine == cell.engine && $0.size == cell.size }
        cells.append(cell)
        cells.sort { ($0.engine, $0.size) < ($1.engine, $1.size) }
    }

    var faultCount: Int { cells.reduce(0) { $0 + $1.faultCount } }
}
