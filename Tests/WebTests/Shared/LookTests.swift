import Foundation
import HTML
import Testing

@testable import Web

@Suite("Shell and components")
struct LookTests {
    private func context(_ language: Language = .vietnamese) throws -> PageContext {
        PageContext(
            texts: try Texts(
                language: language, folder: Resources.path("texts/" + language.rawValue), missing: .stops),
            csrfToken: "bí \"mật\"",
            centre: Centre(name: "Một Cửa <Thử>", officialName: "Trung tâm", places: []),
            links: ShellLinks(
                home: SafeURL("/"), search: SafeURL("/tim"), signIn: SafeURL("/vao"), signOut: SafeURL("/ra"),
                display: SafeURL("/hien-thi"), styleSheet: SafeURL("/a.css"), paperStyleSheet: SafeURL("/b.css"),
                script: SafeURL("/a.js"), mark: SafeURL("/m.svg"), icon: SafeURL("/i.svg")),
            here: SafeURL("/tim").query("q", "khai sinh"))
    }

    private func markup(_ component: some Component) throws -> String {
        var p = HTMLWriter()
        p.put(component, in: try context())
        return p.string
    }

    @Test func `a page names its language, its title, its skip link and its one main part`() throws {
        for language in Language.allCases {
            let text = Page(title: "Hồ sơ", in: try context(language)).written { $0.h1("Hồ sơ") }.string
            #expect(text.hasPrefix("<!doctype html>\n<html lang=\"\(language.rawValue)\">"))
            #expect(text.contains("<title>Hồ sơ – Một Cửa &lt;Thử&gt;</title>"))
            #expect(text.contains("<a href=\"#main\" class=\"skip\">"))
            #expect(text.contains("<main id=\"main\""))
        }
    }

    @Test func `what the reader chose stands on the document`() throws {
        var page = try context()
        page.textSize = .size28
        page.isHighContrast = true
        let side = SideNavigation(sections: [])
        let text = Page(title: "x", in: page, layout: .office(side)).written { _ in }.string
        #expect(text.contains("<html lang=\"vi\" class=\"desk size-28 contrast\">"))
        #expect(text.contains("name=\"robots\" content=\"noindex\""))
        #expect(text.contains("name=\"size\" value=\"22\"") && text.contains("name=\"size\" value=\"36\""))
        #expect(text.contains("name=\"contrast\" value=\"off\" aria-pressed=\"true\""))
        #expect(text.contains("name=\"return\" value=\"/tim?q=khai%20sinh\""))
    }

    @Test func `no page carries a style, an event handler or an inline script`() throws {
        let text = Page(title: "x", in: try context()).written { p in
            p.text("onclick=alert(1) style=x <script>")
        }.string
        #expect(text.firstMatch(of: /<[^>]*\s(style|on[a-z]+)=/) == nil)
        #expect(text.firstMatch(of: /<script(?! src="\/a\.js" defer>)/) == nil)
    }

    @Test func `a field is read with its hint and its error`() throws {
        let text = try markup(
            Field(kind: .text, name: "ten", label: "Họ tên", hint: "Như trên giấy", error: "Hãy ghi", need: .required))
        #expect(text.contains("<label for=\"ten\">Họ tên<span class=\"need\"> (bắt buộc)</span></label>"))
        #expect(text.contains("aria-describedby=\"ten-hint ten-error\" aria-invalid=\"true\" required"))
        #expect(text.contains("id=\"ten-hint\"") && text.contains("id=\"ten-error\""))
    }

    @Test func `an error leads to the first choice of its group`() throws {
        let choices = [Field.Choice(value: "a", label: "A"), Field.Choice(value: "b", label: "B")]
        let group = try markup(Field(kind: .checkboxes(choices), name: "giay", label: "Giấy", values: ["b"]))
        #expect(group.contains("id=\"giay\" name=\"giay\" value=\"a\">"))
        #expect(group.contains("id=\"giay-2\" name=\"giay\" value=\"b\" checked>"))
        let list = try markup(ErrorSummary(errors: [FieldError(fieldID: "giay", message: "Chọn <một>")]))
        #expect(list.contains("<a href=\"#giay\">Chọn &lt;một&gt;</a>") && list.contains("1 chỗ cần sửa"))
        #expect(try markup(ErrorSummary(errors: [])) == "")
    }

    @Test func `nothing is chosen for the reader in a list`() throws {
        let field = Field(kind: .select([.init(value: "1", label: "Pleiku")]), name: "noi", label: "Nơi")
        #expect(try markup(field).contains("<option value=\"\" selected>Hãy chọn</option>"))
    }

    @Test func `a form that changes something carries the token and its draft`() throws {
        var p = HTMLWriter()
        p.postForm(to: SafeURL("/nop"), in: try context(), draft: "ho-so-1") { _ in }
        let text = p.string
        #expect(text.hasPrefix("<form method=\"post\" action=\"/nop\" novalidate data-once"))
        #expect(text.contains("data-draft=\"ho-so-1\""))
        #expect(text.contains("<input type=\"hidden\" name=\"csrf\" value=\"bí &quot;mật&quot;\">"))
    }

    @Test func `a table has heads for rows and columns and labels for phones`() throws {
        let table = DataTable(
            caption: "Hồ sơ",
            columns: [
                .init(title: "Hạn", kind: .time), .init(title: "Thủ tục", kind: .main),
                .init(title: "Số", kind: .number),
            ],
            groups: [
                .init(
                    title: "Hôm nay",
                    rows: [
                        .init(
                            cells: [.text("17:00"), .link("Khai sinh", SafeURL("/x")), .number(1_284)], standing: .late)
                    ])
            ])
        let text = try markup(table)
        #expect(text.contains("<th scope=\"col\">Hạn</th>"))
        #expect(text.contains("<th colspan=\"3\" scope=\"rowgroup\">Hôm nay</th>"))
        #expect(text.contains("<tr class=\"late\"><td class=\"time\" data-label=\"Hạn\">17:00</td>"))
        #expect(text.contains("<th scope=\"row\" class=\"main\"><a href=\"/x\">Khai sinh</a></th>"))
        #expect(text.contains("<td class=\"num\" data-label=\"Số\">1.284</td>"))
    }

    @Test func `a code is read in groups`() {
        #expect(grouped(code: "N4K7W2P9XQ", by: 4) == "N4K7\u{A0}W2P9\u{A0}XQ")
        #expect(grouped(code: "") == "")
    }
}

@Suite("Style sheets")
struct StyleSheetTests {
    private func read(_ name: String) throws -> String {
        try String(contentsOfFile: Resources.path("style/" + name), encoding: .utf8)
    }

    @Test func `they are small, whole and ask nobody else for anything`() throws {
        let style = try read("motcua.css")
        #expect(style.utf8.count <= 26 * 1024)
        for text in [style, try read("paper.css")] {
            #expect(text.count { $0 == "{" } == text.count { $0 == "}" })
            #expect(!text.contains("data:") && !text.contains("//"))
            #expect(!text.contains("@import") && !text.contains("@font-face"))
        }
    }

    @Test func `every class that a page names is known to a style sheet`() throws {
        let known = try read("motcua.css") + read("paper.css")
        var folder = URL(fileURLWithPath: Resources.path(""))
        folder.deleteLastPathComponent()
        let files = FileManager.default.enumerator(atPath: folder.path + "/Sources/Web")
        while let file = files?.nextObject() as? String {
            guard file.hasSuffix(".swift") else { continue }
            let source = try String(contentsOfFile: folder.path + "/Sources/Web/" + file, encoding: .utf8)
            for match in source.matches(of: /\.class\([^)]*?"([^"]+)"(?:\s*:\s*"([^"]+)")?/) {
                for name in (match.1 + " " + (match.2 ?? "")).split(separator: " ") {
                    #expect(known.contains(".\(name)"), "\(name) in \(file)")
                }
            }
        }
    }

    @Test func `text stands out from its ground by 4.5 to 1 and borders by 3 to 1`() throws {
        let style = try read("motcua.css")
        func colour(_ name: String) throws -> Double {
            let match = try #require(try Regex("--\(name): #([0-9A-F]{3,6});").firstMatch(in: style))
            var digits = try #require(match.output[1].substring.map(String.init))
            if digits.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
            let value = try #require(Int(digits, radix: 16))
            func linear(_ shift: Int) -> Double {
                let c = Double((value >> shift) & 255) / 255
                return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
        }
        func contrast(_ a: String, _ b: String) throws -> Double {
            let (x, y) = (try colour(a), try colour(b))
            return (max(x, y) + 0.05) / (min(x, y) + 0.05)
        }
        let pairs = [
            ("ink", "paper"), ("ink-soft", "paper"), ("ink-soft", "card"), ("link", "paper"), ("card", "sea"),
            ("card", "sea-deep"), ("ok", "ok-ground"), ("soon", "soon-ground"), ("late", "late-ground"),
            ("wait", "wait-ground"), ("late", "card"), ("late", "paper"), ("ink", "sun"), ("ink", "plain-ground"),
        ]
        for (text, ground) in pairs { #expect(try contrast(text, ground) >= 4.5, "\(text) on \(ground)") }
        for ground in ["card", "paper"] { #expect(try contrast("line", ground) >= 3, "line on \(ground)") }
    }
}
