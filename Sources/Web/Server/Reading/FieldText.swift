import Foundation

/// Bytes from outside made into text, or refused: the one door for every typed value.
enum FieldText {
    /// The text of `bytes` with line ends as `\n`, composed (NFC).
    ///
    /// Why composed: a phone may send "ế" as three scalars, a computer as one; searching, counting and hashing must
    /// not see two different names. Refuses broken UTF-8, control characters other than tab and line ends, which no
    /// keyboard types and which spoil prints and logs, and characters that turn the direction of what follows, with
    /// which a name or a number reads otherwise than it is.
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
        guard !text.unicodeScalars.contains(where: turnsDirection) else { throw .field(field, .hiddenCharacter) }
        return text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
            .precomposedStringWithCanonicalMapping
    }

    /// What can be shown again of bytes that were refused: at most `most` of them, what is unreadable as a question
    /// mark in a box, nothing hidden.
    static func shown(_ bytes: some Collection<UInt8>, most: Int) -> String {
        let text = String(decoding: bytes.prefix(most), as: UTF8.self)
        let plain = text.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x09, 0x0A: true
            case 0x00...0x1F, 0x7F: false
            default: !turnsDirection(scalar)
            }
        }
        return String(String.UnicodeScalarView(plain))
    }

    /// A field's name; a name that is not UTF-8 is refused under the nearest readable one.
    static func readName(_ bytes: [UInt8]) throws(Problem) -> String {
        guard let name = String(validating: bytes, as: UTF8.self) else {
            throw .field(String(decoding: bytes.prefix(100), as: UTF8.self), .notUTF8)
        }
        return name
    }

    /// Embeddings, overrides and isolates (Unicode annex 9); the two plain marks of direction turn nothing.
    private static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
