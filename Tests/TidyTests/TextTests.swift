import Testing

@Suite("Texts that people read")
struct TextTests {
    let repository = Repository.here
    private let languages = ["vi", "en"]

    /// The texts of one language: what each key says, and in which file.
    private func texts(_ language: String) throws -> [String: (file: String, text: String)] {
        let folder = "Resources/texts/\(language)/"
        var texts: [String: (file: String, text: String)] = [:]
        for path in try repository.files("Resources/texts/\(language)") {
            for (number, line) in try repository.lines(path) where !line.isEmpty && !line.hasPrefix("#") {
                guard let equals = line.firstIndex(of: "=") else {
                    Issue.record("\(path):\(number) has no equals sign")
                    continue
                }
                let key = line[..<equals].split(separator: " ").joined(separator: " ")
                #expect(texts[key] == nil, "\(path):\(number) says \(key) a second time")
                texts[key] = (String(path.dropFirst(folder.count)), String(line[line.index(after: equals)...]))
            }
        }
        return texts
    }

    private func holes(_ text: String) -> Set<String> {
        // `{count|dossier|dossiers}` is the hole `count` with two forms.
        Set(text.matches(of: #/\{([^}|]*)[^}]*\}/#).map { String($0.1) })
    }

    @Test func `every text is there in both languages, in the same file and with the same holes`() throws {
        let vietnamese = try texts("vi")
        let english = try texts("en")
        for key in Set(vietnamese.keys).union(english.keys).sorted() {
            guard let a = vietnamese[key], let b = english[key] else {
                Issue.record("\(key) is missing in \(vietnamese[key] == nil ? "vi" : "en")")
                continue
            }
            #expect(a.file == b.file, "\(key) stands in \(a.file) and in \(b.file)")
            #expect(holes(a.text) == holes(b.text), "\(key): \(holes(a.text)) and \(holes(b.text))")
        }
    }

    @Test func `every text that the pages ask for is there`() throws {
        let keys = Set(try texts("vi").keys)
        let families = Set(keys.compactMap { $0.split(separator: ".").first.map(String.init) })
        for (path, file) in try Repository.sources.get() where path.hasPrefix("Sources/Web/") {
            for literal in file.literals where isKey(literal, families: families) {
                // What is put together at run time is known up to its first piece.
                let fixed = String(literal.text.prefix { $0 != "\u{FFFC}" })
                let isThere =
                    fixed.count == literal.text.count && !fixed.hasSuffix(".")
                    ? keys.contains(fixed) : keys.contains { $0.hasPrefix(fixed) }
                #expect(isThere, "\(path):\(literal.line) asks for the text \(literal.text)")
            }
        }
    }

    /// Whether a literal names a text: it is given to something that reads texts, or belongs to a family of keys.
    private func isKey(_ literal: SwiftText.Literal, families: Set<String>) -> Bool {
        let before = literal.before.drop { $0 == " " }
        if ["page.text(", "texts(", "TextKey("].contains(where: { before.hasSuffix($0) }) { return true }
        // The raw value of a case is a name of its own, whatever it looks like.
        guard !before.hasPrefix("case "), let dot = literal.text.firstIndex(of: ".") else { return false }
        let looksLikeOne = literal.text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-".contains($0)) }
        let isFile = [".css", ".js", ".svg", ".txt", ".json", ".html"].contains { literal.text.hasSuffix($0) }
        return looksLikeOne && !isFile && families.contains(String(literal.text[..<dot]))
    }

    @Test func `no Vietnamese text stands in the code`() throws {
        for (path, file) in try Repository.sources.get() where !mayHoldMarks(path) {
            for literal in file.literals where literal.text.contains(where: isMarked) {
                Issue.record("\(path):\(literal.line) says \(literal.text.prefix(60)); texts belong in Resources/texts")
            }
        }
    }

    /// Where Vietnamese may stand in the code: folding its letters for search; the names that languages give
    /// themselves, the same in every language; the command line's help, in both languages before any file is read.
    private func mayHoldMarks(_ path: String) -> Bool {
        let places = [
            "Sources/Core/Search/", "Sources/Web/Shared/Look/Language.swift",
            "Sources/motcua/MotCua.swift", "Sources/motcua/Commands/", "Sources/motcua-bench/MotCuaBench.swift",
        ]
        return places.contains { path.hasPrefix($0) }
    }

    /// A Latin letter with a mark, as Vietnamese writes them; "đ" alone is also the currency's sign.
    private func isMarked(_ character: Character) -> Bool {
        character.unicodeScalars.contains { (0xC0...0x1B0).contains($0.value) && $0 != "×" && $0 != "÷" }
            || character.unicodeScalars.contains { (0x300...0x323).contains($0.value) }
            || character.unicodeScalars.contains { (0x1EA0...0x1EF9).contains($0.value) }
    }
}
