import Core
import Dispatch
import Foundation
import Ledger
import PostgresEngine
import SQLiteEngine
import Store
import Synchronization
import TestEngines
import Testing

/// An engine the contract is held against.
struct TestEngine: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let open: @Sendable (DataFolder, StoreEngine.Settings, CommitHooks) throws -> StoreEngine

    static let all =
        [
            TestEngine(testDescription: "SQLite") { folder, settings, hooks in
                try StoreEngine.sqlite(folder, holder: "test", settings: settings, hooks: hooks)
            }
        ]
        + (TestPostgres.connection == nil
            ? []
            : [
                TestEngine(testDescription: "PostgreSQL") { folder, settings, hooks in
                    try StoreEngine.postgres(TestPostgres.place(for: folder), settings: settings, hooks: hooks)
                }
            ])
}

/// A store in a folder of its own, removed with it.
final class TestStore: Sendable {
    let folder: DataFolder
    let engine: StoreEngine
    let keyring: Keyring
    let writer: LedgerWriter
    let reader = LedgerReader(log: TestStore.log)

    static let log = LogID("h21")
    static let masterKey = [UInt8](repeating: 7, count: 32)
    static let noon = Instant(seconds: 1_763_600_400)

    init(
        _ kind: TestEngine, settings: StoreEngine.Settings = StoreEngine.Settings(readers: 2),
        hooks: CommitHooks = CommitHooks()
    ) throws {
        folder = TestStore.newFolder()
        engine = try kind.open(folder, settings, hooks)
        keyring = Keyring(master: try MasterKey(TestStore.masterKey), engine: engine)
        writer = LedgerWriter(log: TestStore.log, node: NodeID("h21"), keyring: keyring)
    }

    deinit {
        engine.close()
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    static func newFolder() -> DataFolder {
        DataFolder("\(FileManager.default.temporaryDirectory.path)/motcua-store-\(UUID().uuidString)")
    }

    /// Appends one record to a stream that holds `seen` records.
    @discardableResult
    func append(
        _ stream: StreamID, seen: Int, command: CommandID = "c", personal: String? = nil, now: Instant = noon,
        random: inout SeededRandom, in transaction: Transaction
    ) throws -> Record {
        let record = NewRecord(
            stream: stream, recordClass: .dossier, event: "received", expectedVersion: seen, at: now, actor: "a1",
            command: command, body: Array(#"{"n":\#(seen)}"#.utf8), personal: personal.map { Array($0.utf8) })
        return try #require(writer.append([record], now: now, random: &random, in: transaction).first)
    }

    /// The same as a transaction of its own, on the calling thread.
    @discardableResult
    func appendNow(
        _ stream: StreamID, seen: Int, command: CommandID = "c", personal: String? = nil, now: Instant = noon,
        random: inout SeededRandom
    ) throws -> Record {
        var source = random
        defer { random = source }
        return try engine.writeNow { transaction in
            try append(
                stream, seen: seen, command: command, personal: personal, now: now, random: &source, in: transaction)
        }
    }

    func read<T>(_ body: (LedgerReader, any SQLConnection) throws -> T) throws -> T {
        try engine.readNow { try body(reader, $0) }
    }

    /// Verifies the whole log against its head, and gives how many records it holds.
    func verify() throws -> Int {
        try engine.readNow { sql in
            guard let head = try reader.head(sql) else { return 0 }
            var records: [Record] = []
            try reader.eachRecord(sql) { records.append($0) }
            #expect(LedgerVerifier.firstFlaw(in: records, of: TestStore.log, head: head.frontier) == nil)
            return records.count
        }
    }
}

/// What a test throws where a use case would refuse.
enum TestRefusal: Error, Equatable { case refused }

/// The store's failure that `body` throws, or nil.
func failure<T>(_ body: () throws -> T) -> StoreError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? StoreError
    }
}

func failure<T: Sendable>(_ body: () async throws -> T) async -> StoreError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? StoreError
    }
}

/// Counts from any thread.
final class Counter: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }
    func add() { value.withLock { $0 += 1 } }
}

/// A fault that is armed by a test and fires once.
final class Armed: Sendable {
    private let state = Mutex((armed: false, fired: 0))

    var count: Int { state.withLock { $0.fired } }
    func arm() { state.withLock { $0.armed = $0.fired == 0 } }

    func fires() -> Bool {
        state.withLock { state in
            guard state.armed else { return false }
            state = (false, state.fired + 1)
            return true
        }
    }
}

/// Holds the writer's thread, so that what comes after waits together.
struct Gate {
    private let latch = DispatchSemaphore(value: 0)
    private let held: Task<Void, any Error>

    /// Returns once the writer is held.
    init(_ engine: StoreEngine) async throws {
        let (latch, reached) = (latch, Counter())
        held = Task {
            try await engine.write { _ in
                reached.add()
                latch.wait()
            }
        }
        while reached.count == 0 { try await Task.sleep(for: .milliseconds(1)) }
    }

    func open() async throws {
        latch.signal()
        try await held.value
    }
}
