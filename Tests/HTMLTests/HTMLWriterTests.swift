import HTML
import Testing

@Suite("HTML writer")
struct HTMLWriterTests {
    private func page(_ content: (inout HTMLWriter) -> Void) -> String {
        var p = HTMLWriter(capacityBytes: 1)
        content(&p)
        return p.string
    }

    @Test func `elements nest and close by themselves`() {
        let markup = page { p in
            p.main(.id("main"), .class("narrow")) { p in
                p.h1("Bạn cần làm gì?")
                p.ul { p in
                    for name in ["A&B", "C"] { p.li(name) }
                }
            }
        }
        #expect(
            markup
                == "<main id=\"main\" class=\"narrow\"><h1>Bạn cần làm gì?</h1>"
                + "<ul><li>A&amp;B</li><li>C</li></ul></main>"
        )
    }

    @Test func `attributes that are absent leave nothing behind`() {
        let markup = page { p in
            p.input(
                .type(.text), .name("phone"), .id(nil), .value(""), .required(false), .when(false, .checked()),
                .when(true, .readOnly()), .maxLength(nil), .class(nil), .ariaInvalid(false), .none)
        }
        #expect(markup == "<input type=\"text\" name=\"phone\" value=\"\" readonly>")
    }

    @Test func `numbers are plain digits`() {
        let markup = page { p in
            p.td(.columnSpan(7)) { $0.text(-1_284) }
            p.text(0)
            p.text(Int.max)
        }
        #expect(markup == "<td colspan=\"7\">-1284</td>09223372036854775807")
    }

    @Test func `the document holds language, classes, head and body`() {
        let markup = page { p in
            p.doctype()
            p.html(language: "vi", classes: ["desk", "size-22"]) { p in
                p.head { p in
                    p.title("Việc của tôi")
                    p.styleSheet(SafeURL("/motcua.css"))
                    p.script(SafeURL("/motcua.js"))
                }
                p.body { $0.text("…") }
            }
        }
        #expect(
            markup == """
                <!doctype html>
                <html lang="vi" class="desk size-22"><head><meta charset="utf-8"><meta name="viewport" \
                content="width=device-width,initial-scale=1"><title>Việc của tôi</title><link rel="stylesheet" \
                href="/motcua.css"><script src="/motcua.js" defer></script></head><body>…</body></html>
                """)
    }

    @Test func `the first empty line of a long text is not lost`() {
        #expect(page { $0.textarea("\nhai", .name("note")) } == "<textarea name=\"note\">\n\nhai</textarea>")
        #expect(page { $0.pre("a\n b") } == "<pre>\na\n b</pre>")
    }

    @Test func `values for our script stand in data attributes`() {
        let markup = page { $0.form(.data("draft", "note \"1\""), .data("autosave", to: SafeURL("/nhap"))) { _ in } }
        #expect(markup == "<form data-draft=\"note &quot;1&quot;\" data-autosave=\"/nhap\"></form>")
    }

    @Test func `a drawing says what it shows`() {
        let markup = page { p in
            p.drawing(label: "Mã QR", width: 21, height: 21, .class("qr")) { $0.path(.outline("M0 0h1v1h-1z")) }
        }
        #expect(
            markup == "<svg viewBox=\"0 0 21 21\" role=\"img\" aria-label=\"Mã QR\" class=\"qr\">"
                + "<path d=\"M0 0h1v1h-1z\"></path></svg>")
    }

    @Test func `a page of twenty rows is written quickly`() {
        // A bar far above what it takes, for debug builds on busy machines; the true figure is measured elsewhere.
        let clock = ContinuousClock()
        let spent = clock.measure {
            for _ in 0..<20 {
                var p = HTMLWriter()
                p.table { p in
                    for row in 0..<20 {
                        p.tr { p in
                            for _ in 0..<7 { p.td("Nguyễn Thị Bích Ngọc", .class("who"), .data("label", "\(row)")) }
                        }
                    }
                }
            }
        }
        #expect(spent < .seconds(2))
    }
}
