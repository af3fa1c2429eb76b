/// A personal identification number as typed (số định danh cá nhân), 12 digits for a citizen of Vietnam.
///
/// Why it only warns: no check digit exists, old papers carry 9 digits, foreigners have other numbers, and whether
/// births after 1-7-2025 keep the old province codes is not settled. Nobody is turned away over a number.
public struct PersonalNumber: Hashable, Sendable {
    /// What was typed without spaces, dots and dashes: digits, unless `warning` says `.notDigits`.
    public let digits: String

    /// Takes anything: a number that looks wrong is kept and warned of, never refused.
    public init(typed: String) {
        digits = String(
            String.UnicodeScalarView(typed.unicodeScalars.filter { !" .-\u{a0}".unicodeScalars.contains($0) }))
    }

    /// What looks wrong, for the officer to check against the paper; nil if nothing does.
    public func warning(provinces: Set<String>, currentYear: Int) -> PersonalNumberWarning? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return .notDigits }
        if digits.utf8.count == 9 { return .oldCard }
        guard digits.utf8.count == 12 else { return .length(digits.utf8.count) }
        if !provinces.contains(String(digits.prefix(3))) { return .unknownProvince(String(digits.prefix(3))) }
        if let year = birthYear, year > currentYear { return .bornLater(year) }
        return nil
    }

    /// Year of birth as the number tells it (digits 4 to 6; the meaning of digit 4 is recalled, not read in a source).
    public var birthYear: Int? {
        let d = Array(digits.utf8)
        guard d.count == 12, d.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return 1900 + Int(d[3] - 48) / 2 * 100 + Int(d[4] - 48) * 10 + Int(d[5] - 48)
    }

    /// `•••• •••• 1234`: the number tells sex, year and province of birth, so lists and logs show its end alone.
    public var masked: String {
        let shown = digits.suffix(digits.count > 8 ? 4 : 2)
        return String(repeating: "•", count: max(0, digits.count - shown.count)) + shown
    }
}

/// What looks wrong about a personal number (cảnh báo số định danh); data for the officer's eye.
public enum PersonalNumberWarning: Hashable, Sendable {
    /// Nothing, or something else than digits, is left of it.
    case notDigits
    /// A 9-digit identity card, no longer valid but met in old papers (chứng minh nhân dân).
    case oldCard
    /// So many digits, neither 12 nor the 9 of an old card.
    case length(Int)
    /// Its first three digits are no province code that the office knows.
    case unknownProvince(String)
    /// The year of birth it tells lies in the future.
    case bornLater(Int)
}
