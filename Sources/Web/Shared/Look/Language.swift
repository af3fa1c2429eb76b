/// A language that pages are written in (ngôn ngữ); a new one is a case here and a folder of texts.
enum Language: String, CaseIterable, Codable, Sendable {
    case vietnamese = "vi"
    case english = "en"

    /// What the language calls itself, for the switch.
    var ownName: String {
        switch self {
        case .vietnamese: "Tiếng Việt"
        case .english: "English"
        }
    }

    /// A whole number in groups of three: 1.284 in Vietnamese, 1,284 in English.
    func grouped(_ number: Int) -> String {
        let separator: Character =
            switch self {
            case .vietnamese: "."
            case .english: ","
            }
        var text = ""
        for (index, digit) in String(number.magnitude).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(separator) }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + String(text.reversed())
    }

    /// A field's value without any form.
    func plain(_ value: TextValue) -> String {
        switch value {
        case .text(let text), .strong(let text), .code(let text): text
        case .number(let number): grouped(number)
        }
    }
}
