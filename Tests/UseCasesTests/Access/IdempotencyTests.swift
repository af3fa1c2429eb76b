import Core
import Store
import Testing

@testable import UseCases

@Suite("Gửi hai lần chỉ làm một lần")
struct IdempotencyTests {
    private let body = Array(#"{"procedure":"1.001193"}"#.utf8)
    private let route = "POST /api/v1/dossiers"

    /// Carries out a command that leaves a row behind, and answers with its number.
    private static func submit(
        _ key: String, actor: ActorID = "a", route: String, body: [UInt8], sealer: any Sealer, now: Instant,
        random: inout SeededRandom, in transaction: Transaction
    ) throws -> (answer: StoredAnswer, repeated: Bool) {
        let key = try IdempotencyKey(key)
        let id = random.id()
        return try Idempotency.once(
            key, actor: actor, route: route, body: body, sealer: sealer, now: now, random: &random,
            in: transaction
        ) {
            try transaction.sql.execute(
                "INSERT INTO attempt (kind, subject, at, id) VALUES ('test', ?1, 0, ?2)",
                [.blob(Array(key.text.utf8)), .text(id)])
            return StoredAnswer(code: 201, body: Array("{\"number\":\"N\(id)\",\"secret\":\"BIMAT\"}".utf8))
        }
    }

    private func submit(
        _ key: String, actor: ActorID = "a", route: String? = nil, body: [UInt8]? = nil, _ store: AccessStore
    ) throws -> (answer: StoredAnswer, repeated: Bool) {
        try store.commit { transaction, random in
            try IdempotencyTests.submit(
                key, actor: actor, route: route ?? self.route, body: body ?? self.body, sealer: store.sealer,
                now: store.now, random: &random, in: transaction)
        }
    }

    @Test func `the same request twice makes one dossier and gives the same answer`() throws {
        let store = try AccessStore()
        let first = try submit("k-1", store)
        store.pass(hours: 24 * 6)
        let second = try submit("k-1", store)
        #expect(!first.repeated && second.repeated)
        #expect(second.answer == first.answer)
        #expect(try store.count("attempt") == 1)
        #expect(try !store.holdsInClear("BIMAT"))
    }

    @Test func `the same key with another body or route is refused, and changes nothing`() throws {
        let store = try AccessStore()
        let first = try submit("k-1", store)
        #expect(throws: AccessRefusal.idempotencyKeyReused) { try submit("k-1", body: [], store) }
        #expect(throws: AccessRefusal.idempotencyKeyReused) { try submit("k-1", route: "POST /api/v1/x", store) }
        #expect(try submit("k-1", store).answer == first.answer)
        #expect(try store.count("attempt") == 1)
    }

    @Test func `another account's key and another key are other requests`() throws {
        let store = try AccessStore()
        _ = try submit("k-1", store)
        #expect(try !submit("k-1", actor: "b", store).repeated)
        #expect(try !submit("k-2", store).repeated)
        #expect(try store.count("attempt") == 3)
    }

    @Test func `what is refused leaves nothing behind and may be tried again`() throws {
        let store = try AccessStore()
        let key = try IdempotencyKey("k-1")
        #expect(throws: Unexpected.self) {
            try store.commit { transaction, random in
                try Idempotency.once(
                    key, actor: "a", route: route, body: body, sealer: store.sealer, now: store.now, random: &random,
                    in: transaction
                ) { throw Unexpected() }
            }
        }
        #expect(try store.count("idempotency") == 0)
        #expect(try !submit("k-1", store).repeated)
    }

    @Test func `after seven days a key may be used anew, purged or not`() throws {
        let store = try AccessStore()
        _ = try submit("k-1", store)
        store.pass(hours: 24 * 7)
        #expect(try !submit("k-1", body: [], store).repeated)
        #expect(try submit("k-1", body: [], store).repeated)
        #expect(try store.count("attempt") == 2)
    }

    @Test func `a clock set back does not let a request be done twice`() throws {
        let store = try AccessStore()
        _ = try submit("k-1", store)
        store.pass(hours: -24 * 30)
        #expect(try submit("k-1", store).repeated)
        _ = try store.write { sql, _ in try AccessPurge.run(settings: store.settings, now: store.now, in: sql) }
        #expect(try submit("k-1", store).repeated)
        store.pass(hours: 24 * 7)
        #expect(try !submit("k-1", store).repeated)
    }

    @Test func `thirty callers at once with one key get one answer`() async throws {
        let store = try AccessStore()
        let (engine, sealer, now, route, body) = (store.engine, store.sealer, store.now, route, body)
        let answers = try await withThrowingTaskGroup(of: StoredAnswer.self) { group in
            for seed in 1...30 {
                group.addTask {
                    try await engine.write { transaction in
                        var random = SeededRandom(seed: UInt64(seed))
                        return try IdempotencyTests.submit(
                            "k-1", route: route, body: body, sealer: sealer, now: now, random: &random,
                            in: transaction
                        ).answer
                    }
                }
            }
            return try await group.reduce(into: Set<StoredAnswer>()) { $0.insert($1) }
        }
        #expect(answers.count == 1)
        #expect(try store.count("attempt") == 1)
    }

    @Test func `stored but never answered, the next sending gets the answer`() throws {
        let broken = Once()
        let store = try AccessStore(hooks: CommitHooks(afterCommit: { try broken.fail() }))
        broken.arm()
        #expect(throws: StoreError(.commitUnknown, "", at: "")) { try submit("k-1", store) }
        #expect(try submit("k-1", store).repeated)
        #expect(try store.count("attempt") == 1)
    }

    @Test func `a key is visible ASCII, with or without quotation marks`() throws {
        #expect(try IdempotencyKey("\"8e03978e-40d5\"").text == "8e03978e-40d5")
        #expect(try IdempotencyKey(String(repeating: "k", count: 128)).text.count == 128)
        for text in ["", "\"\"", "a b", "khóa", "a\"b", "a\\b", "a\n", String(repeating: "k", count: 129)] {
            #expect(throws: AccessRefusal.idempotencyKeyMalformed, "\(text)") { try IdempotencyKey(text) }
        }
    }
}
