/// The hours of an office for each day of the week (giờ làm việc).
///
/// Why a value of each site: no text fixes the hours of a province; 07:00–11:30 and 13:30–17:00 from Monday to Friday
/// are the common ones and the default. Encoded as seven texts from Monday on, `07:00-11:30 13:30-17:00`.
public struct OfficeHours: Hashable, Codable, Sendable {
    /// More stretches than this in one day are refused.
    public static let intervalsMax = 12

    /// 07:00–11:30 and 13:30–17:00, Monday to Friday: eight hours.
    public static let standard: OfficeHours = {
        let day = [OpenInterval(from: 420, to: 690), OpenInterval(from: 810, to: 1020)]
        return OfficeHours(checked: Array(repeating: day, count: 5) + [[], []])
    }()

    private let week: [[OpenInterval]]

    /// Seven lists of open stretches, Monday first, each in order and without overlap.
    ///
    /// - Refuses: `.badHours(weekday:)`; weekday 0 where there are not seven days.
    public init(week: [[OpenInterval]]) throws(CalendarRefusal) {
        guard week.count == 7 else { throw .badHours(weekday: 0) }
        for (index, day) in week.enumerated() {
            let ordered = zip(day, day.dropFirst()).allSatisfy { $0.closes <= $1.opens }
            guard ordered, day.count <= OfficeHours.intervalsMax else { throw .badHours(weekday: index + 1) }
        }
        self.init(checked: week)
    }

    private init(checked week: [[OpenInterval]]) { self.week = week }

    /// Reads the seven texts; refuses what `init(lines:)` refuses, as corrupted data.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let lines = try container.decode([String].self)
        do {
            try self.init(lines: lines)
        } catch {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected seven days of hours like 07:00-11:30 13:30-17:00")
        }
    }

    /// Seven texts, Monday first: stretches with spaces between, an empty one for a closed day.
    public init(lines: [String]) throws(CalendarRefusal) {
        var week: [[OpenInterval]] = []
        for line in lines {
            var day: [OpenInterval] = []
            for part in line.split(separator: " ") {
                guard let interval = OpenInterval(text: part) else { throw .badHours(weekday: week.count + 1) }
                day.append(interval)
            }
            week.append(day)
        }
        try self.init(week: week)
    }

    /// Writes the seven texts of `lines`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(lines)
    }

    /// What `init(lines:)` reads.
    public var lines: [String] { week.map { day in day.map(\.text).joined(separator: " ") } }

    /// The open stretches of a weekday, 1 Monday … 7 Sunday; none for any other number.
    public func intervals(onWeekday weekday: Int) -> [OpenInterval] {
        (1...7).contains(weekday) ? week[weekday - 1] : []
    }
}
