import Core
import Ledger
import Store
import Testing

/// On an engine at the end of a wire ends and keys of many streams are asked for at once.
@Suite("Many streams in one call")
struct ManyStreamsTests {
    @Test(arguments: TestEngine.all)
    func `records of many streams in one call go on where each stream stands, under its own key`(
        _ kind: TestEngine
    ) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 4)
        let earlier = try store.appendNow("s1", seen: 0, personal: "Lan", random: &random)
        try store.appendNow("s2", seen: 0, personal: "Bình", random: &random)
        try store.engine.writeNow { try store.keyring.destroy("s2", now: TestStore.noon, in: $0) }
        // Of a process that holds no key in memory yet.
        let keyring = Keyring(master: try MasterKey(TestStore.masterKey), engine: store.engine)
        let writer = LedgerWriter(log: store.writer.log, node: store.writer.node, keyring: keyring)
        func append(_ streams: [(StreamID, seen: Int)]) throws -> [Record] {
            try store.engine.writeNow { transaction in
                let new = streams.map { stream, seen in
                    NewRecord(
                        stream: stream, recordClass: .dossier, event: "received", expectedVersion: seen,
                        at: TestStore.noon, actor: "a", command: "c1", body: Array("{}".utf8),
                        personal: Array("Hương".utf8))
                }
                return try writer.append(new, now: TestStore.noon, random: &random, in: transaction)
            }
        }
        let records = try append([("s3", 0), ("s1", 1), ("s4", 0), ("s3", 1)])
        #expect(records.map(\.version) == [1, 2, 1, 2])
        let fresh = Keyring(master: try MasterKey(TestStore.masterKey), engine: store.engine)
        for record in records { #expect(try fresh.openPersonal(record) == Array("Hương".utf8)) }
        #expect(try fresh.openPersonal(earlier) == Array("Lan".utf8))

        // What the same transaction destroyed is not asked for again.
        let undone = failure {
            try store.engine.writeNow { transaction in
                try keyring.destroy("s1", now: TestStore.noon, in: transaction)
                let new = ["s6", "s1", "s7"].map { stream in
                    NewRecord(
                        stream: StreamID(stream), recordClass: .dossier, event: "received",
                        expectedVersion: stream == "s1" ? 2 : 0, at: TestStore.noon, actor: "a", command: "c2",
                        body: Array("{}".utf8), personal: Array("Hương".utf8))
                }
                _ = try writer.append(new, now: TestStore.noon, random: &random, in: transaction)
            }
        }
        #expect(undone?.code == .keyDestroyed && undone?.place == "s1")
        let size = try store.verify()
        #expect(failure { try append([("s5", 0), ("s2", 1)]) }?.code == .keyDestroyed)
        #expect(failure { try append([("s5", 0), ("s1", 1)]) }?.place == "s1")
        #expect(try store.verify() == size)
    }
}
