import Core
import Ledger
import Store
import Testing

/// Each commit broken once before and once after it was stored; the command id tells which it was.
@Suite("Faults of a commit")
struct FaultTests {
    static let full = StoreError(.diskFull, "injected", at: "test")

    /// A store whose next commit fails once `armed` is.
    private static func store(_ kind: TestEngine, before: Bool, armed: Armed) throws -> TestStore {
        let hook: @Sendable () throws -> Void = { if armed.fires() { throw full } }
        return try TestStore(kind, hooks: before ? CommitHooks(beforeCommit: hook) : CommitHooks(afterCommit: hook))
    }

    private static func receive(_ store: TestStore, _ command: CommandID) async throws {
        try await store.engine.write { transaction in
            var random = SeededRandom(seed: 1)
            // What every use case does first: the same command gives the same answer and nothing new.
            guard try store.reader.records(command: command, transaction.sql).isEmpty else { return }
            try store.append("s1", seen: 0, command: command, personal: "Lan", random: &random, in: transaction)
        }
    }

    @Test(arguments: TestEngine.all)
    func `a commit that failed before it was stored leaves nothing, and the command may be given again`(
        _ kind: TestEngine
    ) async throws {
        let armed = Armed()
        let store = try Self.store(kind, before: true, armed: armed)
        armed.arm()
        #expect(await failure { try await Self.receive(store, "c1") } == Self.full)
        #expect(try store.read { try $0.records(command: "c1", $1) }.isEmpty)
        try await Self.receive(store, "c1")
        #expect(try store.verify() == 1)
        let record = try #require(try store.read { try $0.records(command: "c1", $1) }.first)
        #expect(try store.keyring.openPersonal(record) == Array("Lan".utf8))
    }

    @Test(arguments: TestEngine.all)
    func `a commit that was stored and not answered is found by its command, and given again it adds nothing`(
        _ kind: TestEngine
    ) async throws {
        let armed = Armed()
        let store = try Self.store(kind, before: false, armed: armed)
        armed.arm()
        let lost = await failure { try await Self.receive(store, "c1") }
        #expect(lost?.code == .commitUnknown && lost?.retry == .afterLookingUp)
        #expect(try store.read { try $0.records(command: "c1", $1) }.count == 1)
        try await Self.receive(store, "c1")
        #expect(try store.verify() == 1)
    }

    @Test(arguments: TestEngine.all)
    func `callers that shared a commit that failed each get a turn of their own`(_ kind: TestEngine) async throws {
        let armed = Armed()
        let store = try Self.store(kind, before: true, armed: armed)
        let failed = try await EngineContractTests.together(store.engine, count: 20) { id, transaction in
            if id == 0 { armed.arm() }
            var random = SeededRandom(seed: UInt64(id))
            try store.append(StreamID("s\(id)"), seen: 0, personal: "Lan", random: &random, in: transaction)
        }
        #expect(failed.isEmpty && armed.count == 1)
        #expect(try store.verify() == 20)
    }

    @Test(arguments: TestEngine.all)
    func `callers that shared a commit without an answer are all told to look`(_ kind: TestEngine) async throws {
        let armed = Armed()
        let store = try Self.store(kind, before: false, armed: armed)
        let failed = try await EngineContractTests.together(store.engine, count: 20) { id, transaction in
            if id == 0 { armed.arm() }
            var random = SeededRandom(seed: UInt64(id))
            try store.append(StreamID("s\(id)"), seen: 0, random: &random, in: transaction)
        }
        #expect(failed == Array(0..<20))
        #expect(try store.verify() == 20)
    }

    @Test(arguments: TestEngine.all)
    func `a bulk goes on after a commit that failed`(_ kind: TestEngine) throws {
        let armed = Armed()
        let store = try Self.store(kind, before: true, armed: armed)
        var random = SeededRandom(seed: 2)
        try store.engine.bulkNow(every: 5) { bulk in
            var seen = 0
            while seen < 20 {
                if seen == 9, armed.count == 0 { armed.arm() }
                let lost = failure {
                    try bulk.run { try store.append("s1", seen: seen, personal: "x", random: &random, in: $0) }
                }
                seen = lost == nil ? seen + 1 : bulk.committed
            }
        }
        #expect(armed.count == 1)
        #expect(try store.verify() == 20)
    }
}
