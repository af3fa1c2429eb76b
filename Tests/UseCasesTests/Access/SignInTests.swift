import Core
import Store
import TestEngines
import Testing

@testable import UseCases

@Suite("Đăng nhập")
struct SignInTests {
    @Test func `the right password signs in, whatever case the login is typed in`() throws {
        let store = try AccessStore()
        let account = try store.account()
        #expect(try store.signIn() == .right(account))
        #expect(try store.signIn("  LAN.NT ") == .right(account))
    }

    @Test func `a wrong password, an unknown login and an account out of use get one and the same answer`() throws {
        let store = try AccessStore()
        try store.account()
        let locked = try store.account("binh.tv")
        let closed = try store.account("cuong.lh")
        try store.account("portal", password: nil)
        try store.write { sql, random in
            try Accounts.setState(.locked, of: locked.actor, by: nil, now: store.now, random: &random, in: sql)
            try Accounts.setState(.closed, of: closed.actor, by: nil, now: store.now, random: &random, in: sql)
        }
        #expect(try store.signIn("lan.nt", "not this one at all") == .refused)
        #expect(try store.signIn("nobody") == .refused)
        #expect(try store.signIn("binh.tv") == .refused)
        #expect(try store.signIn("cuong.lh") == .refused)
        #expect(try store.signIn("portal", "") == .refused)
        #expect(try store.signIn("", "") == .refused)
        #expect(try store.signIn(String(repeating: "ẳ", count: 100_000)) == .refused)
    }

    @Test func `an unknown login derives a key of the same cost as a known one`() throws {
        let store = try AccessStore()
        try store.account()
        store.settings.cost = try #require(PasswordCost(rounds: 5, blockSize: 8, parallelism: 2))
        try store.account("binh.tv")
        var costs: [PasswordCost] = []
        for login in ["binh.tv", "nobody"] {
            guard case .ready(let check) = try store.begin(login) else { throw Unexpected() }
            let checked = try check.run(Password("not this one at all"), random: &store.random)
            #expect(!checked.isRight)
            costs.append(checked.cost)
        }
        #expect(costs == [store.settings.cost, store.settings.cost])
    }

    @Test func `after five wrong tries a login is locked for a quarter of an hour, known or not`() throws {
        let store = try AccessStore()
        let account = try store.account()
        for login in ["lan.nt", "nobody"] {
            let until = store.now.adding(minutes: 15)
            for _ in 1...4 { #expect(try store.signIn(login, "wrong wrong wrong") == .refused) }
            #expect(try store.signIn(login, "wrong wrong wrong") == .wait(until: until))
            #expect(try store.signIn(login) == .wait(until: until))
        }
        store.pass(minutes: 14)
        guard case .wait = try store.signIn() else { throw Unexpected() }
        store.pass(minutes: 1)
        #expect(try store.signIn() == .right(account))
    }

    @Test func `the right password wipes the count, and tries far apart are not added up`() throws {
        let store = try AccessStore()
        let account = try store.account()
        for _ in 1...4 {
            for _ in 1...4 { #expect(try store.signIn("lan.nt", "wrong wrong wrong") == .refused) }
            #expect(try store.signIn() == .right(account))
        }
        for _ in 1...20 {
            #expect(try store.signIn("lan.nt", "wrong wrong wrong") == .refused)
            store.pass(minutes: 15)
        }
    }

    @Test func `a lock begins anew after it is over`() throws {
        let store = try AccessStore()
        try store.account()
        for _ in 1...3 {
            for _ in 1...4 { #expect(try store.signIn("lan.nt", "wrong wrong wrong") == .refused) }
            guard case .wait = try store.signIn("lan.nt", "wrong wrong wrong") else { throw Unexpected() }
            store.pass(minutes: 15)
        }
    }

    @Test func `tries made side by side do not get past the limit`() throws {
        let store = try AccessStore()
        let account = try store.account()
        guard case .ready(let check) = try store.begin("lan.nt") else { throw Unexpected() }
        let wrong = try check.run(Password("wrong wrong wrong"), random: &store.random)
        let right = try check.run(Password(AccessStore.password), random: &store.random)
        for _ in 1...4 { #expect(try store.finish(wrong) == .refused) }
        guard case .wait = try store.finish(wrong) else { throw Unexpected() }
        guard case .wait = try store.finish(right) else { throw Unexpected() }
        store.pass(minutes: 15)
        #expect(try store.finish(right) == .right(account))
    }

    @Test func `a password that was changed meanwhile no longer counts`() throws {
        let store = try AccessStore()
        let account = try store.account()
        guard case .ready(let check) = try store.begin("lan.nt") else { throw Unexpected() }
        let right = try check.run(Password(AccessStore.password), random: &store.random)
        let other = try PasswordVerifier(Password("another one altogether"), cost: .lowest, random: &store.random)
        try store.write { sql, _ in
            try AccountTable.setPassword(
                StoredPassword(verifier: other.text, set: store.now, mustChange: false), of: account.actor, in: sql)
        }
        #expect(try store.finish(right) == .refused)
    }

    @Test func `the next sign-in raises the cost of an old verifier`() throws {
        let store = try AccessStore()
        let account = try store.account()
        store.settings.cost = try #require(PasswordCost(rounds: 5, blockSize: 8, parallelism: 1))
        #expect(try store.signIn("lan.nt", "wrong wrong wrong") == .refused)
        #expect(try verifier(of: account, store)?.cost == .lowest)
        guard case .right = try store.signIn() else { throw Unexpected() }
        #expect(try verifier(of: account, store)?.cost == store.settings.cost)
        guard case .right(let again) = try store.signIn() else { throw Unexpected() }
        #expect(again.password?.set == account.password?.set)
    }

    @Test func `an administrator can spare somebody the wait`() throws {
        let store = try AccessStore()
        let account = try store.account()
        for _ in 1...5 { _ = try store.signIn("lan.nt", "wrong wrong wrong") }
        try store.write { sql, _ in try SignIn.forgive(login: "Lan.NT", sealer: store.sealer, in: sql) }
        #expect(try store.signIn() == .right(account))
    }

    @Test func `a clock set back does not lengthen a lock, one that was wrong locks nobody out for years`() throws {
        let store = try AccessStore()
        let account = try store.account()
        for _ in 1...5 { _ = try store.signIn("lan.nt", "wrong wrong wrong") }
        store.pass(minutes: 10)
        guard case .wait = try store.signIn() else { throw Unexpected() }
        store.pass(minutes: -9)
        guard case .wait = try store.signIn() else { throw Unexpected() }
        store.pass(hours: -24)
        #expect(try store.signIn() == .right(account))
        store.pass(hours: 24 * 3650)
        for _ in 1...5 { _ = try store.signIn("lan.nt", "wrong wrong wrong") }
        store.pass(hours: -24 * 3650)
        #expect(try store.signIn() == .right(account))
    }

    @Test(.disabled(if: ChosenEngine.isPostgres, "looks through the files of SQLite"))
    func `what was typed stands nowhere in the store`() throws {
        let store = try AccessStore()
        try store.account()
        _ = try store.signIn("Matkhau-go-nham-o", "wrong wrong wrong")
        _ = try store.signIn("lan.nt", "wrong wrong wrong")
        #expect(try store.holdsInClear("lan.nt"))
        for typed in ["Matkhau-go-nham-o", "matkhau-go-nham-o", "wrong wrong wrong", AccessStore.password] {
            #expect(try !store.holdsInClear(typed), "\(typed)")
        }
    }

    @Test func `one's own password is changed with the old one, and other sessions end`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let here = try store.session(for: account)
        let elsewhere = try store.session(for: account)
        let new = "Hoa sen nở tháng sáu"
        func change(_ old: String, to new: String) throws -> SignIn.Outcome {
            guard case .ready(let check) = try store.begin("lan.nt") else { throw Unexpected() }
            let change = try PasswordChange.derive(
                check, login: "lan.nt", old: Password(old), new: Password(new), settings: store.settings,
                random: &store.random)
            return try store.write { sql, random in
                try PasswordChange.finish(
                    change, session: here.session.id, settings: store.settings, now: store.now, random: &random,
                    in: sql)
            }
        }
        #expect(throws: AccessRefusal.password(.sameAsOld)) {
            try change(AccessStore.password, to: AccessStore.password)
        }
        #expect(throws: AccessRefusal.password(.tooShort(least: 14))) { try change(AccessStore.password, to: "ngắn") }
        #expect(try change("wrong wrong wrong", to: new) == .refused)
        guard case .right = try change(AccessStore.password, to: new) else { throw Unexpected() }
        #expect(try store.signIn() == .refused)
        guard case .right = try store.signIn("lan.nt", new) else { throw Unexpected() }
        #expect(try store.isLive(here.cookie))
        #expect(try !store.isLive(elsewhere.cookie))
    }

    private func verifier(of account: Account, _ store: AccessStore) throws -> PasswordVerifier? {
        try store.read { try AccountTable.find(account.actor, in: $0) }?.password.flatMap {
            PasswordVerifier($0.verifier)
        }
    }
}

/// An answer of another shape than the test is about.
struct Unexpected: Error {}

extension AccessStore {
    func find(_ cookie: Secret) throws -> Sessions.Lookup {
        try read { try Sessions.find(cookie: cookie.text, now: now, in: $0) }
    }

    func isLive(_ cookie: Secret) throws -> Bool {
        if case .live = try find(cookie) { return true }
        return false
    }
}
