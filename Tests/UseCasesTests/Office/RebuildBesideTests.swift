import Core
import Foundation
import Ledger
import TestEngines
import Testing

@testable import Store
@testable import UseCases

@Suite("Dựng lại bảng hồ sơ trong khi hệ thống vẫn chạy")
struct RebuildBesideTests {
    private let test: TestOffice

    init() throws {
        test = try TestOffice()
        for _ in 0..<6 { try test.settle(try test.received().stream) }
        _ = try test.received()
    }

    private func expectRight(_ office: Office? = nil) throws { try (office ?? test.office).expectBesideIsRight() }

    /// Tables that say something else than the records, as a table of an older shape does.
    private func spoil() throws {
        try test.office.store.writeNow { transaction in
            try transaction.sql.execute("UPDATE dossier SET sector = 'khác'")
            try transaction.sql.execute("DELETE FROM tally")
        }
    }

    private func sectors() throws -> Set<String> {
        Set(try test.office.store.readNow { try $0.query("SELECT sector FROM dossier", []) { $0.text(0) } })
    }

    private func hits(_ word: String, _ office: Office? = nil) throws -> Int {
        let office = office ?? test.office
        return try office.store.readNow { try DossierFinding.count(word, index: office.index, in: $0).number }
    }

    @Test func `commands are taken meanwhile, the old table answers, and all switches at once`() throws {
        try spoil()
        var beside = RebuildBeside(test.office)
        var turns = 0
        while true {
            turns += 1
            let now = try beside.step(page: 5)
            if now.switched { break }
            #expect(try sectors().contains("khác"))
            guard turns <= 8 else { continue }
            // Faster than the records are taken at first, so that it has to catch up.
            let stream = try test.received().stream
            if turns % 2 == 0 { try test.settle(stream) }
        }
        #expect(turns > 8)
        #expect(try sectors() == ["ho-tich"])
        #expect(try hits("huong") == 15)
        try expectRight()
        #expect(try LedgerCheck(test.office).run { _, _ in }.records > 60)
    }

    @Test func `what was ended in the middle goes on from there`() throws {
        try spoil()
        var first = RebuildBeside(test.office)
        for _ in 0..<3 { _ = try first.step(page: 7) }
        test.office.store.close()
        let again = try reopened()
        defer { again.store.close() }
        #expect(try again.store.readNow { try BesideTables.next(in: $0) } == 21)
        var second = RebuildBeside(again)
        var told: [Int] = []
        #expect(try second.run { done, _ in told.append(done) })
        #expect(told.first ?? 0 > 21)
        #expect(try again.store.readNow { try BesideTables.next(in: $0) } == nil)
        try expectRight(again)
    }

    @Test func `it can be done again and again, and every index is there each time`() throws {
        let before = try indexes()
        for turn in 1...3 {
            var beside = RebuildBeside(test.office)
            #expect(try beside.run { _, _ in })
            #expect(try indexes() == before)
            try test.settle(try test.received().stream)
            #expect(try hits("huong") == 7 + turn)
            try expectRight()
        }
    }

    @Test func `whoever is erased meanwhile does not come back with the switch`() throws {
        let stream = try test.write { transaction, random in
            try KeepingRig.receive(test.office, name: KeepingRig.marker, random: &random, in: transaction)
        }
        var beside = RebuildBeside(test.office)
        var now = try beside.step(page: 10)
        while now.done < now.total - 1 { now = try beside.step(page: 1) }
        let row = try test.office.store.readNow { try #require(try DossierFinding.row(stream: stream, in: $0)) }
        _ = try Erasure(test.office, by: test.leader).ask(row.number.text, basis: "Điều 14", random: &test.random)
        let second = Actor(id: "aa07", assignments: [Assignment(role: .administrator, agency: "H21")])
        _ = try Erasure(test.office, by: second).confirm(row.number.text, random: &test.random)
        let kept = try test.office.store.readNow { try TableShape.kept(in: $0).map(\.name) }
        #expect(!kept.contains { $0.hasSuffix(BesideTables.ending) }, "no archive takes names in clear along")
        while try !beside.step(page: 1).switched {}
        #expect(try hits("khuynh") == 0)
        let applicant = try test.office.store.readNow { try DossierFinding.row(stream: stream, in: $0)?.applicant }
        #expect(applicant == nil)
        try expectRight()
    }

    @Test func `what is given up leaves nothing behind`() throws {
        var beside = RebuildBeside(test.office)
        _ = try beside.step(page: 3)
        try test.office.store.writeNow { try BesideTables.drop(in: $0.sql) }
        #expect(try test.office.store.readNow { try BesideTables.next(in: $0) } == nil)
        var anew = RebuildBeside(test.office)
        #expect(try anew.run { _, _ in })
        try expectRight()
    }

    @Test func `statements reach the tables in the making and their columns stay`() {
        let texts = [
            "UPDATE dossier SET sector = ?2 WHERE stream = ?1":
                "UPDATE dossier__next AS dossier SET sector = ?2 WHERE stream = ?1",
            "INSERT INTO tally (day, n) VALUES (?1, 1) ON CONFLICT (day) DO UPDATE SET n = tally.n + 1":
                "INSERT INTO tally__next AS tally (day, n) VALUES (?1, 1) ON CONFLICT (day) DO UPDATE "
                + "SET n = tally.n + 1",
            "INSERT INTO clock_entry (dossier) SELECT id FROM dossier WHERE id = 1":
                "INSERT INTO clock_entry__next AS clock_entry (dossier) SELECT id FROM dossier__next AS dossier "
                + "WHERE id = 1",
            "INSERT INTO dossier_search (dossier_search, rowid) VALUES ('delete', ?1)":
                "INSERT INTO dossier_search__next (dossier_search__next, rowid) VALUES ('delete', ?1)",
            "SELECT last FROM dossier_order WHERE day = ?1":
                "SELECT last FROM dossier_order__next AS dossier_order WHERE day = ?1",
        ]
        for (text, wanted) in texts { #expect(BesideConnection.translate(text) == wanted) }
    }

    /// Columns and conditions of every index, on SQLite whatever it is called; on PostgreSQL owners and rights as well.
    private func indexes() throws -> [String] {
        try test.office.store.readNow { sql in
            let text =
                switch sql.dialect {
                case .sqlite:
                    """
                    SELECT replace(replace(sql, '"', ''), '__next', '') FROM sqlite_master
                    WHERE type = 'index' AND sql IS NOT NULL AND tbl_name NOT LIKE '%__next' ORDER BY 1
                    """
                case .postgres:
                    """
                    SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()
                    UNION ALL SELECT relname::text || ' ' || relowner::text || ' '
                    || coalesce(relacl::text, '') FROM pg_class
                    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' ORDER BY 1
                    """
                }
            return try sql.query(text, []) { $0.text(0) }
        }
    }

    private func reopened() throws -> Office {
        let folder = DataFolder(test.folder.path)
        let store = try ChosenEngine.open(folder, settings: .init(readers: 2))
        let master = [UInt8](repeating: 7, count: 32)
        var random = SeededRandom(seed: 5)
        return try Office(
            store: store, keyring: Keyring(master: try MasterKey(master), engine: store),
            files: FolderFileStore(folder), log: "H21", sealer: MasterKeySealer(masterKey: master), clock: test.clock,
            codes: CodeOnScreen(), random: &random)
    }
}
