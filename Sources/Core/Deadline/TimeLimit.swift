/// How long a procedure may take (thời hạn giải quyết), in the unit the procedure is published with.
///
/// Why units are kept: 5 working days, 5 days and 40 working hours end at different moments. A record without a unit is
/// not a limit, so there is no case for it; such a procedure waits until its publisher sets one (R12).
/// Encoded as compact text: `5wd`, `10d`, `8h`, `2m`, `same-day`.
public enum TimeLimit: Hashable, Codable, Sendable {
    /// Giờ làm việc, counted within office hours.
    case workingHours(Int)
    /// Ngày làm việc.
    case workingDays(Int)
    /// Ngày (calendar days).
    case days(Int)
    /// Tháng.
    case months(Int)
    /// In the working day itself (trả trong ngày); after 15:00 the next one.
    case sameDay

    /// Larger counts are refused as a slip of the keyboard.
    public static let countMax = 100_000

    /// Reads `5wd`, `10d`, `8h`, `2m` or `same-day`; nil for anything else, counts below 1 or above `countMax`
    /// included.
    public init?(compact text: some StringProtocol) {
        if text == "same-day" {
            self = .sameDay
            return
        }
        let digits = text.prefix { "0" <= $0 && $0 <= "9" }
        guard digits.utf8.count <= 6, digits.first != "0", let count = Int(digits), count <= TimeLimit.countMax
        else { return nil }
        switch text[digits.endIndex...] {
        case "h": self = .workingHours(count)
        case "wd": self = .workingDays(count)
        case "d": self = .days(count)
        case "m": self = .months(count)
        default: return nil
        }
    }

    /// The stable text kept in records: `5wd`.
    public var compact: String {
        switch self {
        case .workingHours(let n): "\(n)h"
        case .workingDays(let n): "\(n)wd"
        case .days(let n): "\(n)d"
        case .months(let n): "\(n)m"
        case .sameDay: "same-day"
        }
    }

    /// Reads the compact text; refuses what `init(compact:)` cannot read, as corrupted data.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let limit = TimeLimit(compact: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a limit like 5wd")
        }
        self = limit
    }

    /// Writes `compact`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(compact)
    }

    /// How many of its unit; 0 for same-day.
    public var count: Int {
        switch self {
        case .workingHours(let n), .workingDays(let n), .days(let n), .months(let n): n
        case .sameDay: 0
        }
    }

    /// The working hours that the steps of a workflow may add up to (định mức giờ của quy trình).
    ///
    /// N working days are 8N hours, same-day 2, N days 8·⌊5N/7⌋, a month counts as 30 days. One calendar day gives 0 by
    /// this rule. Counts outside 0…`countMax` are taken as the nearer end.
    public func workflowHours(dayHours: Int = 8) -> Int {
        let n = min(max(count, 0), TimeLimit.countMax)
        switch self {
        case .workingHours: return n
        case .workingDays: return dayHours * n
        case .days: return dayHours * (5 * n / 7)
        case .months: return dayHours * (5 * 30 * n / 7)
        case .sameDay: return 2
        }
    }

    /// Whether the limit is longer than one working day, so that early and on time are told apart by dates.
    ///
    /// One working day, one day and eight hours are not longer than a working day; same-day never is.
    public func isLongerThanWorkingDay(dayHours: Int = 8) -> Bool {
        switch self {
        case .workingHours(let n): n > dayHours
        case .workingDays(let n), .days(let n): n > 1
        case .months: true
        case .sameDay: false
        }
    }
}
