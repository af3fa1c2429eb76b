import Core
import Ledger
import TestEngines
import Testing

@testable import Store
@testable import UseCases

/// What an earlier program left is taken over by today's in one step, however many migrations lie between.
@Suite("Nâng cấp từ các phiên bản trước")
struct UpgradeTests {
    /// Every shape there ever was; 0 is an empty place.
    static let shapes = Array(0...Migrations.ledger.count)

    @Test(arguments: shapes)
    func `everything is there afterwards, and the ledger verifies`(migration: Int) throws {
        let older = try OlderInstallation(migration: migration)
        let office = try older.open()
        defer { office.store.close() }
        let migrations = try office.store.readNow { sql in
            try sql.query("SELECT number FROM migration ORDER BY number", []) { Int($0.integer(0)) }
        }
        #expect(migrations == Array(1...Migrations.ledger.count))
        try office.store.readNow { sql in
            for (table, rows) in older.held {
                let found = try older.rows(of: table, in: sql)
                #expect(found == rows, "\(table) from migration \(migration)")
            }
        }
        guard migration > 0 else { return }
        #expect(older.records > 20)
        #expect(try LedgerCheck(office).run { _, _ in }.records == older.records)
    }

    @Test(arguments: shapes.dropFirst())
    func `tables that were there agree with a rebuild, which fills those that were not`(migration: Int) throws {
        let older = try OlderInstallation(migration: migration)
        let office = try older.open()
        defer { office.store.close() }
        let before = try projected(office)
        // Those that came later stand empty until they are made from the records.
        for table in Rebuild.tables where older.columns[table] != nil {
            #expect(before[table] == older.today[table], "\(table) from migration \(migration)")
        }
        try Rebuild(office).run { _, _ in }
        let after = try projected(office)
        for table in Rebuild.tables { #expect(after[table] == older.today[table], "\(table)") }
        #expect(after["consultation"]?.count == 1)
    }

    @Test(arguments: shapes.dropFirst())
    func `work goes on from there`(migration: Int) throws {
        let older = try OlderInstallation(migration: migration)
        let office = try older.open()
        defer { office.store.close() }
        // A program that knew no tables of the office left none: they are made from its records first.
        if migration < 4 {
            try Rebuild(office).run { _, _ in }
        }
        func hits(_ word: String) throws -> Int {
            try office.store.readNow { try DossierFinding.count(word, index: office.index, in: $0).number }
        }
        #expect(try hits("khuynh") == (migration >= 9 ? 0 : 1))
        let found = try hits("huong")
        #expect(found == 4)
        var random = SeededRandom(seed: 4_711)
        let stream = try office.store.writeNow { transaction in
            try KeepingRig.receive(office, name: "Trần Thị Hường", random: &random, in: transaction)
        }
        let assigned = try office.store.writeNow { transaction in
            try DossierCommands(office, now: office.clock.now(), in: transaction).give(
                .assign("aa03"), to: stream,
                DossierRequest(
                    command: CommandID(random.id()),
                    actor: Actor(id: "aa02", assignments: [Assignment(role: .leader, agency: TestOffice.ward)]),
                    seen: nil), random: &random)
        }
        #expect(assigned.dossier.phase == .processing)
        #expect(try hits("huong") == found + 1)
        #expect(try LedgerCheck(office).run { _, _ in }.records > older.records)
    }

    private func projected(_ office: Office) throws -> OlderInstallation.Rows {
        try office.store.readNow { sql in
            var rows: OlderInstallation.Rows = [:]
            for table in try CopyTable.all(in: sql) where Rebuild.tables.contains(table.name) {
                rows[table.name] = Set(try table.page(after: nil, limit: .max >> 8, in: sql))
            }
            return rows
        }
    }
}
