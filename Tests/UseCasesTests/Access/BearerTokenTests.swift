import Core
import Store
import Testing

@testable import UseCases

@Suite("Mã truy cập API")
struct BearerTokenTests {
    private func issue(
        _ account: Account, label: String = "Máy quét", days: Int = 90, _ store: AccessStore
    ) throws -> (secret: Secret, token: BearerToken) {
        try store.write { sql, random in
            try BearerTokens.issue(
                for: account.actor, label: label, days: days, by: account.actor, now: store.now, random: &random,
                in: sql)
        }
    }

    private func isValid(_ shown: String, _ store: AccessStore) throws -> Bool {
        if case .valid = try store.read({ try BearerTokens.find(shown, now: store.now, in: $0) }) { return true }
        return false
    }

    @Test func `a token is known by its prefix, and stands nowhere in the store`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let (secret, token) = try issue(account, store)
        #expect(secret.text.hasPrefix("mct_") && secret.text.count == 4 + 64)
        guard
            case .valid(let found, let owner, used: true) = try store.read({
                try BearerTokens.find(secret.text, now: store.now, in: $0)
            })
        else { throw Unexpected() }
        #expect(found == token)
        #expect(owner == account)
        #expect(try !store.holdsInClear(secret.text))
        #expect(try !store.holdsInClear(String(secret.text.dropFirst(4))))
    }

    @Test func `what is no token of ours is refused`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let (secret, _) = try issue(account, store)
        let session = try store.session(for: account)
        for shown in [
            "", "mct_", String(secret.text.dropLast()), secret.text + "0", secret.text.uppercased(),
            String(secret.text.dropFirst(4)), session.cookie.text, "mct_" + session.cookie.text,
            String(repeating: "mct_", count: 100_000),
        ] {
            #expect(try !isValid(shown, store))
        }
        guard case .none = try store.read({ try Sessions.find(cookie: secret.text, now: store.now, in: $0) })
        else { throw Unexpected() }
    }

    @Test func `a token ends on its day, or at once when it is revoked`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let month = try issue(account, days: 30, store)
        let other = try issue(account, store)
        func revoke(_ id: BearerTokenID, of actor: ActorID) throws {
            try store.write { sql, random in
                try BearerTokens.revoke(id, of: actor, by: actor, now: store.now, random: &random, in: sql)
            }
        }
        #expect(throws: AccessRefusal.tokenUnknown) { try revoke(other.token.id, of: "another") }
        try revoke(other.token.id, of: account.actor)
        #expect(throws: AccessRefusal.tokenUnknown) { try revoke(other.token.id, of: account.actor) }
        #expect(try !isValid(other.secret.text, store))
        store.pass(hours: 30 * 24 - 1)
        #expect(try isValid(month.secret.text, store))
        store.pass(hours: 1)
        #expect(try !isValid(month.secret.text, store))
        let listed = try store.read { try BearerTokens.list(of: account.actor, in: $0) }
        #expect(Set(listed.map(\.id)) == [month.token.id, other.token.id])
        #expect(listed.count { $0.revoked != nil } == 1)
    }

    @Test func `the day of last use is written once a day`() throws {
        let store = try AccessStore()
        let (secret, token) = try issue(try store.account(), store)
        func used() throws -> Bool {
            guard
                case .valid(_, _, let used) = try store.read({
                    try BearerTokens.find(secret.text, now: store.now, in: $0)
                })
            else { throw Unexpected() }
            return used
        }
        #expect(try used())
        try store.write { sql, _ in try BearerTokens.used(token, now: store.now, in: sql) }
        #expect(try !used())
        store.pass(hours: 14)
        #expect(try !used())
        store.pass(hours: 1)
        #expect(try used())
    }

    @Test func `a token has a label, a term and a limit`() throws {
        let store = try AccessStore()
        let account = try store.account()
        #expect(throws: AccessRefusal.label(.missing)) { try issue(account, label: "  ", store) }
        #expect(throws: AccessRefusal.label(.tooLong(most: 100))) {
            try issue(account, label: String(repeating: "M", count: 101), store)
        }
        for days in [0, -1, 367, Int.max] {
            #expect(throws: AccessRefusal.tokenDays(most: 366)) { try issue(account, days: days, store) }
        }
        for _ in 0..<BearerTokens.perAccountMax { _ = try issue(account, days: 1, store) }
        #expect(throws: AccessRefusal.tokensTooMany(most: 20)) { try issue(account, store) }
        store.pass(hours: 24)
        _ = try issue(account, store)
    }

    @Test func `too many wrong passwords do not stop a token, locking the account does`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let (secret, _) = try issue(account, store)
        for _ in 1...5 { _ = try store.signIn("lan.nt", "wrong wrong wrong") }
        #expect(try isValid(secret.text, store))
        try store.write { sql, random in
            try Accounts.setState(.locked, of: account.actor, by: nil, now: store.now, random: &random, in: sql)
        }
        #expect(try !isValid(secret.text, store))
        #expect(throws: AccessRefusal.accountUnknown) { try issue(account, store) }
    }

    @Test func `a token from before the clock was set back is refused, not lengthened`() throws {
        let store = try AccessStore()
        let (secret, _) = try issue(try store.account(), store)
        store.pass(minutes: -1)
        #expect(try isValid(secret.text, store))
        store.pass(hours: -1)
        #expect(try !isValid(secret.text, store))
    }
}
