import Testing

@testable import Web

@Suite("Người truy cập")
struct VisitorTests {
    @Test func `the browser's wish for a language is heard`() {
        let offered = [Language.vietnamese, .english]
        func wished(_ header: String) -> String? { Language.wished(header, among: offered)?.rawValue }
        #expect(wished("en") == "en")
        #expect(wished("en-GB,en;q=0.9,vi;q=0.8") == "en")
        #expect(wished("fr, vi;q=0.5, en;q=0.7") == "en")
        #expect(wished("vi;q=0, en;q=0.1") == "en")
        #expect(wished("EN;q=1.0") == "en")
        #expect(wished("fr,de") == nil)
        #expect(wished("") == nil)
        #expect(wished("en;q=abc, vi;q=0.1") == "vi")
        #expect(wished(String(repeating: "x,", count: 100_000) + "en") == nil)
    }

    @Test func `display settings survive their cookie, and a broken cookie means nothing chosen`() {
        let offered = [Language.vietnamese, .english]
        for language in [nil, Language.vietnamese, .english] {
            for size in TextSize.allCases.map(Optional.some) + [nil] {
                for contrast in [true, false] {
                    let settings = DisplaySettings(language: language, textSize: size, highContrast: contrast)
                    #expect(DisplaySettings(cookie: settings.cookie.value, offered: offered) == settings)
                }
            }
        }
        for broken in [nil, "", "vi", "vi.22", "fr.17.2", "vi.22.1.1", "\u{0}..", "...."] {
            let settings = DisplaySettings(cookie: broken, offered: offered)
            #expect(settings.textSize == nil)
            #expect(!settings.highContrast)
        }
        #expect(DisplaySettings(cookie: "fr.22.1", offered: offered) == .init(textSize: .size22, highContrast: true))
    }

    @Test func `A+ and A- walk through five sizes and stop at the ends`() {
        var size: TextSize? = .size16
        var walked: [Int] = []
        while let here = size {
            walked.append(here.rawValue)
            size = here.larger
        }
        #expect(walked == [16, 18, 22, 28, 36])
        #expect(TextSize.size16.smaller == nil)
        #expect(TextSize.size28.smaller == .size22)
    }

    @Test func `the address is the peer's, or what our own proxy wrote last`() {
        func network(_ peer: String?, _ forwarded: String?, _ proxies: Int) -> String {
            ClientAddress(peer: peer, forwardedFor: forwarded, proxies: proxies).network
        }
        #expect(network("10.0.0.7", "1.2.3.4", 0) == "10.0.0.7")
        #expect(network("127.0.0.1", "6.6.6.6, 1.2.3.4", 1) == "1.2.3.4")
        #expect(network("127.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", 2) == "1.2.3.4")
        #expect(network("127.0.0.1", "1.2.3.4:5678", 1) == "1.2.3.4")
        #expect(network("127.0.0.1", "[2001:db8:1:2:3::4]:443", 1) == "2001:db8:1:2/64")
        #expect(network("127.0.0.1", "2001:db8:1:2::9", 1) == "2001:db8:1:2/64")
        #expect(network("::ffff:1.2.3.4", nil, 0) == "1.2.3.4")
        #expect(network("127.0.0.1", "unknown", 1) == "127.0.0.1")
        #expect(network("127.0.0.1", "", 1) == "127.0.0.1")
        #expect(network("127.0.0.1", nil, 1) == "127.0.0.1")
        #expect(network(nil, nil, 0) == "")
        #expect(network("127.0.0.1", String(repeating: "9", count: 1000), 1) == "127.0.0.1")
    }

    @Test func `cookies are read by name, the first of a name counting`() {
        let jar = CookieJar("a=1; motcua-phien=x; motcua-phien=y; rong=; =z; khong", bytesMax: 1000)
        #expect(jar[.session, secure: false] == "x")
        #expect(jar[.session, secure: true] == nil)
        #expect(CookieJar("__Host-motcua-phien=\"q\"", bytesMax: 1000)[.session, secure: true] == "q")
        #expect(CookieJar("motcua-phien=x", bytesMax: 5)[.session, secure: false] == nil)
    }

    @Test func `a cookie is always closed to scripts and other sites`() {
        let cookie = Cookie(name: .session, value: "abc", lifetimeSeconds: 60)
        #expect(cookie.header(secure: false) == "motcua-phien=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60")
        #expect(
            Cookie.removed(.session).header(secure: true)
                == "__Host-motcua-phien=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0")
    }

    @Test func `a reference can be read out over the telephone`() {
        #expect(Reference(random: 0).description == "0000-0000")
        #expect(Reference(random: .max).description == "ZZZZ-ZZZZ")
        for _ in 0..<100 {
            let text = Reference.random().description
            #expect(text.utf8.count == 9)
            #expect(!text.contains { "ILOU".contains($0) })
        }
    }

    @Test func `form tokens belong to one session or visitor and one installation`() {
        let key = FormKey([UInt8](repeating: 1, count: 32))
        let other = FormKey([UInt8](repeating: 2, count: 32))
        let random = RandomBytes.sixteen
        let session = FormProtection(key: key, session: "s", cookie: nil, random: random)
        #expect(session.accepts(session.token))
        #expect(session.cookieToSet == nil)
        #expect(!FormProtection(key: key, session: "t", cookie: nil, random: random).accepts(session.token))
        #expect(!FormProtection(key: other, session: "s", cookie: nil, random: random).accepts(session.token))

        let visitor = FormProtection(key: key, session: nil, cookie: nil, random: random)
        #expect(visitor.cookieToSet == nil)
        let token = visitor.token
        let cookie = visitor.cookieToSet?.value
        #expect(cookie != nil)
        let again = FormProtection(key: key, session: nil, cookie: cookie, random: random)
        #expect(again.accepts(token))
        #expect(again.cookieToSet == nil)
        #expect(!FormProtection(key: other, session: nil, cookie: cookie, random: random).accepts(token))
        for wrong in [nil, "", "x", token + "A", String(token.dropLast()), String(repeating: "A", count: 10_000)] {
            #expect(!again.accepts(wrong))
        }
        let flipped = (cookie ?? "").hasPrefix("A") ? "B" : "A"
        let forged = flipped + (cookie ?? "").dropFirst()
        #expect(!FormProtection(key: key, session: nil, cookie: forged, random: random).accepts(token))
    }
}
