import Foundation

/// Everything one run measured, as a table for people and as JSON for programs.
struct BenchReport: Codable {
    var machine = Machine()
    var scale: Int
    var dossiers = 0
    var prepareSeconds: Double?
    var startMilliseconds: Double?
    var submit: SubmitScenario.Result?
    var pages: PageScenario.Result?

    /// Where it ran.
    struct Machine: Codable {
        var cores = ProcessInfo.processInfo.activeProcessorCount
        var memoryGB = Double(ProcessInfo.processInfo.physicalMemory) / 1_073_741_824
        var system = ProcessInfo.processInfo.operatingSystemVersionString
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return try encoder.encode(self)
    }

    /// Answers other than expected: a fast wrong answer is no answer.
    var faultCount: Int { (submit?.faults ?? 0) + (pages?.faults.values.reduce(0, +) ?? 0) }

    var lines: [String] {
        var lines = [
            "\(machine.cores) cores, \(Int(machine.memoryGB.rounded())) GB, \(machine.system); "
                + "demonstration 1:\(scale), \(dossiers) dossiers"
        ]
        func line(_ what: String, _ measured: String, _ target: String) {
            lines.append("\(padded(what, 44))\(padded(measured, 34))\(target)")
        }
        line("what", "measured", "target")
        if let prepareSeconds {
            line("preparing the demonstration", "\(prepareSeconds.rounded(to: 1)) s", scale == 1 ? "< 120 s" : "-")
        }
        if let startMilliseconds { line("start to first answer", "\(startMilliseconds.rounded(to: 0)) ms", "< 300 ms") }
        if let submit {
            line("POST /api/v1/dossiers, durable", "\(submit.perSecond.rounded(to: 0))/s", "aim 5000/s")
            line("  SQLite alone, same rows and batches", "\(submit.limitPerSecond.rounded(to: 0))/s", "-")
            line("  part of the engine's limit", "\((submit.ratio * 100).rounded(to: 1))%", ">= 40%")
            line(
                "  latency p50 / p99",
                "\(submit.p50Milliseconds.rounded(to: 1)) / \(submit.p99Milliseconds.rounded(to: 1)) ms", "p99 < 30 ms")
            line(
                "  rows a dossier, dossiers a commit",
                "\(submit.rowsPerDossier.rounded(to: 1)), \(submit.dossiersPerCommit.rounded(to: 1))", "-")
            line("  faults", "\(submit.faults)", "0")
            line("  client's processor time", "\(submit.clientCPUSeconds.rounded(to: 1)) s", "-")
            line("  memory under load", "\(submit.memoryMB.rounded(to: 0)) MB", "< 400 MB")
        }
        if let pages {
            line("pages, open loop", "\(pages.perSecond.rounded(to: 0))/s", "500/s")
            line(
                "  latency p50 / p99",
                "\(pages.p50Milliseconds.rounded(to: 1)) / \(pages.p99Milliseconds.rounded(to: 1)) ms", "p99 < 20 ms")
            for page in pages.pages {
                line(
                    "  \(page.name)",
                    "\(page.p50Milliseconds.rounded(to: 1)) / \(page.p99Milliseconds.rounded(to: 1)) ms, "
                        + "\(page.largestKB.rounded(to: 1)) KB", "<= 50 KB")
            }
            let faults = pages.faults.map { "\($0.key) (\($0.value))" }.sorted().joined(separator: "; ")
            line("  faults", faults.isEmpty ? "0" : faults, "0")
            line("  client's processor time", "\(pages.clientCPUSeconds.rounded(to: 1)) s", "-")
            line(
                "  memory idle / under load",
                "\(pages.idleMemoryMB.rounded(to: 0)) / \(pages.memoryMB.rounded(to: 0)) MB", "< 80 / < 400 MB")
        }
        return lines
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}

extension Double {
    /// As text with so many digits after the point.
    fileprivate func rounded(to digits: Int) -> String { String(format: "%.\(digits)f", self) }
}
