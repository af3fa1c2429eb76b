/// The number a dossier bears from the moment it is handed in (mã nộp hồ sơ): N and nine Crockford symbols.
///
/// Why random: it is made before any agency has looked, online and at several nodes at once, and must tell nothing
/// about procedure, place or how many came before. The dossier code of the law is given at reception, beside it.
/// 45 bits: among 15 million numbers a new one meets an old one once in 2 million times, and the table refuses it.
public struct SubmissionNumber: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// `N` and nine symbols, without separators: what is stored.
    public let text: String

    /// A new number from 45 random bits.
    public init(random: inout some RandomSource) {
        let value = random.bytes(6).reduce(into: UInt64(0)) { $0 = $0 << 8 | UInt64($1) }
        text = "N" + Crockford.text(value, count: 9)
    }

    /// Reads what a person typed or scanned: small letters, spaces, dashes, I or L for 1 and O for 0 are taken.
    ///
    /// Nil unless it is N and nine symbols.
    public init?(typed: some StringProtocol) {
        guard let symbols = Crockford.normalised(typed), symbols.utf8.count == 10, symbols.hasPrefix("N") else {
            return nil
        }
        text = symbols
    }

    /// Reads the stored text; refuses anything else, so that a spoilt record is noticed.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let stored = try container.decode(String.self)
        guard let number = SubmissionNumber(typed: stored), number.text == stored else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a submission number")
        }
        self = number
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public static func < (a: Self, b: Self) -> Bool { a.text < b.text }

    public var description: String { text }

    /// For people: `N 123 456 789`, in groups of three.
    public var grouped: String {
        var shown = ""
        for (place, symbol) in text.enumerated() {
            if place % 3 == 1 { shown.append(" ") }
            shown.append(symbol)
        }
        return shown
    }
}
