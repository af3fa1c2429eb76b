import Core
import Ledger
import Store
import Testing

@Suite("Ledger in the store")
struct LedgerContractTests {
    @Test(arguments: TestEngine.all)
    func `records are numbered without a gap in log and stream, and read back byte for byte`(
        _ kind: TestEngine
    ) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 1)
        var written: [Record] = []
        for round in 0..<3 {
            for stream in ["s1", "s2", "s3"] {
                written.append(try store.appendNow(StreamID(stream), seen: round, personal: "Bình", random: &random))
            }
        }
        #expect(written.map(\.seq) == Array(0..<9))
        #expect(written.map(\.version) == [1, 1, 1, 2, 2, 2, 3, 3, 3])
        #expect(try store.read { try $0.records(from: 0, limit: 100, $1) } == written)
        #expect(try store.read { try $0.records(from: 4, limit: 2, $1) } == Array(written[4...5]))
        #expect(try store.read { try $0.records(ofStream: "s2", $1) } == [written[1], written[4], written[7]])
        #expect(try store.read { try $0.records(ofStream: "s2", after: 2, $1) } == [written[7]])
        #expect(try store.read { try $0.records(ofStream: "unknown", $1) }.isEmpty)
        #expect(try store.verify() == 9)
    }

    @Test(arguments: TestEngine.all)
    func `a stale writer is told which stream moved on, and nothing of its command is stored`(
        _ kind: TestEngine
    ) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 2)
        try store.appendNow("s1", seen: 0, random: &random)
        for seen in [0, 2, 7] {
            let conflict = failure { try store.appendNow("s1", seen: seen, random: &random) }
            #expect(conflict?.code == .versionConflict && conflict?.place == "s1")
            #expect(conflict?.retry == .afterReloading)
        }
        let both = failure {
            try store.engine.writeNow { transaction in
                let new = ["s2", "s1"].map { stream in
                    NewRecord(
                        stream: StreamID(stream), recordClass: .dossier, event: "received", expectedVersion: 0,
                        at: TestStore.noon, actor: "a", command: "c", body: Array("{}".utf8))
                }
                // Even a caller that goes on after the conflict has stored nothing of the call.
                let conflict = failure {
                    try store.writer.append(new, now: TestStore.noon, random: &random, in: transaction)
                }
                let stored = try store.reader.records(ofStream: "s2", transaction.sql)
                #expect(stored.isEmpty)
                if let conflict { throw conflict }
            }
        }
        #expect(both?.code == .versionConflict && both?.place == "s1")
        #expect(try store.verify() == 1)
    }

    @Test(arguments: TestEngine.all)
    func `several records of one stream go in one call`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 3)
        let records = try store.engine.writeNow { transaction in
            let new = (0..<3).map { seen in
                NewRecord(
                    stream: "s1", recordClass: .dossier, event: "received", expectedVersion: seen,
                    at: TestStore.noon, actor: "a", command: "c1", body: Array("{}".utf8))
            }
            return try store.writer.append(new, now: TestStore.noon, random: &random, in: transaction)
        }
        #expect(records.map(\.version) == [1, 2, 3])
        #expect(try store.read { try $0.records(command: "c1", $1) } == records)
        #expect(try store.read { try $0.records(command: "c2", $1) }.isEmpty)
    }

    @Test(arguments: TestEngine.all)
    func `the ledger's clock never runs backwards`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 4)
        let minutes = [0, 5, -60, 6]
        let recorded = try minutes.enumerated().map { index, minute in
            try store.appendNow("s1", seen: index, now: TestStore.noon.adding(minutes: minute), random: &random)
                .recorded
        }
        #expect(recorded == [0, 5, 5, 6].map { TestStore.noon.adding(minutes: $0) })
    }

    @Test(arguments: TestEngine.all)
    func `a job that fails after appending gives its numbers to the next`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind)
        let failed = try await EngineContractTests.together(store.engine, count: 60) { id, transaction in
            var random = SeededRandom(seed: UInt64(id))
            try store.append(
                StreamID("s\(id)"), seen: 0, command: CommandID("c\(id)"), personal: "Lan", random: &random,
                in: transaction)
            if id % 3 == 0 { throw TestRefusal.refused }
            try store.append(
                StreamID("s\(id)"), seen: 1, command: CommandID("c\(id)"), random: &random, in: transaction)
        }
        #expect(failed == (0..<60).filter { $0 % 3 == 0 })
        #expect(try store.verify() == 80)
        for id in 0..<60 {
            let personal = try store.engine.readNow { sql in
                try store.reader.records(ofStream: StreamID("s\(id)"), sql).map { try store.keyring.openPersonal($0) }
            }
            #expect(personal == (id % 3 == 0 ? [] : [Array("Lan".utf8), nil]))
        }
    }

    @Test(arguments: TestEngine.all)
    func `an appended part stays whole when its job goes on after a failure within`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 5)
        try store.engine.writeNow { transaction in
            try store.append("s1", seen: 0, random: &random, in: transaction)
            _ = failure { try store.append("s1", seen: 5, random: &random, in: transaction) }
            #expect(throws: RecordError.bodyNotObject) {
                let wrong = NewRecord(
                    stream: "s1", recordClass: .dossier, event: "received", expectedVersion: 1, at: TestStore.noon,
                    actor: "a", command: "c", body: Array("[]".utf8))
                return try store.writer.append([wrong], now: TestStore.noon, random: &random, in: transaction)
            }
            try store.append("s1", seen: 1, random: &random, in: transaction)
        }
        #expect(try store.verify() == 2)
    }

    @Test(arguments: TestEngine.all)
    func `a record cannot be changed, removed or replaced`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 6)
        for seen in 0..<3 { try store.appendNow("s1", seen: seen, random: &random) }
        var attempts = [
            "UPDATE record SET actor = 'x'", "UPDATE record SET recorded = 0 WHERE seq = 1", "DELETE FROM record",
            "DELETE FROM record WHERE seq = 2",
        ]
        switch store.engine.dialect {
        case .sqlite: attempts += Self.replacements
        case .postgres: attempts.append("TRUNCATE record")
        }
        for attempt in attempts {
            let refused = failure { try store.engine.writeNow { try $0.sql.execute(attempt) } }
            #expect(refused?.code == .immutable, "\(attempt): \(String(describing: refused))")
        }
        #expect(try store.verify() == 3)
    }

    /// What would remove a row without asking a trigger on DELETE: by number, by stream, by rowid.
    private static let replacements = [("0", "'x'", "9", ""), ("9", "'s1'", "2", ""), ("9", "'x'", "9", "rowid, ")].map
    {
        seq, stream, version, rowid in
        """
        INSERT OR REPLACE INTO record (\(rowid)log, seq, stream, version, kind, at, recorded, actor, node, node_seq,
            command, salt, body, leaf)
        VALUES (\(rowid.isEmpty ? "" : "1, ")'h21', \(seq), \(stream), \(version), 'dossier.x', 0, 0, 'a', 'n', 0,
            'c', x'00', x'00', x'00')
        """
    }

    @Test(arguments: TestEngine.all)
    func `two logs in one store number and hash on their own`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        let other = LedgerWriter(log: "h22", node: "h22", keyring: store.keyring)
        var random = SeededRandom(seed: 7)
        for seen in 0..<5 {
            try store.appendNow("s1", seen: seen, random: &random)
            let new = NewRecord(
                stream: "t1", recordClass: .office, event: "published", expectedVersion: seen, at: TestStore.noon,
                actor: "a", command: "c", body: Array("{}".utf8))
            let record = try store.engine.writeNow { transaction in
                try other.append([new], now: TestStore.noon, random: &random, in: transaction)
            }
            #expect(record.map(\.seq) == [seen])
        }
        #expect(try store.verify() == 5)
    }

    @Test(arguments: TestEngine.all)
    func `whatever mix of callers, failures and batches comes, the log verifies`(_ kind: TestEngine) async throws {
        for seed: UInt64 in [11, 12, 13] {
            let store = try TestStore(kind, settings: .init(readers: 2, batch: 16))
            let accepted = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<8 {
                    group.addTask { try await Self.life(of: caller, seed, store, accepted) }
                }
                try await group.waitForAll()
            }
            #expect(try store.verify() == accepted.count, "SEED=\(seed)")
        }
    }

    /// One caller's random commands: some refused after appending, some stale, some with personal data.
    private static func life(of caller: Int, _ seed: UInt64, _ store: TestStore, _ accepted: Counter) async throws {
        var choices = SeededRandom(seed: seed &* 100 + UInt64(caller))
        var versions = [Int](repeating: 0, count: 5)
        for step in 0..<60 {
            let stream = Int.random(in: 0..<5, using: &choices)
            let (fate, source) = (Int.random(in: 0..<10, using: &choices), choices.next())
            let seen = fate == 0 ? versions[stream] + 1 : versions[stream]
            do {
                try await store.engine.write { transaction in
                    var random = SeededRandom(seed: source)
                    try store.append(
                        StreamID("s\(caller).\(stream)"), seen: seen, command: CommandID("c\(caller).\(step)"),
                        personal: fate % 2 == 0 ? "Hà" : nil, random: &random, in: transaction)
                    if fate == 1 { throw TestRefusal.refused }
                }
                versions[stream] += 1
                accepted.add()
            } catch let error as StoreError {
                #expect(fate == 0 && error.code == .versionConflict, "SEED=\(seed)")
            } catch {
                #expect(fate == 1 && error as? TestRefusal == .refused, "SEED=\(seed)")
            }
        }
    }
}
