import Core
import Store
import Testing

@testable import UseCases

@Suite("Phiên đăng nhập")
struct SessionTests {
    @Test func `a session is found by its cookie, and the cookie stands nowhere in the store`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let (cookie, session) = try store.session(for: account)
        guard case .live(let found, let owner, seen: false) = try store.find(cookie) else { throw Unexpected() }
        #expect(found == session)
        #expect(owner.actor == account.actor)
        #expect(owner.lastUsed == store.now)
        #expect(try !store.holdsInClear(cookie.text))
    }

    @Test func `what is no cookie of ours finds nothing`() throws {
        let store = try AccessStore()
        let (cookie, _) = try store.session(for: try store.account())
        let texts = ["", "x", cookie.text.uppercased(), cookie.text + "0", "mct_" + cookie.text, "' OR 1=1 --"]
        for text in texts {
            guard case .none = try store.read({ try Sessions.find(cookie: text, now: store.now, in: $0) })
            else { throw Unexpected() }
        }
    }

    @Test func `a session ends an hour after the last request`() throws {
        let store = try AccessStore()
        let (cookie, session) = try store.session(for: try store.account())
        for _ in 1...7 {
            store.pass(minutes: 59)
            guard case .live(let found, _, seen: true) = try store.find(cookie) else { throw Unexpected() }
            try store.write { sql, _ in try Sessions.saw(found, now: store.now, in: sql) }
            guard case .live(_, _, seen: false) = try store.find(cookie) else { throw Unexpected() }
        }
        store.pass(minutes: 60)
        guard case .ended(let over) = try store.find(cookie) else { throw Unexpected() }
        #expect(over.id == session.id)
    }

    @Test func `a session ends after eight hours, however busy`() throws {
        let store = try AccessStore()
        let (cookie, session) = try store.session(for: try store.account())
        for _ in 1..<(8 * 4) {
            store.pass(minutes: 15)
            try store.write { sql, _ in try Sessions.saw(session, now: store.now, in: sql) }
            #expect(try store.isLive(cookie))
        }
        store.pass(minutes: 15)
        #expect(try !store.isLive(cookie))
    }

    @Test func `an administrator's ends after a quarter of an hour`() throws {
        let store = try AccessStore()
        let (cookie, _) = try store.session(for: try store.account(), administrator: true)
        store.pass(minutes: 14)
        #expect(try store.isLive(cookie))
        store.pass(minutes: 1)
        #expect(try !store.isLive(cookie))
    }

    @Test func `signing in again in the same browser gives a new cookie and ends the old one`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let old = try store.session(for: account)
        let new = try store.session(for: account, replacing: old.cookie.text)
        #expect(new.cookie != old.cookie)
        #expect(new.session.formSecret != old.session.formSecret)
        guard case .none = try store.find(old.cookie) else { throw Unexpected() }
        #expect(try store.isLive(new.cookie))
    }

    @Test func `signing out ends one session, signing out everywhere all of them`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let other = try store.session(for: try store.account("binh.tv"))
        let sessions = try (0..<3).map { _ in
            store.pass(minutes: 1)
            return try store.session(for: account)
        }
        #expect(
            try store.read { try Sessions.list(of: account.actor, now: store.now, in: $0) }.map(\.id)
                == sessions.reversed().map(\.session.id))
        let ended = try store.write { sql, random in
            let wrongOwner = try Sessions.end(
                other.session.id, of: account.actor, now: store.now, random: &random, in: sql)
            let own = try Sessions.end(
                sessions[0].session.id, of: account.actor, now: store.now, random: &random, in: sql)
            return (wrongOwner, own)
        }
        #expect(ended == (false, true))
        guard case .none = try store.find(sessions[0].cookie) else { throw Unexpected() }
        let count = try store.write { sql, random in
            try Sessions.endAll(
                of: account.actor, but: sessions[1].session.id, now: store.now, random: &random, in: sql)
        }
        #expect(count == 1)
        #expect(try store.isLive(sessions[1].cookie))
        #expect(try !store.isLive(sessions[2].cookie))
        #expect(try store.isLive(other.cookie))
    }

    @Test func `an eleventh session ends the oldest`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let sessions = try (0...Sessions.perAccountMax).map { _ in
            store.pass(minutes: 1)
            return try store.session(for: account)
        }
        #expect(try !store.isLive(sessions[0].cookie))
        #expect(try sessions.dropFirst().allSatisfy { try store.isLive($0.cookie) })
    }

    @Test func `a browser's name is cut, not refused`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let (_, session) = try store.write { sql, random in
            try Sessions.start(
                for: account, administrator: false, browser: String(repeating: "M", count: 10_000), replacing: nil,
                settings: store.settings, now: store.now, random: &random, in: sql)
        }
        #expect(session.browser.count == 80)
    }

    @Test func `a clock set back ends a session instead of lengthening it`() throws {
        let store = try AccessStore()
        let (cookie, session) = try store.session(for: try store.account())
        store.pass(minutes: 50)
        try store.write { sql, _ in try Sessions.saw(session, now: store.now, in: sql) }
        store.pass(minutes: -1)
        #expect(try store.isLive(cookie))
        store.pass(minutes: -9)
        guard case .ended = try store.find(cookie) else { throw Unexpected() }
        store.pass(hours: -24)
        guard case .none = try store.find(cookie) else { throw Unexpected() }
    }

    @Test func `seen never moves back`() throws {
        let store = try AccessStore()
        let (cookie, session) = try store.session(for: try store.account())
        store.pass(minutes: 1)
        try store.write { sql, _ in try Sessions.saw(session, now: store.now, in: sql) }
        try store.write { sql, _ in try Sessions.saw(session, now: store.now.adding(minutes: -1), in: sql) }
        guard case .live(let found, _, _) = try store.find(cookie) else { throw Unexpected() }
        #expect(found.seen == store.now)
    }
}

@Suite("Biểu mẫu và địa chỉ quay lại")
struct FormTokenTests {
    @Test func `a form token fits its own secret alone, and no two are alike`() {
        var random = SeededRandom(seed: 1)
        let secret = random.bytes(32)
        let other = random.bytes(32)
        let token = FormToken.make(secret: secret, random: &random)
        #expect(FormToken.fits(token, secret: secret))
        #expect(!FormToken.fits(token, secret: other))
        #expect(FormToken.make(secret: secret, random: &random) != token)
        for text in ["", "0", token + "00", String(token.dropLast()), token.uppercased(), hexadecimal(secret)] {
            #expect(!FormToken.fits(text, secret: secret), "\(text)")
        }
    }

    @Test func `a visitor's form secret follows from the cookie`() throws {
        let sealer = MasterKeySealer(masterKey: [UInt8](repeating: 7, count: 32))
        #expect(FormToken.secret(ofVisitor: "a", sealer: sealer) == FormToken.secret(ofVisitor: "a", sealer: sealer))
        #expect(FormToken.secret(ofVisitor: "a", sealer: sealer) != FormToken.secret(ofVisitor: "b", sealer: sealer))
        #expect(FormToken.secret(ofVisitor: "a", sealer: sealer).count == FormToken.maskBytes)
    }

    @Test func `one returns to places on this site only`() {
        for text in ["/", "/ho-so?trang=2&q=%C4%91", "/a//b"] { #expect(ReturnPath(text)?.text == text) }
        for text in [
            "", "ho-so", "//evil.example", "/\\evil.example", "https://evil.example/", "/a b", "/a\nb", "/đ", "/a#b",
            "javascript:alert(1)", "/" + String(repeating: "a", count: 2048),
        ] {
            #expect(ReturnPath(text) == nil, "\(text)")
        }
    }
}
