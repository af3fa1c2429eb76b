/// Takes keys that an input method should have swallowed out of a word (phím Telex hoặc VNI còn sót).
///
/// Who forgets to switch the input method on types `ddawng kys` or `d9a8ng ky1` for `đăng ký`; who is too quick leaves
/// a key behind: `khai sinhf`. No Vietnamese syllable has these keys behind its vowel, so there they are marks.
enum TypedKeys {
    /// More than two letters and a tone, one of them struck twice, no syllable bears.
    private static let keysMost = 4

    /// The letters without such keys; nil if there are none, or more than a syllable can bear.
    static func read(_ typed: [UInt8]) -> [UInt8]? {
        var letters: [UInt8] = []
        for key in typed {
            if !isMark(key, after: letters) {
                letters.append(key)
            } else if key == UInt8(ascii: "w"), !letters.contains(where: bearsHorn) {
                // With no vowel before it that could bear its horn, a `w` stands for `ư`: `tw` is `tư`.
                letters.append(UInt8(ascii: "u"))
            }
        }
        let taken = typed.count - letters.count
        return letters == typed || taken > keysMost ? nil : letters
    }

    private static func isMark(_ key: UInt8, after letters: [UInt8]) -> Bool {
        guard let first = letters.first else { return false }
        switch Unicode.Scalar(key) {
        // Tones, in Telex and in VNI, and the keys that take them away.
        case "s", "f", "r", "x", "j", "z", "1", "2", "3", "4", "5", "0":
            return letters.contains(where: SearchWord.isVowel)
        // A vowel struck again, perhaps behind the final consonant, bears a circumflex.
        case "a", "e", "o": return letters.contains(key)
        case "6": return letters.contains(where: bearsCircumflex)
        case "w", "7", "8": return true
        case "d", "9": return first == UInt8(ascii: "d")
        default: return false
        }
    }

    private static func bearsCircumflex(_ letter: UInt8) -> Bool {
        letter == UInt8(ascii: "a") || letter == UInt8(ascii: "e") || letter == UInt8(ascii: "o")
    }

    private static func bearsHorn(_ letter: UInt8) -> Bool {
        letter == UInt8(ascii: "a") || letter == UInt8(ascii: "o") || letter == UInt8(ascii: "u")
    }
}
