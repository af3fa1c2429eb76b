import Core
import Testing

/// The days off and swapped days of 2025 to 2027 as rules of their own, so that tests do not lean on the catalogue.
enum CalendarFixture {
    static let years = 2025...2027

    static let days: [DayRule] = [
        off("2025-01-01", "Tết Dương lịch", "New Year's Day"),
        off("2025-01-27", "Tết Nguyên đán"), off("2025-01-28", "Tết Nguyên đán"),
        off("2025-01-29", "Tết Nguyên đán"), off("2025-01-30", "Tết Nguyên đán"),
        off("2025-01-31", "Tết Nguyên đán"),
        off("2025-04-07", "Giỗ Tổ Hùng Vương"),
        swap("2025-05-02", worked: "2025-04-26"), worked("2025-04-26", for: "2025-05-02"),
        off("2025-04-30", "Ngày Chiến thắng"), off("2025-05-01", "Ngày Quốc tế lao động"),
        off("2025-09-01", "Quốc khánh"), off("2025-09-02", "Quốc khánh"),
        off("2026-01-01", "Tết Dương lịch"),
        swap("2026-01-02", worked: "2026-01-10"), worked("2026-01-10", for: "2026-01-02"),
        off("2026-02-16", "Tết Nguyên đán"), off("2026-02-17", "Tết Nguyên đán"),
        off("2026-02-18", "Tết Nguyên đán"), off("2026-02-19", "Tết Nguyên đán"),
        off("2026-02-20", "Tết Nguyên đán"),
        off("2026-04-26", "Giỗ Tổ Hùng Vương"),
        DayRule(date: day("2026-04-27"), kind: .compensatory, name: "Giỗ Tổ Hùng Vương", pairDate: day("2026-04-26")),
        off("2026-04-30", "Ngày Chiến thắng"), off("2026-05-01", "Ngày Quốc tế lao động"),
        swap("2026-08-31", worked: "2026-08-22"), worked("2026-08-22", for: "2026-08-31"),
        off("2026-09-01", "Quốc khánh"), off("2026-09-02", "Quốc khánh"),
        off("2026-11-24", "Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
        guess("2027-01-01", "Tết Dương lịch"),
        guess("2027-02-04", "Tết Nguyên đán"), guess("2027-02-05", "Tết Nguyên đán"),
        guess("2027-02-06", "Tết Nguyên đán"), guess("2027-02-07", "Tết Nguyên đán"),
        guess("2027-02-08", "Tết Nguyên đán"), guess("2027-02-09", "Tết Nguyên đán"),
        guess("2027-02-10", "Tết Nguyên đán"),
        guess("2027-04-16", "Giỗ Tổ Hùng Vương"), guess("2027-04-30", "Ngày Chiến thắng"),
        guess("2027-05-01", "Ngày Quốc tế lao động"),
        DayRule(
            date: day("2027-05-03"), kind: .compensatory, name: "Ngày Quốc tế lao động",
            pairDate: day("2027-05-01"), isProvisional: true),
        guess("2027-09-02", "Quốc khánh"), guess("2027-09-03", "Quốc khánh"),
        guess("2027-11-24", "Ngày Văn hóa Việt Nam"),
    ]

    /// The calendar of these days, with further hours and closures where a test has some.
    static func calendar(
        sites: [SiteID: OfficeHours] = [:], closures: [Closure] = []
    ) throws -> WorkingCalendar {
        try WorkingCalendar(version: 7, years: years, days: days, sites: sites, closures: closures)
    }

    /// A dossier handed in at the counter of a site with the usual hours.
    static func counter(
        sites: [SiteID: OfficeHours] = [:], closures: [Closure] = [], resultSite: SiteID? = nil,
        channel: Channel = .direct, settings: DeadlineSettings = .standard
    ) throws -> DeadlineContext {
        DeadlineContext(
            calendar: try calendar(sites: sites, closures: closures), site: "pleiku", resultSite: resultSite,
            channel: channel, settings: settings)
    }

    private static func off(_ date: String, _ name: String, _ english: String? = nil) -> DayRule {
        DayRule(date: day(date), kind: .holiday, name: name, english: english)
    }

    private static func guess(_ date: String, _ name: String) -> DayRule {
        DayRule(date: day(date), kind: .holiday, name: name, isProvisional: true)
    }

    private static func swap(_ date: String, worked: String) -> DayRule {
        DayRule(date: day(date), kind: .swapOff, name: "Nghỉ hoán đổi", pairDate: day(worked))
    }

    private static func worked(_ date: String, for replaced: String) -> DayRule {
        DayRule(date: day(date), kind: .swapWork, name: "Làm bù", pairDate: day(replaced))
    }
}

/// `2026-11-20`; a test that writes another thing stops.
func day(_ iso: String) -> CivilDate {
    guard let date = CivilDate(iso: iso) else { preconditionFailure("no such day: \(iso)") }
    return date
}

/// `2026-11-20 16:00` on an office clock.
func at(_ text: String) -> Instant {
    guard let instant = Instant(rfc3339: text) else { preconditionFailure("no such moment: \(text)") }
    return instant
}
