/// The marks of one word apart from its letters: two bits a letter for its shape, three for the tone.
///
/// Why the tone stands alone: `hòa` and `hoà` are one word, so where the tone was put must not tell them apart.
struct WordMarks: Hashable, Sendable {
    private(set) var bits: UInt64 = 0

    static let none = WordMarks()

    mutating func set(_ shape: LetterShape, at letter: Int) {
        guard letter >= 0, letter < SearchLimits.wordLettersMost, shape != .plain else { return }
        bits = bits & ~(3 << shift(letter)) | UInt64(shape.rawValue) << shift(letter)
    }

    mutating func set(_ tone: LetterTone) {
        guard tone != .level else { return }
        bits = bits & ~WordMarks.toneBits | UInt64(tone.rawValue)
    }

    /// True if nothing typed here contradicts the other: a mark left out forgives itself, a wrong one does not.
    ///
    /// Hỏi and ngã count as one tone, for many speakers of the province say and write them alike.
    func agree(with other: WordMarks) -> Bool {
        let shapes = bits & ~WordMarks.toneBits
        let low = (shapes | shapes >> 1) & WordMarks.lowBits
        guard other.bits & (low | low << 1) == shapes else { return false }
        let tone = bits & WordMarks.toneBits
        return tone == 0 || spoken(tone) == spoken(other.bits & WordMarks.toneBits)
    }

    /// The tone as a bit, hỏi and ngã as one; nil if none was set.
    var toneBit: UInt8? {
        let tone = bits & WordMarks.toneBits
        return tone == 0 ? nil : 1 << UInt8(spoken(tone))
    }

    private func spoken(_ tone: UInt64) -> UInt64 {
        tone == UInt64(LetterTone.tilde.rawValue) ? UInt64(LetterTone.hook.rawValue) : tone
    }

    private func shift(_ letter: Int) -> UInt64 { UInt64(3 + 2 * letter) }

    private static let toneBits: UInt64 = 7
    /// The lower bit of every letter's pair.
    private static let lowBits: UInt64 = 0x5555_5555_5555_5555 << 3
}
