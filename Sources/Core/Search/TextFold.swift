/// Vietnamese text without marks and capitals, for searching (bỏ dấu): `Đặng Thị Ngọc` becomes `dang thi ngoc`.
///
/// Why our own table: full-text tokenizers map no `đ`, and Foundation's folding is many times slower.
/// Composed and decomposed letters fold alike; what is in no table of ours is only lowered.
public enum TextFold {
    /// The text without marks, in small letters; typographic spaces and apostrophes become plain ones.
    public static func folded(_ text: some StringProtocol) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x41...0x5A: result.append(Unicode.Scalar(UInt8(scalar.value + 32)))
            case 0..<0x80: result.append(scalar)
            case 0x300...0x36F: continue
            case 0x2018, 0x2019, 0x2BC: result.append("'")
            case 0xA0, 0x2000...0x200A, 0x3000: result.append(" ")
            case 0x200B...0x200D, 0xFEFF: continue
            default:
                if let letter = VietnameseLetters.letter(scalar) {
                    result.append(Unicode.Scalar(letter.base))
                } else {
                    result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
                }
            }
        }
        return String(result)
    }
}
