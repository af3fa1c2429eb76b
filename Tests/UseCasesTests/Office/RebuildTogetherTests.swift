import Core
import Foundation
import Ledger
import Synchronization
import TestEngines
import Testing

@testable import PostgresEngine
@testable import Store
@testable import UseCases

@Suite("Dựng lại bảng hồ sơ bên cạnh người khác cùng làm")
struct RebuildTogetherTests {
    private let test: TestOffice

    init() throws {
        test = try TestOffice()
        for _ in 0..<4 { try test.settle(try test.received().stream) }
    }

    private func expectRight() throws { try test.office.expectBesideIsRight() }

    /// What threads found, told at the end.
    private final class Findings: Sendable {
        private let lines = Mutex<[String]>([])
        private let ended = Atomic(false)

        var all: [String] { lines.withLock { $0 } }
        var isOver: Bool { ended.load(ordering: .acquiring) }

        func end() { ended.store(true, ordering: .releasing) }
        func add(_ line: String) { lines.withLock { $0.append(line) } }

        func start(in group: DispatchGroup, _ body: @escaping @Sendable () throws -> Void) {
            group.enter()
            Thread.detachNewThread {
                do { try body() } catch { self.add("\(error)") }
                group.leave()
            }
        }
    }

    /// Dossiers by their records and by their table, as one reader sees both.
    private static func seen(_ sql: any SQLConnection) throws -> (records: Int, rows: Int) {
        let records = try sql.first(
            "SELECT count(*) FROM record WHERE version = 1 AND kind >= 'dossier.' AND kind < 'dossier/'"
        ) { Int($0.integer(0)) }
        let rows = try sql.first("SELECT count(*) FROM dossier") { Int($0.integer(0)) }
        return (records ?? -1, rows ?? -2)
    }

    @Test func `commands of the very commit that switches are in the new tables, once`() throws {
        for shares in [false, true] {
            var beside = RebuildBeside(test.office)
            let size = try test.office.store.readNow { try test.office.reader.head($0)?.size ?? 0 }
            // The last page as the ledger stands, which the commands of its commit make two.
            while try beside.step(page: 5).done < size - 5 {}
            try test.write { transaction, random in
                for _ in 0..<3 { _ = try KeepingRig.receive(test.office, random: &random, in: transaction) }
                if shares { transaction.keepJob() }
                #expect(try !beside.take(5, in: transaction).switched)
                if shares { transaction.keepJob() }
                #expect(try beside.take(50, in: transaction).switched)
            }
            try expectRight()
            try test.write { transaction, random in
                _ = try KeepingRig.receive(test.office, random: &random, in: transaction)
                if shares { transaction.keepJob() }
                try Rebuild(test.office).makeAnew(in: transaction) { _, _ in }
            }
            try expectRight()
        }
    }

    @Test func `commands from several threads are in the new tables, and no reader sees a half`() throws {
        let (office, findings, writers, readers) = (test.office, Findings(), DispatchGroup(), DispatchGroup())
        let leader = test.leader
        for seed in 0..<4 {
            findings.start(in: writers) {
                var random = SeededRandom(seed: UInt64(900 + seed))
                for _ in 0..<12 {
                    let stream = try office.store.writeNow {
                        try KeepingRig.receive(office, random: &random, in: $0)
                    }
                    try office.store.writeNow { transaction in
                        let request = DossierRequest(command: CommandID(random.id()), actor: leader, seen: nil)
                        _ = try DossierCommands(office, now: office.clock.now(), in: transaction)
                            .give(.assign("aa03"), to: stream, request, random: &random)
                    }
                }
            }
        }
        findings.start(in: readers) {
            while !findings.isOver {
                let seen = try office.store.readNow { try RebuildTogetherTests.seen($0) }
                if seen.records != seen.rows { findings.add("records and rows: \(seen)") }
            }
        }
        findings.start(in: readers) {
            while !findings.isOver {
                var beside = RebuildBeside(office)
                while try !beside.step(page: 20).switched {}
            }
        }
        writers.wait()
        var last = RebuildBeside(office)
        #expect(try last.run { _, _ in })
        findings.end()
        readers.wait()
        #expect(findings.all == [])
        #expect(try office.store.readNow { try RebuildTogetherTests.seen($0) } == (52, 52))
        try expectRight()
        #expect(try LedgerCheck(office).run { _, _ in }.records > 100)
    }

    @Test func `whoever reads meanwhile goes on seeing what they saw`() throws {
        let office = test.office
        var beside = RebuildBeside(office)
        try office.store.readNow { sql in
            let before = try RebuildTogetherTests.seen(sql)
            _ = try test.received()
            if ChosenEngine.isPostgres {
                // Kept waiting for a moment, then tried again.
                #expect(throws: StoreError(.busy, "", at: "")) { try beside.step() }
            } else {
                #expect(try beside.step().switched)
            }
            #expect(try RebuildTogetherTests.seen(sql) == before)
        }
        if ChosenEngine.isPostgres { #expect(try beside.step().switched) }
        #expect(try office.store.readNow { try RebuildTogetherTests.seen($0) } == (5, 5))
        try expectRight()
    }

    @Test func `a plain rebuild ends what is in the making, and whoever made it sees that`() throws {
        var beside = RebuildBeside(test.office)
        _ = try beside.step(page: 5)
        try Rebuild(test.office).run { _, _ in }
        #expect(try !RebuildBeside.isWaiting(test.office))
        #expect(try beside.step(page: 5).switched)
        #expect(try !RebuildBeside.isWaiting(test.office))
        try expectRight()
    }

    @Test func `two who make it at once make one`() throws {
        var (first, second) = (RebuildBeside(test.office), RebuildBeside(test.office))
        for _ in 0..<3 {
            #expect(try !first.step(page: 3).switched)
            try test.settle(try test.received().stream)
            #expect(try !second.step(page: 3).switched)
        }
        #expect(try second.run { _, _ in })
        #expect(try first.step(page: 3).switched)
        try expectRight()
    }

    @Test func `a migration that wants tables made anew is heard once records are there`() throws {
        let store = test.office.store
        #expect(try store.migrateNow(Migrations.ledger + [wanting]) == [wanting.number])
        #expect(try RebuildBeside.isWaiting(test.office))
        _ = try test.received()
        let row = try store.readNow { try $0.first("SELECT made_anew FROM dossier WHERE id >= 0") { $0.isNull(0) } }
        #expect(row == true)
        var beside = RebuildBeside(test.office)
        _ = try beside.step(page: 4)
        // A further one that changes a table which is in the making: it is begun again, in the new shape.
        let further = Migration(
            number: wanting.number + 1, name: "further", programFrom: 1,
            statements: ["ALTER TABLE clock_entry ADD COLUMN further TEXT"])
        #expect(try store.migrateNow(Migrations.ledger + [wanting, further]) == [further.number])
        #expect(try store.readNow { try BesideTables.next(in: $0) } == nil)
        var again = RebuildBeside(test.office)
        #expect(try again.run { _, _ in })
        #expect(try !RebuildBeside.isWaiting(test.office))
        let shapes = try store.readNow { sql in
            try ["dossier", "clock_entry"].map { try TableShape.find($0, in: sql)?.columns.last?.name }
        }
        #expect(shapes == ["made_anew", "further"])
        try test.settle(try test.received().stream)
        try expectRight()
    }

    @Test func `where nothing was recorded yet, nothing is made`() throws {
        let folder = DataFolder(
            FileManager.default.temporaryDirectory.appending(path: "motcua-new-\(UUID().uuidString)").path)
        defer { ChosenEngine.remove(folder) }
        let store = try ChosenEngine.open(folder, settings: .init(readers: 1))
        defer { store.close() }
        #expect(try store.migrateNow(Migrations.ledger + [wanting]) == [wanting.number])
        #expect(try !store.readNow { try BesideTables.isWaiting(in: $0) })
    }

    @Test func `a copy takes nothing in the making along, and knows that it is wanted`() throws {
        var beside = RebuildBeside(test.office)
        _ = try beside.step(page: 4)
        let folder = DataFolder(
            FileManager.default.temporaryDirectory.appending(path: "motcua-copied-\(UUID().uuidString)").path)
        defer { ChosenEngine.remove(folder) }
        let store = try ChosenEngine.open(folder, settings: .init(readers: 1))
        defer { store.close() }
        let (from, to) = (FolderFileStore(DataFolder(test.folder.path)), FolderFileStore(folder))
        let source = CopyPlace(test.office.store, sealed: from, files: from)
        _ = try StoreCopy(from: source, to: CopyPlace(store, sealed: to, files: to)).run { _, _, _ in }
        #expect(try store.readNow { try BesideTables.next(in: $0) } == nil)
        #expect(try store.readNow { try BesideTables.isWaiting(in: $0) })
        #expect(try beside.run { _, _ in })
        try expectRight()
    }

    private let wanting = Migration(
        number: Migrations.ledger.count + 1, name: "wanting", programFrom: 1, remakesTables: true,
        statements: ["ALTER TABLE dossier ADD COLUMN made_anew TEXT"])

    @Test(.enabled(if: ChosenEngine.isPostgres))
    func `the serving role is told that the owner has to do it, and serves on meanwhile`() throws {
        let place = try TestPostgres.place(for: DataFolder(test.folder.path))
        let serving = try PostgresPlace(
            place.connection.replacing("motcua_owner@", with: "motcua_app@"), schema: place.schema)
        let store = try StoreEngine.postgres(serving, mayCreate: false, settings: .init(readers: 1))
        defer { store.close() }
        var random = SeededRandom(seed: 31)
        let office = try Office(
            store: store, keyring: Keyring(master: try MasterKey(KeepingRig.master), engine: store),
            files: test.office.files, log: "H21", sealer: test.office.sealer, clock: test.clock, codes: CodeOnScreen(),
            random: &random)
        var refused = RebuildBeside(office)
        #expect(throws: RebuildBeside.Refusal.notOwner) { try refused.step() }
        var beside = RebuildBeside(test.office)
        _ = try beside.step(page: 4)
        #expect(throws: RebuildBeside.Refusal.notOwner) { try refused.step() }
        try Rebuild(office).run { _, _ in }
        #expect(try RebuildBeside.isWaiting(office))
        let stream = try store.writeNow {
            try KeepingRig.receive(office, name: KeepingRig.marker, random: &random, in: $0)
        }
        while try !beside.step(page: 4).switched {}
        let name = try store.readNow { try DossierFinding.row(stream: stream, in: $0)?.applicant }
        #expect(name == KeepingRig.marker)
        _ = try store.writeNow { try KeepingRig.receive(office, random: &random, in: $0) }
        try expectRight()
    }
}
