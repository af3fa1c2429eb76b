import Core
import Foundation
import Ledger
import SQLiteEngine
@testable import Store
import TestEngines
import Testing

@testable import UseCases

@Suite("Erasing a person")
struct ErasureTests {
    private let test: TestOffice
    private let rig: KeepingRig
    private let second = Actor(id: "aa07", assignments: [Assignment(role: .administrator, agency: "H21")])

    init() throws {
        test = try TestOffice()
        rig = KeepingRig(test)
    }

    private func receive(_ name: String = KeepingRig.marker) throws -> DossierRow {
        let stream = try test.write { transaction, random in
            try KeepingRig.receive(
                rig.office, name: name, number: KeepingRig.markerNumber, random: &random, in: transaction)
        }
        return try row(stream)
    }

    private func row(_ stream: DossierID) throws -> DossierRow {
        try rig.office.store.readNow { try #require(try DossierFinding.row(stream: stream, in: $0)) }
    }

    private func ask(_ row: DossierRow, by actor: Actor? = nil, basis: String = "Luật 91/2025/QH15, Điều 14") throws
        -> Erasure.Outcome
    {
        try Erasure(rig.office, by: actor ?? test.leader).ask(row.number.text, basis: basis, random: &test.random)
    }

    private func confirm(_ row: DossierRow, by actor: Actor? = nil) throws -> Erasure.Outcome {
        try Erasure(rig.office, by: actor ?? second).confirm(row.number.text, random: &test.random)
    }

    private func erase(_ row: DossierRow) throws {
        _ = try ask(row)
        #expect(try confirm(row) == .erased(row.stream))
    }

    @Test func `while dossiers are kept two different officers have to answer for it`() throws {
        let row = try receive()
        #expect(throws: ErasureRefusal.notAsked) { try confirm(row) }
        #expect(throws: ErasureRefusal.notPermitted) { try ask(row, by: test.handler) }
        #expect(throws: ErasureRefusal.basis(most: 300)) { try ask(row, basis: "  ") }
        #expect(throws: ErasureRefusal.basisNames) { try ask(row, basis: "Đơn của bà luong thi khuynh mach") }
        #expect(try ask(row) == .asked(row.stream, keptUntil: nil))
        #expect(throws: ErasureRefusal.sameOfficer) { try confirm(row, by: test.leader) }
        #expect(try self.row(row.stream).applicant == KeepingRig.marker)
        #expect(try confirm(row) == .erased(row.stream))
        #expect(throws: ErasureRefusal.self) { try ask(row) }
    }

    @Test func `once its time is over one officer is enough`() throws {
        let row = try receive()
        try test.settle(row.stream)
        let end = try #require(try self.row(row.stream).endedAt)
        let until = Instant(end.date.adding(months: 120), minute: 0)
        #expect(try ask(row) == .asked(row.stream, keptUntil: until))
        test.clock.move(to: until.adding(minutes: -1))
        #expect(try ask(row) == .asked(row.stream, keptUntil: until))
        test.clock.move(to: until)
        #expect(try ask(row) == .erased(row.stream))
    }

    @Test func `nobody finds the person any more, and every figure stays`() throws {
        let row = try receive()
        _ = try receive("Nguyễn Thị Hương")
        let figures = try KeepingRig.figures(rig.office)
        try erase(row)
        try rig.office.store.readNow { sql in
            for typed in ["khuynh", "Lường Thị Khuỳnh Mạch", "mach", KeepingRig.markerNumber, "0905123987"] {
                let found = try DossierFinding.search(typed, index: rig.office.index, in: sql)
                #expect(!found.contains { $0.stream == row.stream })
            }
            let counts = try ["khuynh", "huong"].map {
                try DossierFinding.count($0, index: rig.office.index, in: sql).number
            }
            #expect(counts == [0, 1])
            let events = try DossierStories(rig.office).events(of: row.stream, sql)
            #expect(events.allSatisfy { $0.event.change.personal == nil })
            let places = try ["khuynh", KeepingRig.markerNumber].flatMap { try Texts.holding($0, in: sql) }
            #expect(places == [])
        }
        #expect(try self.row(row.stream).applicant == nil)
        #expect(try KeepingRig.figures(rig.office) == figures)
        try Rebuild(rig.office).run { _, _ in }
        #expect(try self.row(row.stream).applicant == nil)
        #expect(try KeepingRig.figures(rig.office) == figures)
        #expect(try rig.office.store.readNow { try ErasureTable.erased(row.stream, in: $0) } != nil)
    }

    @Test func `files, drafts, held forms and kept answers go with the person`() throws {
        let row = try receive()
        let dossier = try rig.office.store.readNow {
            try #require(DossierStories.fold(try DossierStories(rig.office).events(of: row.stream, $0)))
        }
        let file = try #require(dossier.components.first?.files.first?.file)
        let (office, now) = (rig.office, test.clock.now())
        let key = try IdempotencyKey("k1")
        let body = Array(#"{"code":"\#(row.code?.text ?? "")"}"#.utf8)
        func repeated(_ transaction: Transaction, _ random: inout SeededRandom) throws -> StoredAnswer {
            try Idempotency.once(
                key, actor: "aa05", route: "POST /x", body: [1], sealer: office.sealer, now: now, random: &random,
                in: transaction
            ) { StoredAnswer(code: 201, body: body) }.answer
        }
        try test.write { transaction, random in
            let first = try repeated(transaction, &random)
            #expect(first.code == 201)
            let visitor = ApplicantActs.visitor(of: row.stream, generation: 0, office.sealer)
            _ = try Drafts.begin(
                row.procedure, step: "x", values: ["name": KeepingRig.marker], visitor: visitor,
                sealer: office.sealer, now: now, random: &random, in: transaction.sql)
            let context = HeldForms.context("f1", "aa01")
            for (id, text) in [("f1", KeepingRig.marker), ("f2", "nobody")] {
                let sealed = try office.sealer.seal(
                    Array(text.utf8), context: id == "f1" ? context : HeldForms.context("f2", "aa01"), random: &random)
                try HeldFormTable.store(
                    HeldFormRow(
                        id: HeldFormID(id), actor: "aa01", kept: now, expires: now.adding(minutes: 60), sealed: sealed),
                    in: transaction.sql)
            }
        }
        try erase(row)
        #expect(throws: StoreError.self) {
            try office.files.get(file, key: DossierKey([UInt8](repeating: 1, count: 32)))
        }
        #expect(!FileManager.default.fileExists(atPath: "\(rig.data.files)/\(file.text.prefix(2))/\(file.text)"))
        try test.write { transaction, random in
            let again = try repeated(transaction, &random)
            let forms = try transaction.sql.query("SELECT id FROM held_form", []) { $0.text(0) }
            let drafts = try transaction.sql.query("SELECT id FROM draft", []) { $0.text(0) }
            #expect(again.code == 410 && forms == ["f2"] && drafts == [])
        }
        #expect(throws: UseCaseRefusal.erased) {
            try test.give(
                .withdraw(Grounds(personal: Personal([PersonalKey.reason.text: "Không cần nữa"]))), row.stream,
                test.request(test.applicant))
        }
    }

    @Test(.disabled(if: ChosenEngine.isPostgres, "see PostgresPurgeTests"), arguments: [false, true])
    func `after a purge no byte of the folder names the person`(whileTablesAreMade isMade: Bool) throws {
        let row = try receive()
        for number in 0..<40 { _ = try receive("Nguyễn Văn \(number)") }
        var beside = RebuildBeside(rig.office)
        if isMade { #expect(try !beside.step(page: 40).switched) }
        try erase(row)
        try SQLiteKeeping.purge(rig.data, of: rig.office.store)
        #expect(try KeepingRig.files(in: rig.data.path, holding: KeepingRig.traces) == [])
        if isMade {
            while try !beside.step().switched {}
            #expect(try KeepingRig.files(in: rig.data.path, holding: KeepingRig.traces) == [])
        }
        _ = try receive("Nguyễn Văn Sau")
        rig.office.store.close()
        let again = try StoreEngine.sqlite(rig.data, holder: "tests", settings: .init(readers: 1))
        defer { again.close() }
        #expect(try again.readNow { try DossierFinding.count("nguyen", index: rig.office.index, in: $0).number } == 41)
    }

    @Test(.disabled(if: ChosenEngine.isPostgres, "see PostgresPurgeTests"))
    func `a store that only reads cannot purge`() throws {
        _ = try receive()
        let reading = try StoreEngine.sqliteReading(rig.data, settings: .init(readers: 1))
        defer { reading.close() }
        #expect(throws: StoreError(.readOnly, "", at: "")) { try SQLiteKeeping.purge(rig.data, of: reading) }
    }

    @Test func `an archive from before does not bring the person back`() throws {
        let row = try receive()
        let before = try rig.backup()
        test.clock.move(to: test.clock.now().adding(minutes: 60))
        try erase(row)
        test.clock.move(to: test.clock.now().adding(minutes: 60))
        let after = try rig.backup()
        // The keyring's later copy is lost: the older one still has the key.
        let manifest = before.keyring.path
        #expect(FileManager.default.fileExists(atPath: manifest))
        for moment in [before.archive.manifest.made, after.archive.manifest.made] {
            let restored = try rig.restore(at: moment)
            defer { restored.office.store.close() }
            #expect(restored.found.erased == 1)
            #expect(restored.found.erasedAnew == (moment == before.archive.manifest.made ? 1 : 0))
            try restored.office.store.readNow { sql in
                let found = try DossierFinding.row(stream: row.stream, in: sql)
                let hits = try DossierFinding.count("khuynh", index: restored.office.index, in: sql).number
                #expect(found != nil && found?.applicant == nil && hits == 0)
            }
            #expect(try KeepingRig.files(in: restored.folder.path, holding: KeepingRig.traces) == [])
            #expect(try FolderFileStore(restored.folder).names().isEmpty)
            guard case .destroyed = try restored.office.keyring.key(of: row.stream.stream) else {
                Issue.record("the key came back")
                return
            }
        }
    }
}

/// Columns of text that hold something, in every table.
enum Texts {
    static func holding(_ word: String, in sql: any SQLConnection) throws -> [String] {
        let columns = try CopyTable.all(in: sql).flatMap { table in
            table.columns.filter { $0.kind == .text }.map { (table.name, $0.name) }
        }
        return try columns.filter { table, column in
            try sql.query("SELECT \(column) FROM \(table) WHERE \(column) IS NOT NULL", []) { $0.text(0) }
                .contains { TextFold.folded($0).contains(word) }
        }.map { "\($0).\($1)" }
    }
}
