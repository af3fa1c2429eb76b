import HTML

/// A part of a page with a look of its own; made from plain strings that are already in the reader's language.
protocol Component {
    func write(to p: inout HTMLWriter, in page: PageContext)
}

extension HTMLWriter {
    /// Writes one component.
    mutating func put(_ component: some Component, in page: PageContext) { component.write(to: &self, in: page) }

    /// Writes a text of the product with some of its fields set off: strong, code.
    mutating func text(_ key: TextKey, _ fields: KeyValuePairs<String, TextValue>, in page: PageContext) {
        for piece in page.texts.pieces(key, fields) {
            switch piece {
            case .text, .number: text(page.language.plain(piece))
            case .strong(let value): strong(value)
            case .code(let value): span(value, .class("code"))
            }
        }
    }

    /// Words for those who hear the page, where sight has a shape or a place.
    mutating func unseen(_ words: String) { span(words + " ", .class("unseen")) }
}
