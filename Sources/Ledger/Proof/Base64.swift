/// Base64 with padding (RFC 4648, 4), in its one canonical spelling.
public enum Base64 {
    /// The text of these bytes.
    public static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
            for place in 0..<4 as Range<UInt32> {
                text.append(place > group.count ? padding : digits[Int(bits >> (18 - 6 * place) & 63)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; nil for any other spelling than `text` gives them.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let symbols = Array(text.utf8)
        guard symbols.count % 4 == 0 else { return nil }
        let padded = symbols.suffix(2).count { $0 == padding }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(symbols.count / 4 * 3)
        for start in stride(from: 0, to: symbols.count, by: 4) {
            var bits: UInt32 = 0
            for place in start..<start + 4 {
                guard let value = place >= symbols.count - padded ? 0 : value(symbols[place]) else { return nil }
                bits = bits << 6 | value
            }
            for shift in [16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
        }
        bytes.removeLast(min(padded, bytes.count))
        // Padding out of place, and stray bits under it, would be a second spelling.
        return Base64.text(bytes).utf8.elementsEqual(symbols) ? bytes : nil
    }

    private static let padding = UInt8(ascii: "=")
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func value(_ symbol: UInt8) -> UInt32? {
        switch symbol {
        case 65...90: return UInt32(symbol - 65)
        case 97...122: return UInt32(symbol - 71)
        case 48...57: return UInt32(symbol + 4)
        case 43: return 62
        case 47: return 63
        default: return nil
        }
    }
}
