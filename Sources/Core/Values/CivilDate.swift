/// A day of the Gregorian calendar (ngày dương lịch), held as the number of days since 1970-01-01.
///
/// Why a number: adding days, comparing and looking a day up in a calendar are then plain arithmetic.
public struct CivilDate: Hashable, Comparable, Sendable, Codable {
    /// Days since 1970-01-01, negative before.
    public var dayNumber: Int

    public init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// The day with these numbers, or nil if the month has no such day or the year is not 1–9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= CivilDate.daysInMonth(month, year: year)
        else { return nil }
        // Days from civil, with the year starting in March so that the leap day comes last.
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.dayNumber = era * 146_097 + dayOfEra - 719_468
    }

    /// Stored as the bare day number.
    public init(from decoder: any Decoder) throws {
        dayNumber = try decoder.singleValueContainer().decode(Int.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(dayNumber)
    }

    public static func < (a: CivilDate, b: CivilDate) -> Bool { a.dayNumber < b.dayNumber }

    /// Year, month 1–12 and day 1–31.
    public var parts: (year: Int, month: Int, day: Int) {
        let z = dayNumber + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// Year of the Gregorian calendar; `parts` gives month and day with it at one cost.
    public var year: Int { parts.year }

    /// Day of the week: 1 Monday … 7 Sunday (ISO 8601).
    public var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 + 1 }

    /// So many calendar days later; earlier where `days` is negative.
    public func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

    /// The same day `months` later; the last day of that month where it has no such day (Civil Code art. 148).
    public func adding(months: Int) -> CivilDate {
        let (y, m, d) = parts
        let total = y * 12 + (m - 1) + months
        let (year, month) = (total / 12, total % 12 + 1)
        let day = min(d, CivilDate.daysInMonth(month, year: year))
        return CivilDate(year: year, month: month, day: day) ?? self
    }

    /// 28 to 31, leap years included; a `month` outside 1–12 is taken as one of 31 days.
    public static func daysInMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }
}
