/// The code printed on the receipt (mã số hồ sơ): `H21.65-261120-0011`.
///
/// Agency, reception day (yymmdd, office time), order of that day; four digits, widening past 9,999.
/// A code never changes and is never used twice, also when the dossier moves (Circular 01/2018 art. 19).
public struct DossierCode: Hashable, Codable, Sendable, CustomStringConvertible {
    public let text: String

    /// - Parameter order: 1 for the first of the day.
    public init(agency: AgencyCode, day: CivilDate, order: Int) {
        let (year, month, date) = day.parts
        let digits = String(order)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        text = "\(agency.text)-\(two(year % 100))\(two(month))\(two(date))-\(padded)"
    }

    /// A code as typed: letter case, spaces and missing or other signs for dots and dashes are forgiven.
    ///
    /// Nil if nothing of a code's form can be read in it; whether such a code was ever given, only the register knows.
    /// What can be cut in more than one way is taken as the likeliest, the way that agrees with most of the signs
    /// typed; where several may be meant, look each of `readings(typed:)` up.
    public init?(typed: String) {
        guard let likeliest = DossierCode.readings(typed: typed).first else { return nil }
        self = likeliest
    }

    /// A text that `isWritten` holds for, or that was made like one.
    init(written text: String) { self.text = text }

    /// True for a code as it is printed.
    static func isWritten(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 3 && isAgency(parts[0]) && parts[1].utf8.count == 6 && allDigits(parts[1])
            && (4...7).contains(parts[2].utf8.count) && allDigits(parts[2])
    }

    /// Taken as stored, without a check: records hold no other codes than those that were given.
    public init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public var description: String { text }

    /// `H21`, `H21.65`, up to five levels, or the old form `000.00.65.H21`.
    private static func isAgency(_ text: Substring) -> Bool {
        var parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, parts[0].utf8.count == 3, parts[1].utf8.count == 2, parts[2].utf8.count == 2 {
            guard parts[0...2].allSatisfy(allDigits) else { return false }
            parts.removeFirst(3)
        }
        guard let head = parts.first, head.utf8.count == 3, let letter = head.utf8.first, (65...90).contains(letter),
            allDigits(head.dropFirst()), parts.count <= 5
        else { return false }
        return parts.dropFirst().allSatisfy { (2...3).contains($0.utf8.count) && allDigits($0) }
    }
}

private func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
private func allDigits(_ s: Substring) -> Bool { !s.isEmpty && s.utf8.allSatisfy { (48...57).contains($0) } }
