import Core
import Ledger
import Store
import UseCases

/// The ledger by itself, in this process: appending with Merkle tree and sealing, and verifying.
struct LedgerScenario {
    let place: Place
    /// Records to append at most.
    let records: Int
    /// Records a commit.
    static let batch = 256

    struct Result: Codable {
        var appendedPerSecond = 0.0
        var limitPerSecond = 0.0
        var ratio = 0.0
        var verified = 0
        var verifiedPerSecond = 0.0
    }

    func run() throws -> Result {
        var result = Result()
        let (log, new) = try taken(&result)
        let appended = try append(new, log)
        let limit = try limit(appended.rows)
        result.appendedPerSecond = Double(new.count) / appended.seconds
        result.limitPerSecond = Double(new.count) / limit
        result.ratio = result.appendedPerSecond / result.limitPerSecond
        return result
    }

    /// Verifies the whole ledger, and takes its first records, opened, to append them to another.
    private func taken(_ result: inout Result) throws -> (LogID, [NewRecord]) {
        let office = try place.office(holder: "motcua-bench")
        defer { office.store.close() }
        let begun = Stopwatch.now
        result.verified = try LedgerCheck(office).run { _, _ in }.records
        result.verifiedPerSecond = Double(result.verified) * 1_000_000 / Double(Stopwatch.now - begun)
        let most = records
        let taken = try office.store.readNow { try office.reader.records(from: 0, limit: most, $0) }
        return (
            office.reader.log,
            try taken.compactMap { record in
                try record.recordClass.map { recordClass in
                    NewRecord(
                        stream: record.stream, recordClass: recordClass, event: record.event,
                        expectedVersion: record.version - 1, at: record.at, actor: record.actor,
                        command: record.command, body: record.body,
                        personal: try office.keyring.openPersonal(record))
                }
            }
        )
    }

    private func append(
        _ new: [NewRecord], _ log: LogID
    ) throws -> (seconds: Double, rows: CapturedRows) {
        let fresh = try place.empty("append")
        defer { fresh.remove() }
        let store = try fresh.store(holder: "motcua-bench", fresh: true)
        let marks = try CapturedRows.marks(fresh)
        let master = try MasterKey([UInt8](repeating: 7, count: 32))
        let writer = LedgerWriter(
            log: log, node: NodeID(log.text), keyring: Keyring(master: master, engine: store))
        var random = SystemRandom()
        let begun = Stopwatch.now
        for start in stride(from: 0, to: new.count, by: LedgerScenario.batch) {
            let batch = Array(new[start..<min(start + LedgerScenario.batch, new.count)])
            try store.writeNow { transaction in
                _ = try writer.append(
                    batch, now: Instant(microseconds: 1), random: &random, in: transaction)
            }
        }
        let seconds = Double(Stopwatch.now - begun) / 1_000_000
        store.close()
        return (seconds, try CapturedRows(fresh, after: marks))
    }

    /// Seconds that the engine takes for the same bytes in the same batches.
    private func limit(_ rows: CapturedRows) throws -> Double {
        let fresh = try place.empty("appendlimit")
        defer { fresh.remove() }
        try fresh.store(holder: "motcua-bench", fresh: true).close()
        let keys = Dictionary(grouping: rows["wrapped_key"]) { $0[0] }
        let commands = rows["record"].map { row in
            LimitWork.Command(
                ledger: [rows.insertion("record", row)],
                keyring: row[3] == .integer(1) ? (keys[row[2]] ?? []).map { rows.insertion("wrapped_key", $0) } : [])
        }
        return try EngineLimit(
            place: fresh, commands: commands, headUpdate: rows.headUpdate,
            commits: max(1, commands.count / LedgerScenario.batch)
        ).seconds()
    }
}
