extension UInt8 {
    /// An ASCII letter or digit.
    var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

extension StringProtocol {
    /// True if all bytes are ASCII letters, digits, or one of `others`.
    func isPlain(with others: StaticString) -> Bool {
        others.withUTF8Buffer { others in utf8.allSatisfy { $0.isLetterOrDigit || others.contains($0) } }
    }
}
