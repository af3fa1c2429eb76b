import Foundation

/// The report as a table of Markdown: a line for each figure, a column for each size, the target at the end.
struct BenchTable {
    let report: BenchReport

    var lines: [String] {
        let machine = report.machine
        let memory = "\(Int(machine.memoryGB.rounded())) GB"
        var lines = ["\(machine.cores) cores (\(machine.processor)), \(memory), \(machine.system)"]
        for engine in Set(report.cells.map(\.engine)).sorted() {
            lines += [""] + table(report.cells.filter { $0.engine == engine }.sorted { $0.size < $1.size })
        }
        return lines
    }

    private typealias Cell = BenchReport.Cell

    private func table(_ cells: [Cell]) -> [String] {
        var lines = [line(cells.first?.engine ?? "", cells.map { "\($0.dossiers) dossiers" }, "target")]
        lines.append("|---" + String(repeating: "|---", count: cells.count) + "|---|")
        func add(_ what: String, _ target: String = "", _ figure: (Cell) -> String?) {
            let figures = cells.map(figure)
            if figures.contains(where: { $0 != nil }) { lines.append(line(what, figures.map { $0 ?? "-" }, target)) }
        }
        add("records in the ledger") { "\($0.records)" }
        add("grown, dossiers a second") { $0.grownPerSecond?.digits(0) }
        add("bytes on disk a dossier") { $0.bytesPerDossier.digits(0) }
        add("start to first answer, ms", "< 200") { $0.startMilliseconds.digits(0) }
        writing(add)
        for turn in 0..<(cells.compactMap { $0.life?.open.count }.max() ?? 0) { pace(turn, add) }
        add("append with tree and sealing, records/s") { $0.ledger?.appendedPerSecond.digits(0) }
        add("… the engine alone, same bytes") { $0.ledger?.limitPerSecond.digits(0) }
        add("… part of the engine's limit", ">= 40%") { $0.ledger.map { ($0.ratio * 100).digits(1) + "%" } }
        add("verify, records/s", ">= 100000") { $0.ledger?.verifiedPerSecond.digits(0) }
        add("rebuild of all tables, dossiers/s", ">= 3000") { cell in
            cell.rebuildSeconds.map { (Double(cell.dossiers) / $0).digits(0) }
        }
        add("… records/s") { cell in cell.rebuildSeconds.map { (Double(cell.records) / $0).digits(0) } }
        pages(cells, add)
        return lines
    }

    private typealias Adding = (_ what: String, _ target: String, _ figure: (Cell) -> String?) -> Void

    private func writing(_ add: Adding) {
        add("commands/s over HTTP, durable, closed loop", "aim 10000") { $0.life?.closed.perSecond.digits(0) }
        add("… the engine alone, same rows and commits", "") { $0.life?.limitPerSecond.digits(0) }
        add("… part of the engine's limit", ">= 40%") { $0.life.map { ($0.ratio * 100).digits(1) + "%" } }
        add("… p50 / p99, ms", "p99 < 20") { $0.life.map { latencies($0.closed) } }
        add("… commands a commit; statements a command", "") { cell in
            cell.life.map { "\($0.closed.commandsPerCommit.digits(1)); \($0.statementsPerCommand.digits(1))" }
        }
        add("… processor: generator / server", "") { $0.life.map { processor($0.closed) } }
        add("… memory under load, MB", "< 400") { $0.life?.closed.memoryMB.digits(0) }
        add("… faults", "0") { $0.life.map { "\($0.faultCount)" } }
    }

    private func pace(_ turn: Int, _ add: Adding) {
        func figures(_ cell: Cell) -> LifeScenario.Result.Figures? {
            guard let open = cell.life?.open, open.indices.contains(turn) else { return nil }
            return open[turn]
        }
        add("open loop, commands/s asked: done", "") { cell in
            figures(cell).map { "\($0.asked ?? 0): \($0.perSecond.digits(0))" }
        }
        add("… p50 / p99, ms", "p99 < 20") { figures($0).map(latencies) }
        add("… processor: generator / server", "") { figures($0).map(processor) }
    }

    private func pages(_ cells: [Cell], _ add: Adding) {
        add("pages/s, open loop", "") { $0.pages?.perSecond.digits(0) }
        add("… p50 / p99, ms", "p99 < 20") { cell in
            cell.pages.map { "\($0.p50Milliseconds.digits(1)) / \($0.p99Milliseconds.digits(1))" }
        }
        for name in Set(cells.flatMap { $0.pages?.pages.map(\.name) ?? [] }).sorted() {
            add("… \(name): p99, ms", "< 20") { cell in
                cell.pages?.pages.first { $0.name == name }?.p99Milliseconds.digits(1)
            }
        }
        add("… largest page, KB", "<= 50") { $0.pages?.pages.map(\.largestKB).max()?.digits(1) }
        add("… processor: generator", "") { cell in
            cell.pages.map { ($0.clientCPUPart * 100).digits(0) + "%" }
        }
        add("… memory idle / under load, MB", "< 80 / < 400") { cell in
            cell.pages.map { "\($0.idleMemoryMB.digits(0)) / \($0.memoryMB.digits(0))" }
        }
        add("… faults", "0") { cell in cell.pages.map { "\($0.faults.values.reduce(0, +))" } }
    }

    private func latencies(_ figures: LifeScenario.Result.Figures) -> String {
        "\(figures.p50Milliseconds.digits(1)) / \(figures.p99Milliseconds.digits(1))"
    }

    private func processor(_ figures: LifeScenario.Result.Figures) -> String {
        "\((figures.clientCPUPart * 100).digits(0))% / \((figures.serverCPUPart * 100).digits(0))%"
    }

    private func line(_ what: String, _ figures: [String], _ target: String) -> String {
        "| " + ([padded(what, 44)] + figures.map { padded($0, 16) } + [target]).joined(separator: " | ") + " |"
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension Double {
    /// As text with so many digits after the point.
    fileprivate func digits(_ count: Int) -> String { String(format: "%.\(count)f", self) }
}
