import Core
import Store
import Testing

@testable import UseCases

@Suite("Liên kết dùng một lần")
struct OneTimeLinkTests {
    private let new = "Hoa sen nở tháng sáu"

    private func first(_ store: AccessStore) throws -> Secret {
        try store.write { sql, random in
            try OneTimeLinks.makeFirstAdministrator(now: store.now, random: &random, in: sql)
        }
    }

    private func redeemFirst(_ link: Secret, login: String = "quan.tri", _ store: AccessStore) throws -> Account {
        let verifier = try PasswordVerifier.make(
            Password(new), for: login, settings: store.settings, random: &store.random)
        return try store.write { sql, random in
            try OneTimeLinks.redeemFirstAdministrator(
                link.text, login: login, name: "Quản trị", verifier: verifier, language: "vi", now: store.now,
                random: &random, in: sql)
        }
    }

    private func reset(_ actor: ActorID, _ store: AccessStore) throws -> Secret {
        try store.write { sql, random in
            try OneTimeLinks.makePassword(for: actor, by: "admin", now: store.now, random: &random, in: sql)
        }
    }

    private func redeem(_ link: Secret, _ store: AccessStore) throws -> Account {
        let verifier = try PasswordVerifier.make(
            Password(new), for: "lan.nt", settings: store.settings, random: &store.random)
        return try store.write { sql, random in
            try OneTimeLinks.redeemPassword(
                link.text, verifier: verifier, sealer: store.sealer, now: store.now, random: &random, in: sql)
        }
    }

    @Test func `the first administrator comes in by a link that works once`() throws {
        let store = try AccessStore()
        let link = try first(store)
        #expect(try !store.holdsInClear(link.text))
        #expect(
            try store.read { try OneTimeLinks.find(link.text, now: store.now, in: $0) }?.purpose
                == .firstAdministrator)
        let account = try redeemFirst(link, store)
        #expect(try store.signIn("quan.tri", new) == .right(account))
        #expect(throws: AccessRefusal.linkUnusable) { try redeemFirst(link, login: "quan.tri.2", store) }
        #expect(throws: AccessRefusal.alreadyBegun) { try first(store) }
        #expect(try store.count("account") == 1)
    }

    @Test func `a refused first account leaves the link usable`() throws {
        let store = try AccessStore()
        let link = try first(store)
        #expect(throws: AccessRefusal.loginMalformed) { try redeemFirst(link, login: "?", store) }
        _ = try redeemFirst(link, store)
    }

    @Test func `a link is over after a day, or when a newer one was made`() throws {
        let store = try AccessStore()
        let old = try first(store)
        store.pass(hours: 23)
        let new = try first(store)
        #expect(throws: AccessRefusal.linkUnusable) { try redeemFirst(old, store) }
        store.pass(hours: 24)
        #expect(try store.read { try OneTimeLinks.find(new.text, now: store.now, in: $0) } == nil)
        #expect(throws: AccessRefusal.linkUnusable) { try redeemFirst(new, store) }
    }

    @Test func `a password link sets the password, forgives wrong tries and ends every session`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let session = try store.session(for: account)
        for _ in 1...5 { _ = try store.signIn("lan.nt", "wrong wrong wrong") }
        let link = try reset(account.actor, store)
        #expect(try store.read { try OneTimeLinks.find(link.text, now: store.now, in: $0) }?.account?.login == "lan.nt")
        _ = try redeem(link, store)
        guard case .right = try store.signIn("lan.nt", new) else { throw Unexpected() }
        #expect(try store.signIn() == .refused)
        #expect(try !store.isLive(session.cookie))
        #expect(throws: AccessRefusal.linkUnusable) { try redeem(link, store) }
    }

    @Test func `a new account gets its first password by such a link`() throws {
        let store = try AccessStore()
        let account = try store.account(password: nil)
        #expect(try store.signIn() == .refused)
        _ = try redeem(try reset(account.actor, store), store)
        guard case .right = try store.signIn("lan.nt", new) else { throw Unexpected() }
    }

    @Test func `a password link lets no locked account in`() throws {
        let store = try AccessStore()
        let account = try store.account()
        try store.write { sql, random in
            try Accounts.setState(.locked, of: account.actor, by: nil, now: store.now, random: &random, in: sql)
        }
        _ = try redeem(try reset(account.actor, store), store)
        #expect(try store.signIn("lan.nt", new) == .refused)
    }

    @Test func `a link serves its own purpose alone, and there is none for an unknown or closed account`() throws {
        let store = try AccessStore()
        let link = try first(store)
        #expect(throws: AccessRefusal.linkUnusable) { try redeem(link, store) }
        #expect(throws: AccessRefusal.accountUnknown) { try reset("nobody", store) }
        let account = try store.account()
        try store.write { sql, random in
            try Accounts.setState(.closed, of: account.actor, by: nil, now: store.now, random: &random, in: sql)
        }
        #expect(throws: AccessRefusal.accountClosed) { try reset(account.actor, store) }
    }

    @Test func `a clock set back does not lengthen a link`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let link = try reset(account.actor, store)
        store.pass(hours: -1)
        #expect(throws: AccessRefusal.linkUnusable) { try redeem(link, store) }
        store.pass(hours: 1)
        _ = try redeem(link, store)
    }
}
