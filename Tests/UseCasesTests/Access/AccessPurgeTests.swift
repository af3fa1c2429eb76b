import Core
import Store
import Testing

@testable import UseCases

@Suite("Dọn dữ liệu hết hạn")
struct AccessPurgeTests {
    private func purge(_ store: AccessStore, limit: Int = AccessPurge.batch) throws -> AccessPurge.Outcome {
        try store.write { sql, _ in try AccessPurge.run(settings: store.settings, now: store.now, limit: limit, in: sql)
        }
    }

    /// One row of everything that ends by itself.
    private func fill(_ store: AccessStore, _ account: Account) throws {
        let (_, session) = try store.session(for: account)
        let path = ReturnPath("/ho-so")
        try store.commit { transaction, random in
            let sql = transaction.sql
            let token = FormToken.make(secret: session.formSecret, random: &random)
            if let path {
                _ = try HeldForms.keep(
                    [], to: path, token: token, of: session, sealer: store.sealer, now: store.now, random: &random,
                    in: sql)
            }
            _ = try OneTimeLinks.makePassword(
                for: account.actor, by: nil, now: store.now, random: &random, in: sql)
            _ = try OneTimeCodes.make(
                for: DossierID(random.id()), .fetch, by: CodeOnScreen(), sealer: store.sealer, now: store.now,
                random: &random, in: sql)
            _ = try Drafts.begin(
                "1.001193", step: "a", visitor: Secret(random: &random).text, sealer: store.sealer, now: store.now,
                random: &random, in: sql)
            _ = try Idempotency.once(
                try IdempotencyKey(random.id()), actor: account.actor, route: "POST /", body: [],
                sealer: store.sealer, now: store.now, random: &random, in: transaction
            ) { StoredAnswer(code: 201, body: []) }
        }
        _ = try store.signIn("nobody-\(store.random.next())", "wrong wrong wrong")
    }

    private let tables = [
        "session", "held_form", "one_time_link", "one_time_code", "attempt", "login_guard", "draft", "idempotency",
    ]

    private func counts(_ store: AccessStore) throws -> [Int] { try tables.map { try store.count($0) } }

    @Test func `nothing is removed before its time, everything after it`() throws {
        let store = try AccessStore()
        try fill(store, try store.account())
        #expect(try counts(store) == [1, 1, 1, 1, 1, 1, 1, 1])
        #expect(try purge(store).removed == 0)
        let ends: [(minutes: Int, left: [Int])] = [
            (9, [1, 1, 1, 1, 1, 1, 1, 1]),
            (10, [1, 1, 1, 0, 1, 1, 1, 1]),
            (60, [1, 1, 1, 0, 0, 1, 1, 1]),
            (8 * 60, [1, 0, 1, 0, 0, 1, 1, 1]),
            (16 * 60, [1, 0, 1, 0, 0, 1, 1, 1]),
            (16 * 60 + 1, [0, 0, 1, 0, 0, 1, 1, 1]),
            (24 * 60, [0, 0, 0, 0, 0, 1, 1, 1]),
            (24 * 60 + 1, [0, 0, 0, 0, 0, 0, 1, 1]),
            (7 * 24 * 60 - 1, [0, 0, 0, 0, 0, 0, 1, 1]),
            (7 * 24 * 60, [0, 0, 0, 0, 0, 0, 0, 0]),
        ]
        let begun = store.now
        for (minutes, left) in ends {
            store.now = begun.adding(minutes: minutes)
            _ = try purge(store)
            #expect(try counts(store) == left, "after \(minutes) minutes")
        }
        #expect(try store.count("account") == 1)
        #expect(try store.count("audit_line") > 0)
    }

    @Test func `it goes in small batches and says when there is more`() throws {
        let store = try AccessStore()
        let account = try store.account()
        for _ in 1...7 {
            try fill(store, account)
            store.pass(minutes: 1)
        }
        store.pass(hours: 24 * 8)
        var batches = 0
        var drafts: Set<DossierID> = []
        var more = true
        while more {
            let outcome = try purge(store, limit: 3)
            #expect(outcome.removed <= 3 * tables.count)
            drafts.formUnion(outcome.drafts.map(\.dossier))
            more = outcome.more
            batches += 1
        }
        #expect(batches == 3)
        #expect(drafts.count == 7)
        #expect(try counts(store).allSatisfy { $0 == 0 })
    }

    @Test func `rows from a clock that was years ahead do not stay for years, and no work is lost`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let right = store.now
        store.pass(hours: 24 * 3650)
        try fill(store, account)
        store.now = right
        _ = try purge(store)
        // What lets somebody in goes at once; what keeps work or an answer stays for its full time from now.
        #expect(try counts(store) == [0, 1, 0, 0, 0, 0, 1, 1])
        store.pass(hours: 8)
        _ = try purge(store)
        #expect(try store.count("held_form") == 0)
        store.pass(hours: 24 * 7 - 8)
        _ = try purge(store)
        #expect(try counts(store).allSatisfy { $0 == 0 })
    }
}
