import Core
import Ledger
@testable import Store
import Testing

/// What callers of one commit know of each other's rows before anything of them is on disk.
@Suite("Shared commit")
struct SharedCommitTests {
    private static let key = AnswerKey("a1", "k-1")
    /// Told beforehand or not, the outcome is the same.
    private static let told = [
        WriteNeeds.none, WriteNeeds(streams: [StreamOfLog("s1", of: TestStore.log)], answers: [key]),
    ]

    private static func answer(_ code: Int) -> IdempotencyRow {
        IdempotencyRow(route: "POST /x", digest: [1], created: TestStore.noon, answer: code, sealed: [7])
    }

    /// Adds a row that nobody waits for.
    private static func post(_ id: Int, _ transaction: Transaction, to table: String = "note") throws {
        try transaction.sql.post("INSERT INTO \(table) (id, text) VALUES (?1, ?2)", [SQLValue(id), .text("x")])
    }

    private static func count(_ table: String, _ sql: any SQLConnection) throws -> Int {
        try sql.first("SELECT count(*) FROM \(table)") { Int($0.integer(0)) } ?? 0
    }

    @Test(arguments: TestEngine.all)
    func `two equal keys in one commit are answered once`(_ kind: TestEngine) async throws {
        for needs in Self.told {
            let (store, kept, repeated) = (try TestStore(kind), Counter(), Counter())
            let failed = try await EngineContractTests.together(store.engine, count: 8, needing: needs) {
                _, transaction in
                if let known = try transaction.answer(under: Self.key) {
                    #expect(known == Self.answer(201))
                    repeated.add()
                } else {
                    try transaction.keep(Self.answer(201), under: Self.key)
                    kept.add()
                }
            }
            #expect(failed == [] && kept.count == 1 && repeated.count == 7)
        }
    }

    @Test(arguments: TestEngine.all)
    func `a key whose caller fails stays free for the next`(_ kind: TestEngine) async throws {
        for needs in Self.told {
            let (store, tried) = (try TestStore(kind), Counter())
            let failed = try await EngineContractTests.together(store.engine, count: 4, needing: needs) {
                id, transaction in
                tried.add()
                guard try transaction.answer(under: Self.key) == nil else { return }
                try transaction.keep(Self.answer(id), under: Self.key)
                if id < 2 { throw TestRefusal.refused }
            }
            // Whichever comes first of those that do not fail takes it; one that fails after that found it taken.
            #expect(failed.allSatisfy { $0 < 2 } && tried.count >= 4)
            let answer = try store.engine.writeNow { try $0.answer(under: Self.key) }
            #expect([2, 3].contains(answer?.answer))
        }
    }

    @Test(arguments: TestEngine.all)
    func `an answer that was changed or freed in a commit is seen so by those after`(_ kind: TestEngine) async throws {
        let store = try TestStore(kind)
        try store.engine.writeNow { try $0.keep(Self.answer(201), under: Self.key) }
        let needs = WriteNeeds(answers: [Self.key])
        let (old, seen) = (Counter(), Counter())
        _ = try await EngineContractTests.together(store.engine, count: 6, needing: needs) {
            _, transaction in
            let known = try transaction.answer(under: Self.key)
            switch known?.answer {
            case 201:
                old.add()
                try transaction.replace(Self.key, with: 410, sealed: [9])
            case 410:
                #expect(known?.sealed == [9] && known?.route == "POST /x")
                seen.add()
                try transaction.free(Self.key)
                #expect(try transaction.answer(under: Self.key) == nil)
            case nil: try transaction.keep(Self.answer(204), under: Self.key)
            default: #expect(known == Self.answer(204))
            }
        }
        #expect(old.count == 1 && seen.count == 1)
        #expect(try store.engine.writeNow { try $0.answer(under: Self.key) } == Self.answer(204))
    }

    @Test(arguments: TestEngine.all)
    func `commands on one stream in one commit follow each other`(_ kind: TestEngine) async throws {
        for needs in Self.told {
            let store = try TestStore(kind)
            var random = SeededRandom(seed: 1)
            try store.appendNow("s1", seen: 0, personal: "Lan", random: &random)
            let failed = try await EngineContractTests.together(store.engine, count: 8, needing: needs) {
                id, transaction in
                var random = SeededRandom(seed: UInt64(id) + 2)
                let tail = try store.writer.tail(of: "s1", in: transaction)
                #expect(tail.leaf != nil)
                try store.append("s1", seen: tail.version, personal: "Lan", random: &random, in: transaction)
            }
            #expect(try failed == [] && store.verify() == 9)
        }
    }

    @Test(arguments: TestEngine.all)
    func `of commands that saw the same version one is taken`(_ kind: TestEngine) async throws {
        for needs in Self.told {
            let store = try TestStore(kind)
            var random = SeededRandom(seed: 1)
            for seen in 0..<2 { try store.appendNow("s1", seen: seen, random: &random) }
            let failed = try await EngineContractTests.together(store.engine, count: 6, needing: needs) {
                id, transaction in
                var random = SeededRandom(seed: UInt64(id) + 2)
                try store.append("s1", seen: 2, random: &random, in: transaction)
            }
            #expect(try failed.count == 5 && store.verify() == 3)
        }
    }

    @Test(arguments: TestEngine.all)
    func `a row that fails among many that nobody waited for fails its own caller alone`(
        _ kind: TestEngine
    ) async throws {
        let store = try TestStore(kind)
        try EngineContractTests.table(store.engine)
        try store.engine.writeNow { try Self.post(100, $0) }
        let failed = try await EngineContractTests.together(store.engine, count: 20) { id, transaction in
            try Self.post(id == 7 ? 100 : id, transaction)
        }
        #expect(failed == [7])
        #expect(try EngineContractTests.ids(store.engine) == (0..<20).filter { $0 != 7 } + [100])
    }

    @Test(arguments: TestEngine.all)
    func `a row that failed in the turn of a caller who hides it is not taken for stored`(
        _ kind: TestEngine
    ) async throws {
        let store = try TestStore(kind)
        try EngineContractTests.table(store.engine)
        try store.engine.writeNow { try Self.post(100, $0) }
        let failed = try await EngineContractTests.together(store.engine, count: 8) { id, transaction in
            if id < 4 { return try Self.post(id == 0 ? 100 : id, transaction) }
            _ = failure { try EngineContractTests.add(id, transaction) }
            if id == 4 { throw TestRefusal.refused }
        }
        #expect(failed == [0, 4])
        #expect(try EngineContractTests.ids(store.engine) == [1, 2, 3, 5, 6, 7, 100])
    }

    @Test(arguments: TestEngine.all)
    func `what was posted is there for every question that could show it`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        try EngineContractTests.table(store.engine)
        try store.engine.writeNow { transaction in
            let sql = transaction.sql
            try sql.execute("CREATE TABLE other (id INTEGER PRIMARY KEY, text TEXT) STRICT")
            for id in 0..<200 {
                try Self.post(id, transaction)
                #expect(try Self.count("other", sql) == id)
                try Self.post(id, transaction, to: "other")
                if id % 10 == 0 { #expect(try Self.count("note", sql) == id + 1) }
            }
            let joined = "SELECT count(*) FROM note AS n, other AS o WHERE o.id = n.id"
            try Self.post(1_000, transaction, to: "other")
            try Self.post(1_000, transaction)
            #expect(try sql.first(joined) { $0.integer(0) } == 201)
            try sql.post("UPDATE note SET text = 'y' WHERE id < ?1", [.integer(5)])
            try sql.post("DELETE FROM other WHERE id IN (SELECT id FROM note WHERE text = 'y')", [])
            try sql.post(
                "INSERT INTO other (id, text) SELECT id + 2000, text FROM note WHERE id = ?1", [.integer(1_000)])
            #expect(try Self.count("other", sql) == 197)
            #expect(try sql.first("SELECT text FROM other WHERE id = 3000") { $0.text(0) } == "x")
        }
    }

    @Test(arguments: TestEngine.all)
    func `counters are added up for the commit, without those of a caller that failed`(
        _ kind: TestEngine
    ) async throws {
        let store = try TestStore(kind)
        try EngineContractTests.table(store.engine)
        let keys = [0, 1].map { Tally.Key(day: $0, agency: "", sector: "", measure: .returned) }
        for _ in 0..<2 {
            _ = try await EngineContractTests.together(store.engine, count: 10) { id, transaction in
                transaction.count([keys[id % 2]])
                if id < 2 {
                    try EngineContractTests.add(id + 100, transaction)
                    throw TestRefusal.refused
                }
            }
        }
        let counts = try store.engine.readNow { sql in
            try sql.query("SELECT n FROM tally ORDER BY day", []) { Int($0.integer(0)) }
        }
        #expect(counts == [8, 8])
    }
}
