import Core
import Ledger
@testable import PostgresEngine
import Store
import TestEngines
import Testing

/// A commit whose answer is lost on the wire is told from one that never arrived; nothing is doubled or lost.
@Suite(
    "Lost answers", .serialized,
    .enabled(if: TestPostgres.connection != nil, Comment(rawValue: TestPostgres.absence)))
struct LostAnswerTests {
    @Test(arguments: [CuttingProxy.Cut.beforeCommit, .afterCommit])
    func `callers whose commit was cut are answered as if nothing had happened`(_ cut: CuttingProxy.Cut) async throws {
        let store = try TestStore(PostgresTests.kind())
        let place = try TestPostgres.place(for: store.folder)
        let server = try #require(place.connection.firstMatch(of: /host=([^&]+)&port=([0-9]+)/))
        let proxy = try CuttingProxy(server: String(server.1), port: try #require(Int(server.2)))
        defer { proxy.close() }
        let through = try PostgresPlace(
            place.connection.replacing(server.1, with: proxy.folder),
            keyring: place.keyring, schema: place.schema)
        let engine = try StoreEngine.postgres(through)
        defer { engine.close() }
        let writer = LedgerWriter(
            log: TestStore.log, node: "h21",
            keyring: Keyring(master: try MasterKey(TestStore.masterKey), engine: engine))
        for round in 0..<4 {
            let (start, armed) = (round * 10, Counter())
            let failed = try await EngineContractTests.together(engine, count: 10) { id, transaction in
                // The commit they share, not that of the job before it; a job may run twice.
                if id == 0, armed.count == 0 {
                    armed.add()
                    proxy.arm(cut)
                }
                var random = SeededRandom(seed: UInt64(start + id))
                let new = NewRecord(
                    stream: StreamID("s\(start + id)"), recordClass: .dossier, event: "received", expectedVersion: 0,
                    at: TestStore.noon, actor: "a", command: CommandID("c\(start + id)"), body: Array("{}".utf8),
                    personal: Array("Lan".utf8))
                _ = try writer.append([new], now: TestStore.noon, random: &random, in: transaction)
            }
            #expect(failed.isEmpty)
        }
        #expect(proxy.count == 4)
        #expect(try store.verify() == 40)
    }
}
