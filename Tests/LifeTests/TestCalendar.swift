import Core
import Testing

/// A calendar of 2025 and 2026 with the holidays and swapped days that random lives run into.
func testCalendar() throws -> WorkingCalendar {
    func day(_ iso: String, _ kind: DayRule.Kind, _ name: String, pair: String? = nil) throws -> DayRule {
        DayRule(
            date: try #require(CivilDate(iso: iso)), kind: kind, name: name,
            pairDate: pair.flatMap { CivilDate(iso: $0) })
    }
    return try WorkingCalendar(
        version: 1, years: 2025...2027,
        days: [
            try day("2025-09-01", .holiday, "Quốc khánh"), try day("2025-09-02", .holiday, "Quốc khánh"),
            try day("2026-01-01", .holiday, "Tết Dương lịch"),
            try day("2026-01-02", .swapOff, "Nghỉ hoán đổi", pair: "2026-01-10"),
            try day("2026-01-10", .swapWork, "Làm bù", pair: "2026-01-02"),
            try day("2026-02-16", .holiday, "Tết Nguyên đán"), try day("2026-02-17", .holiday, "Tết Nguyên đán"),
            try day("2026-02-18", .holiday, "Tết Nguyên đán"), try day("2026-02-19", .holiday, "Tết Nguyên đán"),
            try day("2026-02-20", .holiday, "Tết Nguyên đán"),
        ],
        closures: [
            Closure(
                site: SiteID(Province.commune.text), channels: [.direct],
                from: try #require(CivilDate(iso: "2025-11-06")), to: try #require(CivilDate(iso: "2025-11-07")),
                reason: "Bão")
        ])
}
