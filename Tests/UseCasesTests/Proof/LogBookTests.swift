import Core
import Foundation
import Ledger
import Store
import Synchronization
import Testing

@testable import UseCases

/// Keys in memory, which a test can take away.
final class TestLogKeys: LogKeySource {
    struct Gone: Error {}

    private let seeds: Mutex<(current: [UInt8], outgoing: (seed: [UInt8], until: Int)?, isThere: Bool)>

    init(_ seed: UInt8 = 1) { seeds = Mutex(([UInt8](repeating: seed, count: 32), nil, true)) }

    func set(there: Bool) { seeds.withLock { $0.isThere = there } }

    func change(to seed: UInt8, until: Int) {
        seeds.withLock { $0 = ([UInt8](repeating: seed, count: 32), ($0.current, until), true) }
    }

    func keys(named name: String) throws -> LogKeys {
        try seeds.withLock { kept in
            func signer(_ seed: [UInt8]) throws -> NoteSigner {
                guard let signer = NoteSigner(name: name, kind: .log, seed: seed) else { throw Gone() }
                return signer
            }
            guard kept.isThere else { throw Gone() }
            return LogKeys(
                current: try signer(kept.current),
                outgoing: try kept.outgoing.map { (try signer($0.seed), $0.until) })
        }
    }
}

@Suite("Ký điểm chốt sổ")
struct LogBookTests {
    private func latest(_ office: TestOffice) throws -> StoredCheckpoint? {
        try office.office.store.readNow { try CheckpointTable.latest(of: "H21", in: $0) }
    }

    @Test func `the end is signed when it moved, by a key that verifies it, and not again`() throws {
        let test = try TestOffice()
        let book = LogBook(test.office, keys: TestLogKeys())
        #expect(try book.sign())
        let first = try #require(try latest(test))
        let head = try #require(try test.office.store.readNow { try test.office.reader.head($0) })
        #expect(first.note.checkpoint == Checkpoint(origin: "motcua/H21", size: head.size, root: head.root))
        #expect(try book.verifierKey().verifies(first.note))
        #expect(try !book.sign())
        _ = try test.received()
        #expect(try book.sign())
        let second = try #require(try latest(test))
        #expect(second.note.checkpoint.size > first.note.checkpoint.size)
        let standing = try test.office.store.readNow { try book.standing($0) }
        #expect(standing.signedSize == standing.size && standing.waitingSince == nil && !standing.isLate)
        #expect(book.lastSeen?.size == standing.size && book.failures == 0)
    }

    @Test func `a signer that fails stops nothing, is told, and heals by itself`() throws {
        let test = try TestOffice()
        let keys = TestLogKeys()
        let book = LogBook(test.office, keys: keys)
        try book.sign()
        keys.set(there: false)
        _ = try test.received()
        #expect(throws: LogFailure.key) { try book.sign() }
        #expect(throws: LogFailure.key) { try CheckpointChore(book).run(test.office) }
        _ = try test.received()
        let standing = try test.office.store.readNow { try book.standing($0) }
        #expect(standing.failure == .key && standing.isLate && standing.waitingSince != nil && book.failures == 2)
        keys.set(there: true)
        #expect(try book.sign())
        #expect(try test.office.store.readNow { try book.standing($0) }.isLate == false)
    }

    @Test func `a key that nobody outside has heard of signs nothing`() throws {
        let test = try TestOffice()
        try LogBook(test.office, keys: TestLogKeys(1)).sign()
        _ = try test.received()
        #expect(throws: LogFailure.otherKey) { try LogBook(test.office, keys: TestLogKeys(9)).sign() }
        #expect(try LogBook(test.office, keys: TestLogKeys(1)).sign())
    }

    @Test func `records that wait too long are late even where nobody tried to sign`() throws {
        let test = try TestOffice()
        let book = LogBook(test.office, keys: TestLogKeys())
        _ = try test.received()
        #expect(try test.office.store.readNow { try book.standing($0) }.isLate == false)
        test.clock.move(to: test.clock.now().adding(minutes: 6))
        #expect(try test.office.store.readNow { try book.standing($0) }.isLate)
    }

    @Test func `a history that no longer begins with what was signed is never signed`() throws {
        let test = try TestOffice()
        let keys = TestLogKeys()
        let book = LogBook(test.office, keys: keys)
        let signer = try keys.keys(named: book.name).current
        let forged = try #require(Checkpoint(origin: book.name, size: 3, root: .of([1])))
        let note = CheckpointNote(forged, signatures: [try signer.sign(forged.text)])
        try test.office.store.writeNow {
            try CheckpointTable.insert(
                StoredCheckpoint(note: note, signed: test.clock.now()), of: "H21", in: $0.sql)
        }
        #expect(throws: LogFailure.history) { try book.sign() }
        #expect(try latest(test)?.note == note)
        #expect(book.lastSeen?.failure == .history)
    }

    @Test func `the tree of a log from before is filled in, and the tiles are the same`() throws {
        let test = try TestOffice()
        for _ in 0..<140 { _ = try test.received() }
        let office = test.office
        func nodes() throws -> [Int: LedgerHash] {
            try office.store.readNow { try TreeNodeTable.hashes(level: 1, 0..<100, of: "H21", in: $0) }
        }
        let kept = try nodes()
        #expect(kept.count == 1)
        try office.store.writeNow { try $0.sql.execute("DELETE FROM tree_node") }
        #expect(try TreeFilling(office).run() == 1)
        #expect(try nodes() == kept)
        #expect(try TreeFilling(office).run() == 0)
    }

    @Test func `a change of key is a record that both keys signed, and both sign the next checkpoint alone`() throws {
        let test = try TestOffice()
        let keys = TestLogKeys()
        let book = LogBook(test.office, keys: keys)
        try book.sign()
        let old = try keys.keys(named: book.name).current
        let new = try #require(NoteSigner(name: book.name, kind: .log, seed: [UInt8](repeating: 2, count: 32)))
        let change = try LogKeyRotation.change(from: old, to: new)
        #expect(LogKeyRotation.holds(change))
        var forged = change
        forged.byPrevious = forged.byKey
        #expect(!LogKeyRotation.holds(forged))
        let founder = Actor(id: "aa00", assignments: [Assignment(role: .clock, agency: "H21")])
        let until = try test.write { transaction, random in
            try LogKeyRotation(test.office).record(change, by: founder, random: &random, in: transaction)
        }
        #expect(try test.office.store.readNow { try LogKeyRotation.last(of: "H21", in: $0) } == change)
        keys.change(to: 2, until: until)
        try book.sign()
        let next = try #require(try latest(test))
        #expect(old.verifier.verifies(next.note) && new.verifier.verifies(next.note))
        _ = try test.received()
        try book.sign()
        let after = try #require(try latest(test))
        #expect(!old.verifier.verifies(after.note) && new.verifier.verifies(after.note))
        try Rebuild(test.office).run { _, _ in }
        #expect(try test.office.store.readNow { try LogKeyRotation.last(of: "H21", in: $0) } == change)
    }
}
