import Core
import Store
import Testing

@testable import UseCases

@Suite("Công bố danh mục và lịch làm việc")
struct CatalogueChangesTests {
    private let test: TestOffice

    init() throws { test = try TestOffice() }

    private func changes(_ catalogue: SmallCatalogue, calendarAlone: Bool = false) throws -> CatalogueChanges {
        let present = test.office.catalogue
        return try test.office.store.readNow { sql in
            let names = try CatalogueChanges.names(in: present, sql)
            let files = try calendarAlone ? catalogue.calendar(after: names) : catalogue.files(after: names)
            return try CatalogueChanges(to: files, from: present, in: sql)
        }
    }

    @discardableResult
    private func publish(_ catalogue: SmallCatalogue, calendarAlone: Bool = false) throws -> CatalogueChanges {
        let changes = try changes(catalogue, calendarAlone: calendarAlone)
        let clerk = Actor(id: "aa00", assignments: [Assignment(role: .clock, agency: "H21")])
        let (office, now) = (test.office, test.clock.now())
        try test.write { transaction, random in
            for entry in changes.entries {
                try OfficeDecisions(office, by: clerk).record(
                    entry.change, now: now, random: &random, in: transaction)
            }
        }
        try office.refresh()
        return changes
    }

    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

    @Test func `decisions are counted by kind, and the same files again bring none`() throws {
        var catalogue = SmallCatalogue()
        let before = test.office.catalogue
        let first = try publish(catalogue)
        let known = before.agencies.keys.filter { ["H21", "H21.24", "H21.90.01"].contains($0) }
        #expect(first.count(.agencyEntered, .new) == 3 - known.count)
        // Both procedures were there already under other terms.
        #expect(first.count(.procedurePublished, .changed) == 2)
        #expect(try changes(catalogue).entries.isEmpty)
        #expect(try changes(catalogue).calendar == nil)
        catalogue.change("agencies.tsv", "Sở Nông nghiệp", "Sở Nông nghiệp và Môi trường")
        catalogue.add("sectors.tsv", "dat-dai|Đất đai|Land|")
        catalogue.change("procedures.tsv", "20wd;direct=25wd", "15wd")
        let second = try publish(catalogue)
        #expect(second.entries.map(\.change.kind) == [.agencyEntered, .sectorEntered, .procedurePublished])
        #expect(second.entries.map(\.effect) == [.changed, .new, .changed])
        #expect(try test.office.catalogue.procedure("1.000002")?.version == 3)
        #expect(try changes(catalogue).entries.isEmpty)
    }

    @Test func `what the files do not name stays as it is`() throws {
        var catalogue = SmallCatalogue()
        try publish(catalogue)
        let before = test.office.catalogue
        catalogue.change("agencies.tsv", "H21.24|Sở Nông nghiệp|department|H21|\n", "")
        catalogue.change(
            "procedures.tsv",
            "1.000002|Cấp giấy phép|ho-tich|tinh|20wd;direct=25wd|demo|8000/copy|direct,post|partial|H21.24\n", "")
        #expect(try publish(catalogue).entries.isEmpty)
        #expect(test.office.catalogue.agencies == before.agencies)
        #expect(test.office.catalogue.entry("1.000002") != nil)
    }

    @Test func `a withdrawn procedure takes nothing in, and its dossiers go on to their results`() throws {
        var catalogue = SmallCatalogue()
        try publish(catalogue)
        let running = try test.received("1.000001")
        catalogue.add("withdrawn.tsv", "procedure|decision", "1.000001|12/QĐ-UBND")
        let withdrawn = try publish(catalogue)
        #expect(withdrawn.entries.map(\.effect) == [.withdrawn])
        #expect(withdrawn.count(.procedureWithdrawn, .withdrawn) == 1)
        #expect(try changes(catalogue).entries.isEmpty)
        #expect(test.office.catalogue.entry("1.000001") == nil)
        #expect(throws: UseCaseRefusal.procedureNotFound("1.000001")) { try test.received("1.000001") }
        try test.settle(running.stream)
        let settled = try test.office.store.readNow { sql in
            try sql.first("SELECT phase FROM dossier WHERE stream = ?1", [.text(running.stream.text)]) { $0.text(0) }
        }
        #expect(settled == "returned")
        // Files without a list of withdrawn ones, such as the program's next edition, do not bring it back.
        catalogue.set("withdrawn.tsv", nil)
        #expect(try changes(catalogue).entries.isEmpty)
        #expect(try changes(catalogue).stayWithdrawn == ["1.000001"])
        // Taken out of the list it is published anew, under a number of its own.
        catalogue.set("withdrawn.tsv", "procedure\n")
        #expect(try publish(catalogue).entries.map(\.effect) == [.new])
        #expect(try test.office.catalogue.procedure("1.000001")?.version == running.dossier.procedure.version + 1)
    }

    @Test func `a procedure that is withdrawn before it was ever published is not published`() throws {
        var catalogue = SmallCatalogue()
        catalogue.change("procedures.tsv", "1.000002|", "1.000003|")
        catalogue.add("withdrawn.tsv", "procedure", "1.000003")
        try publish(catalogue)
        #expect(test.office.catalogue.entry("1.000003") == nil)
    }

    @Test func `a day off and a closure entered later move the due of what is received then`() throws {
        var catalogue = SmallCatalogue()
        catalogue.change("procedures.tsv", "20wd;direct=25wd|demo", "5wd|source")
        catalogue.change("procedures.tsv", "|H21.24\n", "|commune\n")
        try publish(catalogue)
        // The clock stands on Friday 20-11-2026; five working days end on Friday 27.
        #expect(try test.received().dossier.clock?.due.date == day("2026-11-27"))
        catalogue.add("holidays.tsv", "2026-11-24|holiday|Ngày Văn hóa Việt Nam||0")
        let published = try publish(catalogue, calendarAlone: true)
        #expect(published.entries.map(\.change.kind) == [.calendarPublished])
        #expect(test.office.catalogue.calendar.version == 3)
        #expect(try test.received().dossier.clock?.due.date == day("2026-11-30"))
        catalogue.add("closures.tsv", "from|to|site|channels|reason", "2026-11-25|2026-11-26|H21.106|direct|Bão")
        #expect(try publish(catalogue, calendarAlone: true).calendar?.closuresGained.count == 1)
        #expect(try test.received().dossier.clock?.due.date == day("2026-12-02"))
        #expect(try publish(catalogue, calendarAlone: true).entries.isEmpty)
    }
}
