import Foundation

/// Bytes from outside made into text, or refused: the one door for every typed value.
enum FieldText {
    /// The text of `bytes` with line ends as `\n`, composed (NFC).
    ///
    /// Why composed: a phone may send "ế" as three scalars, a computer as one; searching, counting and hashing must
    /// not see two different names. Refuses broken UTF-8 and control characters other than tab and line ends, which
    /// no keyboard types and which spoil prints and logs.
    static func read(_ bytes: [UInt8], field: String) throws(Problem) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .field(field, .notUTF8) }
        var isPlain = true
        for byte in bytes where byte < 0x20 || byte >= 0x7F {
            switch byte {
            case 0x09, 0x0A: continue
            case 0x0D: isPlain = false
            case 0x00...0x1F, 0x7F: throw .field(field, .malformed)
            default: isPlain = false
            }
        }
        if isPlain { return text }
        return text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
            .precomposedStringWithCanonicalMapping
    }

    /// A field's name; a name that is not UTF-8 is refused under the nearest readable one.
    static func readName(_ bytes: [UInt8]) throws(Problem) -> String {
        guard let name = String(validating: bytes, as: UTF8.self) else {
            throw .field(String(decoding: bytes.prefix(100), as: UTF8.self), .notUTF8)
        }
        return name
    }
}
