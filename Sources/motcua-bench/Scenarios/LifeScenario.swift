import Foundation
import Synchronization

/// The write mix: dossiers' lives over HTTP, each answer on disk, beside what the engine manages with the same rows.
struct LifeScenario {
    let program: String
    let place: Place
    let cast: DossierLife.Cast
    let connections: Int
    let seconds: Double
    /// Commands a second of the loads at an even pace; empty for half and four fifths of what the closed load gave.
    let rates: [Int]

    struct Result: Codable {
        /// How a load went, closed or at a pace.
        struct Figures: Codable {
            /// Commands asked for each second; nil where each connection asks again as soon as it was answered.
            var asked: Int?
            var commands = 0
            var perSecond = 0.0
            var p50Milliseconds = 0.0
            var p99Milliseconds = 0.0
            var faults: [String: Int] = [:]
            /// Parts of all cores that the asking and the server used.
            var clientCPUPart = 0.0
            var serverCPUPart = 0.0
            var commandsPerCommit = 0.0
            var memoryMB = 0.0
        }

        var closed = Figures()
        var open: [Figures] = []
        /// p99 by kind of command, in milliseconds, of the closed load.
        var p99ByCommand: [String: Double] = [:]
        var statementsPerCommand = 0.0
        var limitPerSecond = 0.0
        var ratio = 0.0

        var faultCount: Int { ([closed] + open).flatMap(\.faults.values).reduce(0, +) }
    }

    func run() throws -> Result {
        var result = Result()
        let copy = try place.copy("limit")
        defer { copy.remove() }
        let marks = try CapturedRows.marks(place)
        let (closed, commits) = try load(nil)
        result.closed = closed.figures
        result.p99ByCommand = closed.outcome.byName.mapValues { $0.milliseconds(0.99) }
        let rows = try CapturedRows(place, after: marks)
        guard rows.commands == closed.figures.commands else {
            throw RawFailure(
                description: "\(closed.figures.commands) commands were acknowledged, \(rows.commands) are stored; "
                    + "\(closed.figures.faults)")
        }
        let work = try LimitWork(rows, on: copy)
        let limit = try EngineLimit(
            place: copy, commands: work.commands, headUpdate: rows.headUpdate, commits: max(1, commits)
        ).seconds()
        result.statementsPerCommand = work.statementsPerCommand
        result.limitPerSecond = Double(rows.commands) / limit
        result.ratio = result.closed.perSecond / result.limitPerSecond
        let paces = rates.isEmpty ? [0.5, 0.8].map { Int(result.closed.perSecond * $0) } : rates
        for pace in paces where pace > 0 { result.open.append(try load(pace).load.figures) }
        return result
    }

    private struct Loaded {
        var outcome: LoadOutcome
        var figures: Result.Figures
    }

    private func load(_ pace: Int?) throws -> (load: Loaded, commits: Int) {
        let server = try ServerUnderTest(program: program, place: place)
        defer { server.stop() }
        let before = (try server.count("motcua_store_commits_total"), try server.processorSeconds)
        let outcome = lives(on: server, pace)
        let commits = try server.count("motcua_store_commits_total") - before.0
        let cores = Double(ProcessInfo.processInfo.activeProcessorCount) * max(outcome.seconds, 0.001)
        let figures = Result.Figures(
            asked: pace, commands: outcome.latencies.count, perSecond: outcome.perSecond,
            p50Milliseconds: outcome.latencies.milliseconds(0.5), p99Milliseconds: outcome.latencies.milliseconds(0.99),
            faults: outcome.faults, clientCPUPart: outcome.clientCPU / cores,
            serverCPUPart: (try server.processorSeconds - before.1) / cores,
            commandsPerCommit: Double(outcome.latencies.count) / Double(max(1, commits)), memoryMB: try server.memory)
        return (Loaded(outcome: outcome, figures: figures), commits)
    }

    private func lives(on server: ServerUnderTest, _ pace: Int?) -> LoadOutcome {
        let cast = cast
        let run = UInt32.random(in: 0 ... .max)
        let end = Stopwatch.now + Int64(seconds * 1_000_000)
        let moments = pace.map { Pace(perSecond: $0, seconds: seconds) }
        // At a pace there are more threads than commands under way, so that a due one seldom waits for a thread.
        return Load(port: server.port).run(threads: pace == nil ? connections : connections * 4) { thread, ask in
            var life = DossierLife(cast, run: "b\(run)-\(thread)")
            if let moments {
                while let (_, due) = moments.next() { life.answered(ask(life.next(), due)) }
            } else {
                while Stopwatch.now < end { life.answered(ask(life.next(), Stopwatch.now)) }
            }
        }
    }
}
