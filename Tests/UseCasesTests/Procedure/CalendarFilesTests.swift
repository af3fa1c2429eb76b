import Core
import Testing

@testable import UseCases

@Suite("Đọc tệp lịch làm việc")
struct CalendarFilesTests {
    private let names = CatalogueNames(province: "H21", agencies: ["H21", "H21.106"])

    private func facts(
        after present: CalendarFacts? = nil, _ change: (inout SmallCatalogue) -> Void = { _ in }
    ) throws -> CalendarFacts {
        var catalogue = SmallCatalogue()
        change(&catalogue)
        return try catalogue.calendar(after: names).calendar.facts(after: present)
    }

    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

    @Test func `the first calendar has the years of the list, and the next counts up`() throws {
        let first = try facts()
        #expect((first.version, first.firstYear, first.lastYear, first.days.count) == (1, 2026, 2027, 4))
        let next = try facts(after: first)
        #expect(next.version == 2)
        #expect(CalendarDifference(from: first, to: next) == nil)
    }

    @Test func `a year that the file names is replaced, the others stay`() throws {
        let first = try facts()
        let next = try facts(after: first) { catalogue in
            catalogue.set("holidays.tsv", "date\tkind\tname\n2027-01-01\tholiday\tTết\n2028-01-03\tholiday\tTết\n")
        }
        #expect((next.firstYear, next.lastYear) == (2026, 2028))
        #expect(next.days.filter { $0.date.year == 2026 } == first.days.filter { $0.date.year == 2026 })
        let difference = try #require(CalendarDifference(from: first, to: next))
        #expect(difference.daysLost.map(\.isProvisional) == [true])
        #expect(difference.daysGained.map(\.date) == [try day("2027-01-01"), try day("2028-01-03")])
    }

    @Test func `an order of lines is no change`() throws {
        var first = try facts()
        first.days.reverse()
        #expect(CalendarDifference(from: first, to: try facts(after: first)) == nil)
    }

    @Test func `closures are for a site or all, for some channels or all, for a day or a span`() throws {
        let made = try facts { catalogue in
            catalogue.add(
                "closures.tsv", "from|to|site|channels|reason", "2026-11-05||H21.106|direct,post|Chuyển trụ sở",
                "2026-11-06|2026-11-09|||Bão số 13")
        }
        #expect(
            made.closures == [
                Closure(
                    site: "H21.106", channels: [.direct, .post], from: try day("2026-11-05"),
                    to: try day("2026-11-05"), reason: "Chuyển trụ sở"),
                Closure(site: nil, from: try day("2026-11-06"), to: try day("2026-11-09"), reason: "Bão số 13"),
            ])
        // Without the file they stay; a year of the file takes the place of that year, a cancelled line is no closure.
        #expect(try facts(after: made).closures == made.closures)
        let next = try facts(after: made) { catalogue in
            catalogue.add("closures.tsv", "from|reason|cancelled", "2026-11-06|Bão số 13|1", "2027-03-01|Dọn kho|0")
        }
        #expect(next.closures.map(\.reason) == ["Dọn kho"])
    }

    @Test func `what makes no calendar is refused at its line`() throws {
        func refused(
            _ file: String, _ line: Int, _ column: String, _ reason: CatalogueFault.Reason,
            _ change: (inout SmallCatalogue) -> Void
        ) {
            #expect(throws: CatalogueFault(file: file, line: line, column: column, reason: reason)) {
                try facts(change)
            }
        }
        func facts(_ change: (inout SmallCatalogue) -> Void) throws { _ = try self.facts(change) }
        let (first, swap) = (try day("2026-01-01"), try day("2026-01-10"))
        refused("holidays.tsv", 2, "date", .notUnderstood("2026-13-01")) {
            $0.change("holidays.tsv", "2026-01-01", "2026-13-01")
        }
        refused("holidays.tsv", 2, "kind", .notUnderstood("nghi")) { $0.change("holidays.tsv", "|holiday", "|nghi") }
        refused("holidays.tsv", 4, "pairDate", .empty) { $0.change("holidays.tsv", "Làm bù|2026-01-02", "Làm bù|") }
        refused("holidays.tsv", 3, "pairDate", .pairNotListed(swap.adding(days: 7))) {
            $0.change("holidays.tsv", "hoán đổi|2026-01-10", "hoán đổi|2026-01-17")
        }
        refused("holidays.tsv", 4, "date", .wrongWeekday) {
            $0.change("holidays.tsv", "2026-01-10|swap", "2026-01-09|swap")
        }
        refused("holidays.tsv", 6, "date", .double) { $0.add("holidays.tsv", "2026-01-01|holiday|Tết") }
        refused("holidays.tsv", 6, "date", .yearMissing(2028)) { $0.add("holidays.tsv", "2072-01-01|holiday|Tết") }
        let reversed = CalendarRefusal.closureReversed(from: swap, to: first)
        refused("closures.tsv", 2, "to", .calendar(reversed)) {
            $0.add("closures.tsv", "from|to|reason", "2026-01-10|2026-01-01|Bão")
        }
        refused("closures.tsv", 2, "from", .calendar(.yearOutside(2029, 2026...2027))) {
            $0.add("closures.tsv", "from|reason", "2029-01-10|Bão")
        }
        refused("closures.tsv", 2, "site", .unknown(.agency, "H21.99")) {
            $0.add("closures.tsv", "from|site|reason", "2026-01-12|H21.99|Bão")
        }
        refused("closures.tsv", 2, "channels", .notUnderstood("phone")) {
            $0.add("closures.tsv", "from|channels|reason", "2026-01-12|phone|Bão")
        }
    }
}
