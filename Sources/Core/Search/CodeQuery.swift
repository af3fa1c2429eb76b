/// A query that is a procedure's code (mã thủ tục): `1.001193`, `1001193`, `1.001193.000.00.00.H21`.
enum CodeQuery {
    /// Digits of a national procedure code.
    static let digitCount = 7
    /// Fewer digits are rather a number in a name.
    static let digitsLeast = 4

    /// What a word of the query says of a code.
    enum Meaning: Hashable {
        /// The whole code, as digits alone.
        case whole(String)
        /// How it begins, where nothing else was typed.
        case beginning(String)
    }

    static func digits(_ code: String) -> String {
        String(decoding: code.utf8.lazy.filter(SearchWord.isDigit), as: UTF8.self)
    }

    /// The code that a query names; nil if it names none.
    static func read(_ query: String) -> Meaning? {
        // What is no ASCII is in no code; it only keeps its neighbours apart.
        let typed = query.unicodeScalars.prefix(SearchLimits.scalarsMost).map { $0.isASCII ? UInt8(ascii: $0) : 0 }
        for word in typed.split(whereSeparator: { !belongsToWord($0) }) {
            if let code = whole(word) { return .whole(code) }
        }
        let bytes = typed.filter { $0 != UInt8(ascii: " ") }
        if let code = whole(bytes) { return .whole(code) }
        guard bytes.count <= digitCount + 1, bytes.allSatisfy({ SearchWord.isDigit($0) || $0 == UInt8(ascii: ".") })
        else {
            return nil
        }
        let digits = bytes.filter(SearchWord.isDigit)
        return digitsLeast..<digitCount ~= digits.count ? .beginning(String(decoding: digits, as: UTF8.self)) : nil
    }

    private static func belongsToWord(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || SearchWord.isDigit(byte)
            || (byte | 32) >= UInt8(ascii: "a") && (byte | 32) <= UInt8(ascii: "z")
    }

    /// `d.dddddd` or `ddddddd`, at the end or before a dot.
    private static func whole(_ text: some Sequence<UInt8>) -> String? {
        var digits: [UInt8] = []
        var dots = 0
        for byte in text {
            if digits.count == digitCount {
                return byte == UInt8(ascii: ".") ? String(decoding: digits, as: UTF8.self) : nil
            }
            if SearchWord.isDigit(byte) {
                digits.append(byte)
            } else if byte == UInt8(ascii: "."), digits.count == 1, dots == 0 {
                dots += 1
            } else {
                return nil
            }
        }
        return digits.count == digitCount ? String(decoding: digits, as: UTF8.self) : nil
    }
}
