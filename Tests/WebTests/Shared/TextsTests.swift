import Foundation
import Testing

@testable import Web

@Suite("Texts of the product")
struct TextsTests {
    private func texts(_ lines: String, _ language: Language = .vietnamese) throws -> Texts {
        try Texts(language: language, sources: [("a.txt", lines)], missing: .shows)
    }

    @Test func `a field is filled in by name and a number is grouped as the language does`() throws {
        let line = "list.shown = {shown} trong {total} hồ sơ"
        #expect(
            try texts(line)("list.shown", ["shown": .number(20), "total": .number(1_284)]) == "20 trong 1.284 hồ sơ")
        let english = try texts("list.shown = {shown} of {total} {total|dossier|dossiers}", .english)
        #expect(english("list.shown", ["shown": .number(1), "total": .number(1)]) == "1 of 1 dossier")
        #expect(english("list.shown", ["shown": .number(20), "total": .number(1_284)]) == "20 of 1,284 dossiers")
    }

    @Test func `comments, empty lines, spaces and written line breaks are understood`() throws {
        let texts = try texts("# chú thích\n\n  a.b =  một = hai\\nba  \r\nc =\n")
        #expect(texts("a.b") == "một = hai\nba")
        #expect(texts("c") == "")
        #expect(texts.has("c") && !texts.has("d"))
    }

    @Test func `what is missing shows its name and leaves the rest usable`() throws {
        let texts = try texts("a = {x} và {y}")
        #expect(texts("a", ["x": .text("một")]) == "một và ⟦a {y}⟧")
        #expect(texts("none.such") == "⟦none.such⟧")
    }

    @Test(arguments: [
        ("a b = c", TextsError.Reason.badKey), ("no equals", .noEqualsSign), ("= c", .badKey), ("a = {x", .badField),
        ("a = x}", .badField), ("a = {}", .badField), ("a = {x|y}", .badField), ("a = 1\na = 2", .keyTwice("a")),
    ])
    func `a line that is no text is refused with its place`(lines: String, reason: TextsError.Reason) throws {
        let line = lines.split(separator: "\n").count
        #expect(throws: TextsError(file: "a.txt", line: line, reason: reason)) { try texts(lines) }
    }

    @Test func `Vietnamese and English say the same things`() throws {
        let vietnamese = try Texts(language: .vietnamese, folder: Resources.path("texts/vi"))
        let english = try Texts(language: .english, folder: Resources.path("texts/en"))
        #expect(vietnamese.differences(from: english) == [])
    }

    @Test func `numbers are grouped in threes`() {
        for (number, text) in [
            (0, "0"), (999, "999"), (1_000, "1.000"), (-88_671, "-88.671"), (1_234_567, "1.234.567"),
        ] {
            #expect(Language.vietnamese.grouped(number) == text)
        }
    }
}

/// The repository's resources, found from this file.
enum Resources {
    static func path(_ name: String) -> String {
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path + "/Resources/texts") {
            folder.deleteLastPathComponent()
        }
        return folder.path + "/Resources/" + name
    }
}
