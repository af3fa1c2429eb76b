import Core
import Foundation
import Ledger
@testable import PostgresEngine
import Store
import TestEngines
import Testing

/// What holds on PostgreSQL alone.
@Suite("PostgreSQL engine", .enabled(if: TestPostgres.connection != nil, Comment(rawValue: TestPostgres.absence)))
struct PostgresTests {
    static func kind() throws -> TestEngine {
        try #require(TestEngine.all.first { $0.testDescription == "PostgreSQL" })
    }

    /// Runs one statement outside the store, as `user` where one is named.
    static func outside(_ sql: String, _ place: PostgresPlace, user: String? = nil) throws {
        let link = try PostgresLink(place.connection + (user.map { "&user=\($0)" } ?? ""))
        let path = PostgresDialect.searchPath(place.schema).replacing("LOCAL ", with: "")
        _ = try link.run([PostgresStatement(PostgresShape(path), origin: path, [])])
        do {
            _ = try link.run([PostgresStatement(PostgresShape(sql), origin: sql, [])])
        } catch let failure as PostgresStatementFailure { throw failure.error }
    }

    @Test
    func `the serving role adds records and audit lines and changes none`() throws {
        let store = try TestStore(Self.kind())
        var random = SeededRandom(seed: 1)
        try store.appendNow("s1", seen: 0, random: &random)
        let place = try TestPostgres.place(for: store.folder)
        for table in ["record", "audit_line"] {
            for sql in ["UPDATE \(table) SET actor = 'x'", "DELETE FROM \(table)"] {
                #expect(failure { try Self.outside(sql, place, user: "motcua_app") }?.code == .immutable, "\(sql)")
            }
        }
        let others = ["TRUNCATE record", "DROP TABLE record", "ALTER TABLE record DISABLE TRIGGER ALL"]
        for sql in others + ["INSERT INTO migration VALUES (99, 'x', 'x', 1)"] {
            #expect(failure { try Self.outside(sql, place, user: "motcua_app") } != nil, "\(sql)")
        }
        try Self.outside("UPDATE head SET node = node", place, user: "motcua_app")
        #expect(try store.verify() == 1)
    }

    @Test
    func `a serving role opens what the owner made, and works`() throws {
        let store = try TestStore(Self.kind())
        let place = try TestPostgres.place(for: store.folder)
        let words = (place.connection + "&user=motcua_app", place.keyring + " user=motcua_app")
        let served = try StoreEngine.postgres(
            PostgresPlace(words.0, keyring: words.1, schema: place.schema), mayCreate: false)
        defer { served.close() }
        let keyring = Keyring(master: try MasterKey(TestStore.masterKey), engine: served)
        let writer = LedgerWriter(log: TestStore.log, node: "h21", keyring: keyring)
        var random = SeededRandom(seed: 2)
        let new = NewRecord(
            stream: "s1", recordClass: .dossier, event: "received", expectedVersion: 0, at: TestStore.noon, actor: "a",
            command: "c", body: Array("{}".utf8), personal: Array("Lan".utf8))
        try served.writeNow { transaction in
            _ = try writer.append([new], now: TestStore.noon, random: &random, in: transaction)
        }
        #expect(try store.verify() == 1)
    }

    @Test
    func `a schema that holds no province is refused unless one is to be made`() throws {
        let place = try TestPostgres.place(for: TestStore.newFolder())
        #expect(failure { try StoreEngine.postgres(place, mayCreate: false) }?.code == .olderDatabase)
        #expect(failure { try StoreEngine.postgresReading(place) }?.code == .olderDatabase)
    }

    @Test
    func `a password in the connection is refused, and so is a server that nobody answers at`() {
        for text in ["postgresql://u:secret@/db", "dbname=db password=secret", "host = = x"] {
            #expect(failure { try PostgresPlace(text) }?.code == .statement, "\(text)")
        }
        #expect(PostgresPlace.refusal(of: "postgresql://u:secret@/db") == .password)
        #expect(PostgresPlace.refusal(of: "dbname=db password=secret") == .password)
        #expect(PostgresPlace.refusal(of: "host = = x") == .notAConnection)
        #expect(PostgresPlace.refusal(of: "postgresql://u@/db") == nil)
        let nowhere = failure { try StoreEngine.postgres(PostgresPlace("host=/nowhere dbname=x")) }
        #expect(nowhere?.code == .unreachable)
    }

    @Test
    func `several processes on one schema number as one`() async throws {
        let store = try TestStore(Self.kind())
        let engines = try [store.engine] + (0..<2).map { _ in try Self.kind().open(store.folder, .init(), .init()) }
        defer { for engine in engines.dropFirst() { engine.close() } }
        let writers = try engines.map { engine in
            LedgerWriter(
                log: TestStore.log, node: "h21",
                keyring: Keyring(master: try MasterKey(TestStore.masterKey), engine: engine))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (at, engine) in engines.enumerated() {
                for number in 0..<40 {
                    let writer = writers[at]
                    group.addTask {
                        try await engine.write { transaction in
                            var random = SeededRandom(seed: UInt64(at * 1_000 + number))
                            let new = NewRecord(
                                stream: StreamID("s\(at)x\(number)"), recordClass: .dossier, event: "received",
                                expectedVersion: 0, at: TestStore.noon, actor: "a", command: "c",
                                body: Array("{}".utf8), personal: Array("Lan".utf8))
                            _ = try writer.append([new], now: TestStore.noon, random: &random, in: transaction)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try store.verify() == 120)
    }

    @Test
    func `provinces in one database do not wait for each other`() throws {
        let (one, other) = (try TestStore(Self.kind()), try TestStore(Self.kind()))
        var random = SeededRandom(seed: 3)
        try one.engine.writeNow { transaction in
            try one.append("s1", seen: 0, random: &random, in: transaction)
            var drawn = SeededRandom(seed: 4)
            // While the first holds its writers' lock; were it shared, this would wait for ever.
            try other.appendNow("s1", seen: 0, random: &drawn)
        }
        #expect(try one.verify() == 1 && other.verify() == 1)
    }

    @Test
    func `a connection that was cut while nobody used it is made anew without a word`() throws {
        let store = try TestStore(Self.kind())
        var random = SeededRandom(seed: 5)
        try store.appendNow("s1", seen: 0, personal: "Lan", random: &random)
        #expect(try store.verify() == 1)
        let place = try TestPostgres.place(for: store.folder)
        try Self.outside(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                + "AND query LIKE '%\(place.schema)%' AND state = 'idle'", place)
        try store.appendNow("s1", seen: 1, personal: "Lan", random: &random)
        #expect(try store.verify() == 2)
    }
}
