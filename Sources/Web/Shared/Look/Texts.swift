import Foundation

/// Name of one text of the product, such as `portal.home.title`.
struct TextKey: Hashable, Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
    let name: String

    init(_ name: String) { self.name = name }
    init(stringLiteral value: String) { name = value }

    var description: String { name }
}

/// What stands in a field of a text; a value is plain text, or one of few forms that a sentence may need.
enum TextValue: Sendable {
    case text(String)
    /// A whole number, grouped as the language does: 1.284, 1,284.
    case number(Int)
    case strong(String)
    /// A code of a dossier or a procedure, never broken over two lines.
    case code(String)
}

/// Why the texts of a language could not be read.
struct TextsError: Error, Equatable, CustomStringConvertible {
    enum Reason: Equatable {
        case unreadable
        case noEqualsSign
        case badKey
        case keyTwice(String)
        case badField
    }

    var file: String
    /// Counted from 1; 0 for the whole file.
    var line: Int
    var reason: Reason

    var description: String { "\(file):\(line): \(reason)" }
}

/// All texts of one language, read once at start from `Resources/texts/<language>/*.txt`.
///
/// Why files: a translator or an official mends a sentence without touching code, and a third language is one folder
/// more. A line is `key = text with {field}`; `#` begins a comment line.
struct Texts: Sendable {
    /// What happens when a page asks for a text, or a field, that is not there.
    enum Missing: Sendable {
        /// Tests: the mistake stops the test.
        case stops
        /// Serving: the page shows the key between ⟦ ⟧, so that the rest can still be used.
        case shows
    }

    let language: Language
    private let templates: [TextKey: TextTemplate]
    private let missing: Missing

    /// Reads every `.txt` file of `folder`.
    ///
    /// - Throws: the first line that is not a text, or a key that stands twice.
    init(language: Language, folder: String, missing: Missing = .shows) throws(TextsError) {
        var sources: [(file: String, content: String)] = []
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".txt") }
            for name in names.sorted() {
                let path = folder + "/" + name
                sources.append((path, try String(contentsOfFile: path, encoding: .utf8)))
            }
        } catch {
            throw TextsError(file: folder, line: 0, reason: .unreadable)
        }
        try self.init(language: language, sources: sources, missing: missing)
    }

    /// Reads the texts of files that were read before.
    init(language: Language, sources: [(file: String, content: String)], missing: Missing) throws(TextsError) {
        var templates: [TextKey: TextTemplate] = [:]
        for source in sources {
            // By bytes: by characters, which may be many bytes long, this was half of reading the texts.
            let lines = source.content.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() {
                guard !line.allSatisfy(isBlank), line.first != UInt8(ascii: "#") else { continue }
                func refused(_ reason: TextsError.Reason) -> TextsError {
                    TextsError(file: source.file, line: index + 1, reason: reason)
                }
                guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { throw refused(.noEqualsSign) }
                let name = trimmed(line[..<equals])
                let text = trimmed(line[line.index(after: equals)...])
                guard isKeyName(name) else { throw refused(.badKey) }
                guard let template = TextTemplate(text) else { throw refused(.badField) }
                guard templates.updateValue(template, forKey: TextKey(name)) == nil else {
                    throw refused(.keyTwice(name))
                }
            }
        }
        self.language = language
        self.templates = templates
        self.missing = missing
    }

    /// The text of `key` with its fields filled in.
    func callAsFunction(_ key: TextKey, _ fields: KeyValuePairs<String, TextValue> = [:]) -> String {
        if let plain = templates[key]?.plain { return plain }
        return pieces(key, fields).map { language.plain($0) }.joined()
    }

    /// The text of `key` as pieces, for a sentence of which some are set off.
    func pieces(_ key: TextKey, _ fields: KeyValuePairs<String, TextValue>) -> [TextValue] {
        pieces(key) { name in fields.first { $0.key == name }?.value }
    }

    /// The same, each field asked for by its name.
    func pieces(_ key: TextKey, field: (String) -> TextValue?) -> [TextValue] {
        guard let template = templates[key] else { return [.text(absent(key.name))] }
        func value(_ name: String) -> TextValue { field(name) ?? .text(absent("\(key.name) {\(name)}")) }
        return template.pieces.map { piece in
            switch piece {
            case .literal(let text): return .text(text)
            case .field(let name): return value(name)
            case .plural(let name, let one, let other):
                if case .number(1) = value(name) { return .text(one) }
                return .text(other)
            }
        }
    }

    /// True if there is such a text, for texts that may or may not be said.
    func has(_ key: TextKey) -> Bool { templates[key] != nil }

    /// What one language has and the other not, by key, and keys whose fields differ; empty when both say the same.
    func differences(from other: Texts) -> [String] {
        let keys = Set(templates.keys).symmetricDifference(other.templates.keys).map(\.name)
        let fields = templates.compactMap { key, template in
            other.templates[key].flatMap { $0.fields == template.fields ? nil : key.name + " {…}" }
        }
        return (keys + fields).sorted()
    }

    private func absent(_ name: String) -> String {
        switch missing {
        case .stops: preconditionFailure("no text \(name) in \(language.rawValue)")
        case .shows: "⟦\(name)⟧"
        }
    }
}

/// Letters, digits, dots and dashes.
private func isKeyName(_ name: String) -> Bool {
    !name.isEmpty
        && name.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
                || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

/// Without blanks at its ends.
private func trimmed(_ text: Substring.UTF8View) -> String {
    guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(Substring(text[first...last]))
}
