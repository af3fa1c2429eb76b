import HTML
import Testing

@Suite("Addresses")
struct SafeURLTests {
    @Test func `a path grows by whole segments and query values`() {
        #expect(SafeURL("/").appending("thu-tuc").text == "/thu-tuc")
        let page = SafeURL("/thu-tuc").appending("1.001193").query("kenh", "trực tuyến").query("trang", ifAny: nil)
        #expect(page.text == "/thu-tuc/1.001193?kenh=tr%E1%BB%B1c%20tuy%E1%BA%BFn")
        #expect(
            page.query("q", "a&b=c#d").fragment("kết-quả").text.hasSuffix("&q=a%26b%3Dc%23d#k%E1%BA%BFt-qu%E1%BA%A3"))
    }

    @Test func `a value never climbs out of its segment`() {
        let root = SafeURL("/ho-so")
        #expect(root.appending("..").text == "/ho-so/~..")
        #expect(root.appending(".").text == "/ho-so/~.")
        #expect(root.appending("").text == "/ho-so/~")
        #expect(root.appending("../../x").text == "/ho-so/..%2F..%2Fx")
        #expect(root.appending("//evil.example").text == "/ho-so/%2F%2Fevil.example")
        #expect(root.appending("a?b#c\\d\"e").text == "/ho-so/a%3Fb%23c%5Cd%22e")
        #expect(root.appending("a\r\nSet-Cookie: x").text == "/ho-so/a%0D%0ASet-Cookie%3A%20x")
    }

    @Test func `an outside address is https with a host, or nothing`() {
        #expect(SafeURL.outside(checking: "https://dichvucong.gov.vn/p?x=1&y=2")?.text != nil)
        for refused in [
            "javascript:alert(1)", "http://example.com", "https://", "https:///x", "//example.com", " https://a.vn",
            "https://a.vn/ x", "https://a.vn/\"x", "https://a.vn/<x>", "HTTPS://a.vn", "data:text/html,x", "",
        ] {
            #expect(SafeURL.outside(checking: refused) == nil, "\(refused)")
        }
    }

    @Test func `numbers to call and addresses to write to hold nothing else`() {
        #expect(SafeURL.telephone("+84 (269) 3.824.xxx").text == "tel:+842693824")
        #expect(SafeURL.telephone("1022").text == "tel:1022")
        #expect(SafeURL.mail("a@b.vn?bcc=c@d.vn").text == "mailto:a@b.vn%3Fbcc%3Dc@d.vn")
    }

    @Test func `an element of the page is a fragment`() {
        #expect(SafeURL.element("ho-ten").text == "#ho-ten")
        var p = HTMLWriter()
        p.a(.href(SafeURL("/x").query("a", "1").query("b", "2"))) { $0.text("x") }
        #expect(p.string == "<a href=\"/x?a=1&amp;b=2\">x</a>")
    }
}
