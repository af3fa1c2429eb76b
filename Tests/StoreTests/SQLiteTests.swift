import Core
import Foundation
@testable import SQLiteEngine
@testable import Store
import Testing

/// What holds on SQLite alone.
@Suite("SQLite engine")
struct SQLiteTests {
    static let sqlite = TestEngine.all[0]

    @Test
    func `every writer syncs at each commit, read back from SQLite itself`() throws {
        let store = try TestStore(Self.sqlite)
        try store.engine.writeNow { transaction in
            for sql in [transaction.sql, try transaction.keyring] {
                let journal = try sql.first("PRAGMA journal_mode") { $0.text(0) }
                let numbers = try ["synchronous", "foreign_keys"].map { name in
                    try sql.first("PRAGMA \(name)") { $0.integer(0) }
                }
                #expect(journal == "wal" && numbers == [2, 1])
            }
            let erasing = try transaction.keyring.first("PRAGMA secure_delete") { $0.integer(0) }
            #expect(erasing == 1)
        }
    }

    @Test
    func `only the owner reads what lies in a data folder`() throws {
        let store = try TestStore(Self.sqlite)
        let (ledger, keyring) = (store.folder.ledger, store.folder.keyring)
        for path in [ledger, keyring, ledger + "-wal", ledger + "-shm", keyring + "-wal", store.folder.lock] {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(path)")
        }
    }

    @Test
    func `a store that would not sync does not start`() throws {
        let folder = TestStore.newFolder()
        defer { Self.remove(folder) }
        let refused = failure {
            try SQLiteBackend(
                writing: folder, holder: "test", readers: 1, limits: SQLiteLimits(), level: .normal)
        }
        #expect(refused?.code == .notDurable)
    }

    @Test
    func `a second writer on one folder is refused and told who holds it`() throws {
        let folder = TestStore.newFolder()
        defer { Self.remove(folder) }
        let first = try StoreEngine.sqlite(folder, holder: "motcua serve")
        let refused = failure { try StoreEngine.sqlite(folder, holder: "motcua init") }
        #expect(refused?.code == .heldElsewhere)
        #expect(refused?.reason.contains("motcua serve, process \(getpid())") == true)
        first.close()
        try StoreEngine.sqlite(folder, holder: "motcua init").close()
    }

    @Test
    func `reading works beside the writer and after it, and writes nothing`() throws {
        let folder = TestStore.newFolder()
        defer { Self.remove(folder) }
        let writer = try StoreEngine.sqlite(folder, holder: "test")
        let beside = try StoreEngine.sqliteReading(folder)
        let count = "SELECT count(*) FROM head"
        let addition = "INSERT INTO head VALUES ('h', 'n', 0, 0, x'00', x'00', 0)"
        #expect(try beside.readNow { try $0.first(count) { $0.integer(0) } } == 0)
        try writer.writeNow { _ = try $0.sql.execute(addition) }
        #expect(try beside.readNow { try $0.first(count) { $0.integer(0) } } == 1)
        #expect(failure { try beside.writeNow { _ in } }?.code == .readOnly)
        #expect(failure { try beside.readNow { try $0.execute("DELETE FROM head") } }?.code == .readOnly)
        writer.close()
        #expect(try beside.readNow { try $0.first(count) { $0.integer(0) } } == 1)
        beside.close()
        let after = try StoreEngine.sqliteReading(folder)
        #expect(try after.readNow { try $0.first(count) { $0.integer(0) } } == 1)
        after.close()
    }

    @Test
    func `reading where nothing is says so`() throws {
        #expect(failure { try StoreEngine.sqliteReading(TestStore.newFolder()) }?.code == .unreachable)
    }

    @Test
    func `a folder without this program's shape is not read, and one of a newer program not opened`() throws {
        let folder = TestStore.newFolder()
        defer { Self.remove(folder) }
        let engine = try StoreEngine.sqlite(folder, holder: "test")
        let last = try #require(Migrations.ledger.last).number
        try engine.writeNow { _ = try $0.sql.execute("DELETE FROM migration WHERE number = \(last)") }
        #expect(failure { try StoreEngine.sqliteReading(folder) }?.code == .olderDatabase)
        try engine.writeNow { transaction in
            _ = try transaction.sql.execute("DELETE FROM migration")
            for migration in Migrations.ledger {
                try transaction.sql.execute(
                    "INSERT INTO migration VALUES (?1, ?2, ?3, ?1)",
                    [SQLValue(migration.number), .text(migration.name), .text(migration.checksum(for: .sqlite))])
            }
            _ = try transaction.sql.execute(
                "INSERT INTO migration VALUES (?1, 'future', '', ?1)", [SQLValue(last + 1)])
        }
        engine.close()
        let refused = failure { try StoreEngine.sqlite(folder, holder: "test") }
        #expect(refused?.code == .newerDatabase && refused?.reason.contains("future") == true)
    }

    @Test
    func `a file that is no database is told as corrupt`() throws {
        let folder = TestStore.newFolder()
        defer { Self.remove(folder) }
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        try Data(repeating: 65, count: 8192).write(to: URL(fileURLWithPath: folder.ledger))
        #expect(failure { try StoreEngine.sqlite(folder, holder: "test") }?.code == .corrupt)
        try FileManager.default.removeItem(atPath: folder.ledger)
        try StoreEngine.sqlite(folder, holder: "test").close()
    }

    @Test
    func `a full disk fails who filled it and spares who shared the commit`() async throws {
        let store = try TestStore(Self.sqlite)
        try EngineContractTests.table(store.engine)
        try store.engine.writeNow { transaction in
            let pages = try transaction.sql.first("PRAGMA page_count") { $0.integer(0) } ?? 0
            _ = try transaction.sql.first("PRAGMA max_page_count=\(pages + 40)") { $0.integer(0) }
        }
        let failed = try await EngineContractTests.together(store.engine, count: 12) { id, transaction in
            let text = String(repeating: "x", count: id == 5 ? 4_000_000 : 100)
            try EngineContractTests.add(id, transaction, text: text)
        }
        #expect(failed == [5])
        #expect(try EngineContractTests.ids(store.engine) == (0..<12).filter { $0 != 5 })
        let full = await failure {
            try store.engine.writeNow {
                try EngineContractTests.add(99, $0, text: String(repeating: "x", count: 4_000_000))
            }
        }
        #expect(full?.code == .diskFull)
    }

    @Test
    func `exactly one statement is taken`() throws {
        let store = try TestStore(Self.sqlite)
        for text in ["SELECT 1; SELECT 2", "", " ; ", "SELECT 1; -- more"] {
            #expect(failure { try store.engine.readNow { try $0.execute(text) } }?.code == .statement, "\(text)")
        }
        #expect(try store.engine.readNow { try $0.first("SELECT 1 ;\n") { $0.integer(0) } } == 1)
    }

    @Test
    func `a key, a rule and a foreign key that are broken have codes of their own`() throws {
        let store = try TestStore(Self.sqlite)
        try store.engine.writeNow { transaction in
            _ = try transaction.sql.execute("CREATE TABLE a (x INTEGER PRIMARY KEY CHECK (x > 0)) STRICT")
            _ = try transaction.sql.execute("CREATE TABLE b (x INTEGER REFERENCES a (x)) STRICT")
            _ = try transaction.sql.execute("INSERT INTO a VALUES (1)")
        }
        let code = { (text: String) in failure { try store.engine.writeNow { try $0.sql.execute(text) } }?.code }
        #expect(code("INSERT INTO a VALUES (1)") == .duplicate)
        #expect(code("INSERT INTO a VALUES (-1)") == .constraint)
        #expect(code("INSERT INTO b VALUES (7)") == .constraint)
        #expect(code("INSERT INTO missing VALUES (7)") == .statement)
    }

    private static func remove(_ folder: DataFolder) {
        try? FileManager.default.removeItem(atPath: folder.path)
    }
}
