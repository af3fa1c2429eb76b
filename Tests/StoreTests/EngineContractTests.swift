import Core
import Dispatch
import Store
import Testing

@Suite("Store engine")
struct EngineContractTests {
    static func table(_ engine: StoreEngine) throws {
        try engine.writeNow { transaction in
            _ = try transaction.sql.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT, bytes BLOB) STRICT")
        }
    }

    static func add(_ id: Int, _ transaction: Transaction, text: String = "x") throws {
        try transaction.sql.execute(
            "INSERT INTO note (id, text) VALUES (?1, ?2)", [SQLValue(id), .text(text)])
    }

    static func ids(_ engine: StoreEngine) throws -> [Int] {
        try engine.readNow { try $0.query("SELECT id FROM note ORDER BY id", []) { Int($0.integer(0)) } }
    }

    @Test(arguments: TestEngine.all)
    func `every kind of value comes back as it was written`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        let texts: [SQLValue] = [.text("Hồ sơ đã được tiếp nhận"), .text(""), .null]
        let blobs: [SQLValue] = [.blob([0, 1, 255]), .blob([]), .null]
        try store.engine.writeNow { transaction in
            for (index, (text, blob)) in zip(texts, blobs).enumerated() {
                try transaction.sql.execute(
                    "INSERT INTO note (id, text, bytes) VALUES (?1, ?2, ?3)", [SQLValue(index), text, blob])
            }
            try transaction.sql.execute("INSERT INTO note (id) VALUES (?1)", [.integer(.min)])
            try transaction.sql.execute("INSERT INTO note (id) VALUES (?1)", [.integer(.max)])
        }
        let rows = try store.engine.readNow { sql in
            try sql.query("SELECT id, text, bytes FROM note ORDER BY id", []) { row in
                [.integer(row.integer(0)), SQLValue(row.textOrNil(1)), SQLValue(row.blobOrNil(2))] as [SQLValue]
            }
        }
        let wanted =
            [[.integer(.min), .null, .null]]
            + zip(texts, blobs).enumerated().map { [SQLValue($0), $1.0, $1.1] } + [[.integer(.max), .null, .null]]
        #expect(rows == wanted)
    }

    @Test(arguments: TestEngine.all)
    func `a numbered parameter may stand several times and in any order`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        let sum = try store.engine.readNow { sql in
            try sql.first("SELECT ?2 - ?1 + ?2", [.integer(1), .integer(10)]) { $0.integer(0) }
        }
        #expect(sum == 19)
        #expect(
            failure { try store.engine.readNow { try $0.first("SELECT ?1", []) { $0.integer(0) } } }?.code == .statement
        )
    }

    @Test(arguments: TestEngine.all)
    func `the same statement may run inside its own rows`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        try store.engine.writeNow { for id in 1...3 { try Self.add(id, $0) } }
        let pairs = try store.engine.readNow { sql in
            let select = "SELECT id FROM note ORDER BY id"
            return try sql.query(select, []) { outer in
                try sql.query(select, []) { inner in outer.integer(0) * 10 + inner.integer(0) }
            }
        }
        #expect(pairs == [[11, 12, 13], [21, 22, 23], [31, 32, 33]])
    }

    @Test(arguments: TestEngine.all)
    func `more statements than are kept still work`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        let answers = try store.engine.readNow { sql in
            try (0..<1000).map { number in try sql.first("SELECT \(number)") { Int($0.integer(0)) } }
        }
        #expect(answers == Array(0..<1000))
    }

    @Test(arguments: TestEngine.all)
    func `a refusal undoes its own job and is thrown to its caller as it is`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        try await store.engine.write { try Self.add(1, $0) }
        await #expect(throws: TestRefusal.refused) {
            try await store.engine.write { transaction in
                try Self.add(2, transaction)
                throw TestRefusal.refused
            }
        }
        #expect(try Self.ids(store.engine) == [1])
    }

    @Test(arguments: TestEngine.all)
    func `one failing job in a shared commit takes nobody with it`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        let failed = try await Self.together(store.engine, count: 40) { id, transaction in
            try Self.add(id, transaction)
            if id % 7 == 0 { throw TestRefusal.refused }
            if id % 11 == 0 { try Self.add(id, transaction) }
        }
        #expect(failed == (0..<40).filter { $0 % 7 == 0 || $0 % 11 == 0 })
        #expect(try Self.ids(store.engine) == (0..<40).filter { $0 % 7 != 0 && $0 % 11 != 0 })
    }

    /// Holds the writer until `count` jobs wait, lets them share one commit, and gives those that failed.
    static func together(
        _ engine: StoreEngine, count: Int, needing needs: WriteNeeds = .none,
        _ job: @escaping @Sendable (Int, Transaction) throws -> Void
    ) async throws -> [Int] {
        let gate = try await Gate(engine)
        return try await withThrowingTaskGroup(of: Int?.self) { group in
            for id in 0..<count {
                group.addTask {
                    do {
                        try await engine.write(needing: needs) { try job(id, $0) }
                        return nil
                    } catch { return id }
                }
            }
            while engine.waiting.writes < count { try await Task.sleep(for: .milliseconds(2)) }
            try await gate.open()
            var failed: [Int] = []
            for try await id in group { if let id { failed.append(id) } }
            return failed.sorted()
        }
    }

    @Test(arguments: TestEngine.all)
    func `a full queue answers busy at once`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind, settings: .init(readers: 1, writeQueue: 3))
        let engine = store.engine
        let gate = try await Gate(engine)
        let waiting = (0..<3).map { _ in Task { try await engine.write { _ in } } }
        while engine.waiting.writes < 3 { try await Task.sleep(for: .milliseconds(2)) }
        let refused = await failure { try await engine.write { _ in } }
        #expect(refused?.code == .busy && refused?.retry == .afterSeconds(1))
        try await gate.open()
        for task in waiting { try await task.value }
    }

    @Test(arguments: TestEngine.all)
    func `after closing every call says so and nothing hangs`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind)
        store.engine.close()
        #expect(await failure { try await store.engine.write { _ in } }?.code == .closed)
        #expect(await failure { try await store.engine.read { _ in } }?.code == .closed)
        #expect(await failure { try store.engine.readNow { _ in } }?.code == .closed)
        #expect(await failure { try store.engine.writeNow { _ in } }?.code == .closed)
    }

    @Test(arguments: TestEngine.all)
    func `what waits when the store closes is still carried out`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        let engine = store.engine
        let writes = (1...50).map { id in Task { try await engine.write { try Self.add(id, $0) } } }
        try await writes[0].value
        engine.close()
        var done: [Int] = []
        for (index, write) in writes.enumerated() {
            let refused = await failure { try await write.value }
            #expect(refused == nil || refused?.code == .closed)
            if refused == nil { done.append(index + 1) }
        }
        let again = try kind.open(store.folder, .init(), CommitHooks())
        #expect(try Self.ids(again) == done)
        again.close()
    }

    @Test(arguments: TestEngine.all)
    func `a read sees one state while others write`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        let engine = store.engine
        let (before, after) = try engine.readNow { sql in
            let count = "SELECT count(*) FROM note"
            let before = try sql.first(count) { $0.integer(0) }
            try engine.writeNow { try Self.add(1, $0) }
            return (before, try sql.first(count) { $0.integer(0) })
        }
        #expect(before == 0 && after == 0)
        #expect(try Self.ids(engine) == [1])
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestEngine.all)
    func `calls that block leave the tasks of the program running`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind, settings: .init(readers: 6, workers: 6))
        let engine = store.engine
        let (latch, blocked) = (DispatchSemaphore(value: 0), Counter())
        let wait: @Sendable () -> Void = {
            blocked.add()
            latch.wait()
        }
        let reads = (0..<6).map { _ in Task { try await engine.read { _ in wait() } } }
        let works = (0..<6).map { _ in Task { try await engine.offload(wait) } }
        let write = Task { try await engine.write { _ in wait() } }
        // On the cooperative pool, which has a thread a core, the first of them would stop this loop for ever.
        while blocked.count < 13 { try await Task.sleep(for: .milliseconds(1)) }
        for _ in 0..<13 { latch.signal() }
        for task in reads + works + [write] { try await task.value }
    }

    @Test(arguments: TestEngine.all)
    func `a read may read on another connection, as other work may`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        let engine = store.engine
        #expect(try await engine.read { _ in try Self.ids(engine) } == [])
        #expect(try await engine.offload { try Self.ids(engine) } == [])
        #expect(try await engine.write { _ in try Self.ids(engine) } == [])
    }

    @Test(arguments: TestEngine.all)
    func `a reading connection takes no writes`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        #expect(failure { try store.engine.readNow { try $0.execute("DELETE FROM note") } }?.code == .readOnly)
    }

    @Test(arguments: TestEngine.all)
    func `a bulk commits in turns and loses only what was not yet committed`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        #expect(throws: TestRefusal.refused) {
            try store.engine.bulkNow(every: 10) { bulk in
                for id in 0..<25 { try bulk.run { try Self.add(id, $0) } }
                #expect(bulk.committed == 20)
                throw TestRefusal.refused
            }
        }
        #expect(try Self.ids(store.engine) == Array(0..<20))
    }

    @Test(arguments: TestEngine.all)
    func `a job that fails within a bulk is undone alone`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        try store.engine.bulkNow(every: 100) { bulk in
            for id in 0..<10 {
                _ = failure {
                    try bulk.run { transaction in
                        try Self.add(id, transaction)
                        if id == 4 { throw StoreError(.busy, "test", at: "test") }
                    }
                }
            }
        }
        #expect(try Self.ids(store.engine) == [0, 1, 2, 3, 5, 6, 7, 8, 9])
    }

    @Test(arguments: TestEngine.all)
    func `what waits for a commit is dropped with its job`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind)
        let calls = Counter()
        _ = try await Self.together(store.engine, count: 10) { id, transaction in
            transaction.afterCommit { calls.add() }
            if id < 4 { throw TestRefusal.refused }
        }
        #expect(calls.count == 6)
    }

    @Test(arguments: TestEngine.all)
    func `a refusal before any change does not make the others begin anew`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        let runs = Counter()
        let failed = try await Self.together(store.engine, count: 10) { id, transaction in
            runs.add()
            _ = try transaction.sql.first("SELECT count(*) FROM note") { $0.integer(0) }
            if id < 4 { throw TestRefusal.refused }
            try Self.add(id, transaction)
        }
        #expect(failed == [0, 1, 2, 3])
        #expect(try Self.ids(store.engine) == Array(4..<10))
        #expect(runs.count == 10)
    }

    @Test(arguments: TestEngine.all)
    func `a job whose own statement fails is told why, alone and beside others`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        try await store.engine.write { try Self.add(100, $0) }
        for beside in [false, true] {
            do {
                if beside {
                    _ = try await Self.together(store.engine, count: 4) { id, transaction in
                        do { try Self.add(id == 0 ? 100 : id, transaction) } catch let error as StoreError {
                            #expect(error.code == .duplicate || error.code == .constraint)
                            throw error
                        }
                    }
                } else {
                    try await store.engine.write { try Self.add(100, $0) }
                    Issue.record("a second row of the same number was taken")
                }
            } catch let error as StoreError { #expect(error.code == .duplicate || error.code == .constraint) }
        }
        #expect(try Self.ids(store.engine) == [1, 2, 3, 100])
    }

    @Test(arguments: TestEngine.all)
    func `a row that nobody waited for and that fails is never taken for stored`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        try await store.engine.write { try Self.add(100, $0) }
        let failed = try await Self.together(store.engine, count: 8) { id, transaction in
            if id == 0 {
                try transaction.sql.post("INSERT INTO note (id, text) VALUES (?1, ?2)", [.integer(100), .text("x")])
            } else {
                try Self.add(id, transaction)
                if id == 1 { throw TestRefusal.refused }
            }
        }
        #expect(failed == [0, 1])
        #expect(try Self.ids(store.engine) == Array(2..<8) + [100])
    }

    @Test(arguments: TestEngine.all)
    func `a refusal after a change takes back its own part alone`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind)
        try Self.table(store.engine)
        let runs = Counter()
        let failed = try await Self.together(store.engine, count: 10) { id, transaction in
            runs.add()
            try Self.add(id, transaction)
            if id < 4 { throw TestRefusal.refused }
        }
        #expect(failed == [0, 1, 2, 3])
        #expect(try Self.ids(store.engine) == Array(4..<10))
        #expect(runs.count > 10)
    }
}
