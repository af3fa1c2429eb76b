/// A letter taken apart into what a plain keyboard types and what marks add (chữ cái, dấu mũ, dấu thanh).
struct VietnameseLetter: Hashable, Sendable {
    /// The small ASCII letter under the marks.
    var base: UInt8
    var shape: LetterShape
    var tone: LetterTone
}

/// What changes a vowel or `d` into another letter (dấu phụ); two bits.
enum LetterShape: UInt8, Sendable {
    case plain
    /// `â`, `ê`, `ô`.
    case circumflex
    /// `ă`, `ơ`, `ư`: no letter bears both breve and horn, so they share a number.
    case breveOrHorn
    /// `đ`.
    case stroke
}

/// The tone of a syllable (thanh điệu); three bits.
enum LetterTone: UInt8, Sendable {
    case level, grave, acute, hook, tilde, dot
}

/// The marked letters of Vietnamese, and those of Jarai and Bahnar (`ĕ`, `ŏ`, `č`, `ñ`…), which local names bear.
enum VietnameseLetters {
    /// The letter of a composed scalar; nil for plain letters and all others.
    static func letter(_ scalar: Unicode.Scalar) -> VietnameseLetter? {
        guard scalar.value >= first, scalar.value <= last else { return nil }
        return table[Int(scalar.value - first)]
    }

    /// The shape that a combining mark gives to the letter before it.
    static func combiningShape(_ scalar: Unicode.Scalar) -> LetterShape? {
        switch scalar.value {
        case 0x302: .circumflex
        case 0x306, 0x30C, 0x31B: .breveOrHorn
        default: nil
        }
    }

    /// The tone that a combining mark gives to its syllable.
    static func combiningTone(_ scalar: Unicode.Scalar) -> LetterTone? {
        switch scalar.value {
        case 0x300: .grave
        case 0x301: .acute
        case 0x309: .hook
        case 0x303: .tilde
        case 0x323: .dot
        default: nil
        }
    }

    private static let first: UInt32 = 0xC0
    private static let last: UInt32 = 0x1EF9

    private static let table: [VietnameseLetter?] = {
        var table = [VietnameseLetter?](repeating: nil, count: Int(last - first) + 1)
        for (base, shape, firstTone, letters) in rows {
            for (offset, letter) in letters.unicodeScalars.enumerated() {
                guard let tone = LetterTone(rawValue: firstTone.rawValue + UInt8(offset)) else { continue }
                let parts = VietnameseLetter(base: base, shape: shape, tone: tone)
                table[Int(letter.value - first)] = parts
                for upper in letter.properties.uppercaseMapping.unicodeScalars where upper.value >= first {
                    table[Int(upper.value - first)] = parts
                }
            }
        }
        return table
    }()

    /// Letters in the order of the tones, from `firstTone` on.
    private static let rows: [(base: UInt8, shape: LetterShape, firstTone: LetterTone, letters: String)] = [
        (UInt8(ascii: "a"), .plain, .grave, "àáảãạ"),
        (UInt8(ascii: "a"), .breveOrHorn, .level, "ăằắẳẵặ"),
        (UInt8(ascii: "a"), .circumflex, .level, "âầấẩẫậ"),
        (UInt8(ascii: "e"), .plain, .grave, "èéẻẽẹ"),
        (UInt8(ascii: "e"), .circumflex, .level, "êềếểễệ"),
        (UInt8(ascii: "e"), .breveOrHorn, .level, "ĕ"),
        (UInt8(ascii: "i"), .plain, .grave, "ìíỉĩị"),
        (UInt8(ascii: "i"), .breveOrHorn, .level, "ĭ"),
        (UInt8(ascii: "o"), .plain, .grave, "òóỏõọ"),
        (UInt8(ascii: "o"), .circumflex, .level, "ôồốổỗộ"),
        (UInt8(ascii: "o"), .breveOrHorn, .level, "ơờớởỡợ"),
        (UInt8(ascii: "o"), .breveOrHorn, .level, "ŏ"),
        (UInt8(ascii: "u"), .plain, .grave, "ùúủũụ"),
        (UInt8(ascii: "u"), .breveOrHorn, .level, "ưừứửữự"),
        (UInt8(ascii: "u"), .breveOrHorn, .level, "ŭ"),
        (UInt8(ascii: "y"), .plain, .grave, "ỳýỷỹỵ"),
        (UInt8(ascii: "d"), .stroke, .level, "đ"),
        (UInt8(ascii: "c"), .breveOrHorn, .level, "č"),
        (UInt8(ascii: "n"), .plain, .tilde, "ñ"),
    ]
}
