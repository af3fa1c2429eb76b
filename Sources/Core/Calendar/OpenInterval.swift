/// A stretch of a day in which an office is open (khung giờ làm việc), in minutes after midnight.
///
/// Open from `opens` on, closed again at `closes`. Written `07:00-11:30`, and encoded so.
public struct OpenInterval: Hashable, Codable, Sendable {
    public let opens: Int
    public let closes: Int

    /// Nil unless 0 ≤ opens < closes ≤ 1440 (24:00).
    public init?(opens: Int, closes: Int) {
        guard opens >= 0, opens < closes, closes <= 1440 else { return nil }
        self.init(from: opens, to: closes)
    }

    /// Reads `07:00-11:30`; nil for anything else.
    public init?(text: some StringProtocol) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let opens = OpenInterval.minute(ends[0]), let closes = OpenInterval.minute(ends[1])
        else { return nil }
        self.init(opens: opens, closes: closes)
    }

    /// For the hours written in this target, which are known to be right.
    init(from opens: Int, to closes: Int) {
        self.opens = opens
        self.closes = closes
    }

    /// Reads `07:00-11:30`; refuses anything else as corrupted data.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let interval = OpenInterval(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected hours like 07:00-11:30")
        }
        self = interval
    }

    /// Writes `text`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// How long it is open, in minutes.
    public var minutes: Int { closes - opens }

    /// `07:00-11:30`.
    public var text: String { OpenInterval.clock(opens) + "-" + OpenInterval.clock(closes) }

    private static func clock(_ minute: Int) -> String {
        let (hour, rest) = (minute / 60, minute % 60)
        return (hour < 10 ? "0" : "") + String(hour) + (rest < 10 ? ":0" : ":") + String(rest)
    }

    private static func minute(_ text: some StringProtocol) -> Int? {
        let digits = Array(text.utf8)
        guard digits.count == 5, digits[2] == UInt8(ascii: ":"),
            [0, 1, 3, 4].allSatisfy({ (48...57).contains(digits[$0]) })
        else { return nil }
        let value = digits.map { Int($0) - 48 }
        let (hour, rest) = (value[0] * 10 + value[1], value[3] * 10 + value[4])
        return rest < 60 ? hour * 60 + rest : nil
    }
}
