import Foundation
import HTTPTypes
import Testing

@testable import Web

@Suite("Bảng sự cố")
struct ProblemTableTests {
    private var keys: [String] {
        ProblemCode.allCases.flatMap { code in ["title", "detail", "help"].map { "\(code.rawValue).\($0)" } }
            + FieldCode.allCases.map(\.rawValue)
            + ["problem.reference", "problem.home", "wait.seconds", "wait.minutes"]
    }

    @Test func `every code has its texts in both languages, and they leave the same holes`() throws {
        let (vietnamese, english) = (
            try TestSite.problemTexts(.vietnamese), try TestSite.problemTexts(.english)
        )
        for key in keys {
            #expect(vietnamese.has(TextKey(key)), "vi: \(key)")
            #expect(english.has(TextKey(key)), "en: \(key)")
        }
        #expect(vietnamese.differences(from: english) == [])
    }

    @Test func `no text is without a code, and every hole can be filled`() throws {
        for language in Language.allCases {
            let path = "\(TestSite.resources)/texts/\(language.rawValue)/problems.txt"
            for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
                guard !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { continue }
                let key = String(line[..<equals].trimmingSpaces())
                if !key.hasPrefix("label.") { #expect(keys.contains(key), "\(path): \(key) is used by nothing") }
                guard !key.hasPrefix("wait.") else { continue }
                let template = try #require(TextTemplate(String(line[equals...].dropFirst())))
                #expect(template.fields.isSubset(of: ProblemWords.holes), "\(path): \(key)")
            }
        }
    }

    @Test func `every code answers with an error's status`() {
        for code in ProblemCode.allCases {
            #expect((400...599).contains(ProblemTable.status(of: code).code))
            #expect(code.rawValue.split(separator: ".").count == 2)
        }
    }

    @Test func `a field's label comes from the texts where there is one`() throws {
        var text = "form.invalid.title = t\nform.invalid.detail = d\nform.invalid.help = h\n"
        text += "field.required = Mục “{field}” còn trống.\nlabel.applicant.name = Họ và tên\n"
        let texts = try Texts(language: .vietnamese, sources: [("t", text)], missing: .shows)
        let words = ProblemWords([.vietnamese: texts])
        let problem = Problem(
            .formInvalid, fields: [FieldProblem("applicant.name", .required), FieldProblem("x", .required)])
        let read = words.words(for: problem, in: .english, reference: "")
        #expect(read.fields.map(\.detail) == ["Mục “Họ và tên” còn trống.", "Mục “x” còn trống."])
        #expect(read.fields.map(\.pointer) == ["#/applicant/name", "#/x"])
    }

    @Test func `waiting is told in seconds or minutes`() throws {
        func help(_ seconds: Int) throws -> String {
            try TestSite.words().words(
                for: Problem(.tooManyRequests, retryAfterSeconds: seconds), in: .vietnamese, reference: ""
            ).help
        }
        #expect(try help(30) == "Hãy chờ 30 giây rồi thử lại.")
        #expect(try help(1801) == "Hãy chờ 31 phút rồi thử lại.")
    }

    @Test func `what fills a page is never markup`() throws {
        let problem = Problem(.formInvalid, fields: [FieldProblem("<script>alert(1)</script>", .required)])
        let words = try TestSite.words().words(for: problem, in: .vietnamese, reference: "A\"<b>")
        let html = String(decoding: PlainProblemPage.html(words), as: UTF8.self)
        #expect(!html.contains("<script>"))
        #expect(html.contains("&lt;script&gt;"))
        #expect(!html.contains("<b>"))
    }
}
