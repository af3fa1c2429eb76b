import Core
@testable import Store
import Testing

@Suite("Migrations")
struct MigratorTests {
    private static let first = Migration(
        number: 1, name: "ledger", statements: ["CREATE TABLE a (x INTEGER) STRICT", "INSERT INTO a VALUES (1)"])
    private static let second = Migration(number: 2, name: "more", statements: ["ALTER TABLE a ADD COLUMN y TEXT"])

    private static func run(_ migrations: [Migration], _ store: TestStore) throws -> [Int] {
        try store.engine.migrateNow(migrations)
    }

    /// A store that has forgotten which migrations it has.

    private static func emptied(_ kind: TestEngine) throws -> TestStore {
        let store = try TestStore(kind)
        try store.engine.writeNow { _ = try $0.sql.execute("DROP TABLE migration") }
        return store
    }

    @Test(arguments: TestEngine.all)
    func `each is carried out once, and later ones on what is there`(_ kind: TestEngine) throws {
        let store = try Self.emptied(kind)
        #expect(try Self.run([Self.first], store) == [1])
        #expect(try Self.run([Self.first], store) == [])
        #expect(try Self.run([Self.first, Self.second], store) == [2])
        #expect(try store.engine.readNow { try $0.first("SELECT x FROM a WHERE y IS NULL") { $0.integer(0) } } == 1)
    }

    @Test(arguments: TestEngine.all)
    func `one that fails leaves the database as it was`(_ kind: TestEngine) throws {
        let store = try Self.emptied(kind)
        let broken = Migration(number: 2, name: "broken", statements: ["CREATE TABLE b (x INTEGER)", "nonsense"])
        #expect(failure { try Self.run([Self.first, broken], store) }?.code == .statement)
        #expect(failure { try store.engine.readNow { try $0.first("SELECT x FROM b") { _ in 0 } } }?.code == .statement)
        #expect(try Self.run([Self.first, Self.second], store) == [2])
    }

    @Test(arguments: TestEngine.all)
    func `a database of a newer program is refused, unless the newer one only added`(_ kind: TestEngine) throws {
        let store = try Self.emptied(kind)
        let adding = Migration(number: 2, name: "adding", programFrom: 1, statements: ["CREATE TABLE b (x INTEGER)"])
        #expect(try Self.run([Self.first, adding], store) == [1, 2])
        #expect(try Self.run([Self.first], store) == [])
        let removing = Migration(number: 3, name: "removing", statements: ["DROP TABLE b"])
        #expect(try Self.run([Self.first, adding, removing], store) == [3])
        for older in [[Self.first], [Self.first, adding]] {
            let refused = failure { try Self.run(older, store) }
            #expect(refused?.code == .newerDatabase && refused?.reason.contains("removing") == true)
        }
    }

    @Test(arguments: TestEngine.all)
    func `one that was carried out with another text is refused`(_ kind: TestEngine) throws {
        let store = try Self.emptied(kind)
        #expect(try Self.run([Self.first], store) == [1])
        let changed = Migration(number: 1, name: "ledger", statements: ["CREATE TABLE a (x TEXT) STRICT"])
        #expect(failure { try Self.run([changed, Self.second], store) }?.code == .changedMigration)
    }

    @Test
    func `all are numbered from one without a gap and have names of their own`() {
        for list in [Migrations.ledger, Migrations.keyring] {
            #expect(list.map(\.number) == Array(1...list.count))
            #expect(Set(list.map(\.name)).count == list.count)
        }
    }
}
