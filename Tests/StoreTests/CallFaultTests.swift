import Core
import Foundation
import Ledger
import Store
import Synchronization
import TestEngines
import Testing

/// Each call of a commit that several callers share failed once before and once after it was carried out.
@Suite("Faults of every call")
struct CallFaultTests {
    /// An engine whose calls fail as a test says.
    private static func failing(_ calls: StoreCalls, postgres: Bool) -> TestEngine {
        TestEngine(testDescription: "failing") { folder, settings, hooks in
            let bare = try postgres ? BareBackend.postgres(folder) : BareBackend.sqlite(folder)
            return StoreEngine(backend: FailingBackend(bare, calls), settings: settings, hooks: hooks)
        }
    }

    /// Every second caller's record has a personal part under a new key; one of them refuses.
    private static func append(_ id: Int, round: Int, _ store: TestStore, in transaction: Transaction) throws {
        var random = SeededRandom(seed: UInt64(round * 100 + id))
        let command = CommandID("c\(round)-\(id)")
        guard try store.reader.records(command: command, transaction.sql).isEmpty else { return }
        try store.append(
            StreamID("s\(round)-\(id)"), seen: 0, command: command, personal: id % 2 == 0 ? "Lan" : nil,
            random: &random, in: transaction)
        if id == 3 { throw TestRefusal.refused }
    }

    private static let callers = 5

    /// What each caller was told when they all wrote together.
    private static func together(_ store: TestStore, round: Int, arm: @escaping @Sendable () -> Void) async throws
        -> [Int: any Error]
    {
        let gate = try await Gate(store.engine)
        return try await withThrowingTaskGroup(of: (Int, (any Error)?).self) { group in
            for id in 0..<callers {
                group.addTask {
                    do {
                        try await store.engine.write { try append(id, round: round, store, in: $0) }
                        return (id, nil)
                    } catch { return (id, error) }
                }
            }
            while store.engine.waiting.writes < callers { try await Task.sleep(for: .milliseconds(1)) }
            arm()
            do {
                try await gate.open()
            } catch let lost as StoreError where lost.reason.contains("injected") {
                // The call that failed was one of the gate's own commit, before theirs.
            }
            return try await group.reduce(into: [:]) { told, answer in told[answer.0] = answer.1 }
        }
    }

    @Test(arguments: TestPostgres.connection == nil ? [false] : [false, true], CallFault.allCases)
    func `whichever call of a shared commit fails, every caller's record is there once and nobody is stuck`(
        _ postgres: Bool, _ fault: CallFault
    ) async throws {
        let calls = StoreCalls()
        let store = try TestStore(Self.failing(calls, postgres: postgres))
        var round = 0
        var longest = 1
        while round < longest {
            let skipped = round
            let told = try await Self.together(store, round: round) { calls.arm(after: skipped, fault) }
            longest = max(longest, min(calls.disarm(), 150))
            for id in 0..<Self.callers {
                switch told[id] {
                case nil: #expect(id != 3)
                case TestRefusal.refused?: #expect(id == 3)
                case let lost as StoreError: #expect(lost.reason.contains("injected"), "\(lost)")
                case let other?: Issue.record("\(other)")
                }
                guard id != 3, told[id] != nil else { continue }
                try await store.engine.write { try Self.append(id, round: skipped, store, in: $0) }
            }
            round += 1
        }
        #expect(calls.failed.values.reduce(0, +) >= (fault == .between ? 1 : 20))
        let kinds = StoreCall.allCases.compactMap { call in calls.failed[call].map { "\(call.rawValue) \($0)" } }
        print("calls of a shared commit failed \(fault.rawValue): \(kinds.joined(separator: ", "))")
        #expect(try store.verify() == round * (Self.callers - 1))
        let records = try store.read { reader, sql in
            var records: [Record] = []
            try reader.eachRecord(sql) { records.append($0) }
            return records
        }
        #expect(Set(records.map(\.command)).count == records.count)
        for record in records where record.sealed != nil {
            #expect(try store.keyring.openPersonal(record) == Array("Lan".utf8))
        }
    }
}
