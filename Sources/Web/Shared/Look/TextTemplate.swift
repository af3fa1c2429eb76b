/// One text of the product with its named fields, cut into pieces once when it is loaded.
///
/// `{name}` is a field; `{count|dossier|dossiers}` chooses the first form if the field is the number one, which
/// Vietnamese never needs and English always does.
struct TextTemplate: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case literal(String)
        case field(String)
        case plural(field: String, one: String, other: String)
    }

    let pieces: [Piece]

    /// Reads `text`; nil if a brace is not closed, a field has no name or a choice has not two forms.
    init?(_ text: String) {
        var pieces: [Piece] = []
        var rest = Substring(text)
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            guard let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}")) else { return nil }
            if open > rest.startIndex { pieces.append(.literal(TextTemplate.lines(rest[..<open]))) }
            let parts = rest[rest.index(after: open)..<close].split(separator: "|", omittingEmptySubsequences: false)
            guard let name = parts.first, !name.isEmpty, !name.contains("{") else { return nil }
            switch parts.count {
            case 1: pieces.append(.field(String(name)))
            case 3: pieces.append(.plural(field: String(name), one: String(parts[1]), other: String(parts[2])))
            default: return nil
            }
            rest = rest[rest.index(after: close)...]
        }
        guard !rest.utf8.contains(UInt8(ascii: "}")) else { return nil }
        if !rest.isEmpty { pieces.append(.literal(TextTemplate.lines(rest))) }
        self.pieces = pieces
    }

    /// Names of the fields, for the comparison of two languages.
    var fields: Set<String> {
        Set(
            pieces.compactMap { piece in
                switch piece {
                case .literal: nil
                case .field(let name), .plural(let name, _, _): name
                }
            })
    }

    /// The text itself where it has no field.
    var plain: String? {
        if pieces.isEmpty { return "" }
        if pieces.count == 1, case .literal(let text) = pieces[0] { return text }
        return nil
    }

    /// A text file has one text a line; `\n` written out is a line break within it.
    ///
    /// Most texts have none, and looking at their bytes is what a start has time for.
    private static func lines(_ text: Substring) -> String {
        text.utf8.contains(UInt8(ascii: "\\")) ? String(text.replacing("\\n", with: "\n")) : String(text)
    }
}
