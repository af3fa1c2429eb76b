/// A syllable or number as searching sees it: letters without marks, marks apart, and where it stood.
struct SearchWord: Sendable {
    /// Small letters without marks, at most `SearchLimits.wordLettersMost`, as they were typed.
    var letters: [UInt8]
    var marks: WordMarks
    /// Where it stands in the text.
    var range: Range<String.Index>

    /// The spelling under which words are equal.
    var key: String { SearchWord.key(letters) }

    /// `ky` and `ki`, `quy` and `qui` are one word: both spellings are in use for the same sound.
    static func key(_ letters: [UInt8]) -> String {
        guard letters.count > 1, letters.last == UInt8(ascii: "y") else {
            return String(decoding: letters, as: UTF8.self)
        }
        let before = letters[letters.count - 2]
        let isQuy = letters.count == 3 && letters[0] == UInt8(ascii: "q")
        guard isQuy || !isVowel(before) else { return String(decoding: letters, as: UTF8.self) }
        return String(decoding: letters.dropLast() + [UInt8(ascii: "i")], as: UTF8.self)
    }

    static func isVowel(_ letter: UInt8) -> Bool {
        switch Unicode.Scalar(letter) {
        case "a", "e", "i", "o", "u", "y": true
        default: false
        }
    }

    static func isDigit(_ letter: UInt8) -> Bool { letter >= UInt8(ascii: "0") && letter <= UInt8(ascii: "9") }

    /// The words of a text, which are runs of letters and digits of any script; reads no further than the limits.
    static func words(
        in text: String, scalarsMost: Int = .max, wordsMost: Int = .max
    ) -> [SearchWord] {
        var words: [SearchWord] = []
        var letters: [UInt8] = []
        var marks = WordMarks.none
        var start = text.startIndex
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        var read = 0
        while index < scalars.endIndex, read < scalarsMost, words.count < wordsMost {
            let scalar = scalars[index]
            if take(scalar, into: &letters, &marks) {
                if letters.isEmpty { start = scalars.index(after: index) }
            } else {
                if !letters.isEmpty { words.append(SearchWord(letters: letters, marks: marks, range: start..<index)) }
                letters.removeAll(keepingCapacity: true)
                marks = .none
                start = scalars.index(after: index)
            }
            index = scalars.index(after: index)
            read += 1
        }
        if !letters.isEmpty, words.count < wordsMost {
            words.append(SearchWord(letters: letters, marks: marks, range: start..<index))
        }
        return words
    }

    /// Adds a scalar to the word being read; false if it ends the word.
    private static func take(
        _ scalar: Unicode.Scalar, into letters: inout [UInt8], _ marks: inout WordMarks
    ) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x61...0x7A: append(UInt8(scalar.value), to: &letters)
        case 0x41...0x5A: append(UInt8(scalar.value + 32), to: &letters)
        case 0..<0x80: return false
        case 0x300...0x36F:
            if let shape = VietnameseLetters.combiningShape(scalar) { marks.set(shape, at: letters.count - 1) }
            if let tone = VietnameseLetters.combiningTone(scalar) { marks.set(tone) }
        case 0x200B...0x200D, 0xFEFF: break
        default:
            if let letter = VietnameseLetters.letter(scalar) {
                append(letter.base, to: &letters)
                marks.set(letter.shape, at: letters.count - 1)
                marks.set(letter.tone)
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                for byte in scalar.properties.lowercaseMapping.utf8 { append(byte, to: &letters) }
            } else {
                return false
            }
        }
        return true
    }

    private static func append(_ letter: UInt8, to letters: inout [UInt8]) {
        if letters.count < SearchLimits.wordLettersMost { letters.append(letter) }
    }
}
