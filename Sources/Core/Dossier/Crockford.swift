/// Digits and letters that people can read over a telephone (bảng chữ số Crockford, cơ số 32): no I, L, O or U.
///
/// Why this alphabet: each symbol carries five bits, nothing in it is mistaken for anything else, and what people
/// do mix up when they type (I and L for 1, O for 0, small letters) has only one meaning.
public enum Crockford {
    /// The 32 symbols by value, as ASCII.
    public static let symbols: [UInt8] = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The lowest `count * 5` bits of `value` as `count` symbols, the highest bits first; `count` is at most 12.
    public static func text(_ value: UInt64, count: Int) -> String {
        var text: [UInt8] = []
        for place in stride(from: count - 1, through: 0, by: -1) {
            text.append(symbols[Int(truncatingIfNeeded: value >> UInt64(place * 5)) & 31])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// What was typed, as the symbols meant: capitals, I and L as 1, O as 0, without spaces, dashes and full stops.
    ///
    /// Nil if any other character is there (U included), or more than `typedMax` characters were typed.
    public static func normalised(_ typed: some StringProtocol) -> String? {
        var text: [UInt8] = []
        for (place, scalar) in typed.unicodeScalars.enumerated() {
            if place == typedMax { return nil }
            if separators.contains(scalar) { continue }
            guard scalar.isASCII else { return nil }
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            switch (97...122).contains(byte) ? byte - 32 : byte {
            case UInt8(ascii: "I"), UInt8(ascii: "L"): text.append(UInt8(ascii: "1"))
            case UInt8(ascii: "O"): text.append(UInt8(ascii: "0"))
            case let capital:
                guard symbols.contains(capital) else { return nil }
                text.append(capital)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Most characters read from a field that takes ten symbols; what is longer was not typed by a person.
    public static let typedMax = 64

    /// Spaces, no-break spaces, tabs, line ends, full stops, and the dashes that keyboards and word processors write.
    private static let separators: Set<Unicode.Scalar> = [
        " ", "\u{a0}", "\u{202f}", "\t", "\r", "\n", ".",
        "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}",
    ]
}
