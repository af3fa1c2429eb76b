import Core
import Ledger
import Store
import Testing

@testable import UseCases

@Suite("Dọn mốc cũ")
struct CheckpointTidyingTests {
    private let test: TestOffice
    private let signer: NoteSigner
    private let other: NoteSigner

    init() throws {
        test = try TestOffice()
        var random = SeededRandom(seed: 5)
        signer = try #require(
            NoteSigner(name: "motcua/H21", kind: .log, seed: NoteSigner.newSeed(random: &random)))
        other = try #require(
            NoteSigner(name: "motcua/H21", kind: .log, seed: NoteSigner.newSeed(random: &random)))
    }

    private var now: Instant { test.clock.now() }

    /// Keeps checkpoints as if they had been signed at these minutes before now, the oldest first.
    private func sign(_ minutesAgo: [Int], from first: Int = 1, isChange: Bool = false) throws {
        try test.office.store.writeNow { transaction in
            for (place, minutes) in minutesAgo.enumerated() {
                let checkpoint = try #require(
                    Checkpoint(origin: "motcua/H21", size: first + place, root: .of([UInt8(place % 250)])))
                let signers = isChange ? [signer, other] : [signer]
                let note = CheckpointNote(checkpoint, signatures: try signers.map { try $0.sign(checkpoint.text) })
                try CheckpointTable.insert(
                    StoredCheckpoint(note: note, signed: now.adding(minutes: -minutes)), of: "H21", in: transaction.sql)
            }
        }
    }

    private func sizes() throws -> [Int] {
        try test.office.store.readNow { sql in
            try sql.query("SELECT size FROM checkpoint WHERE log = 'H21' ORDER BY size", []) { Int($0.integer(0)) }
        }
    }

    private let day = 24 * 60

    @Test func `all of a week stay, then one an hour, then one a day`() throws {
        // One every ten minutes for a hundred days.
        let minutes = Array(stride(from: 100 * day, to: 0, by: -10))
        try sign(minutes)
        let dropped = try CheckpointTidying().run(test.office)
        let kept = try sizes()
        #expect(dropped == minutes.count - kept.count)
        let ages = kept.map { minutes[$0 - 1] }
        #expect(ages.filter { $0 <= 7 * day }.count == 7 * 144)
        #expect((83 * 24...83 * 24 + 2).contains(ages.filter { $0 > 7 * day && $0 <= 90 * day }.count))
        #expect((10...12).contains(ages.filter { $0 > 90 * day }.count))
        // The last of each hour or day: none is further than that from the next one kept.
        for (older, newer) in zip(ages, ages.dropFirst()) {
            #expect(older - newer <= (older > 90 * day ? day : older > 7 * day ? 60 : 10), "\(older) \(newer)")
        }
        #expect(try CheckpointTidying().run(test.office) == 0)
        #expect(try sizes() == kept)
    }

    @Test func `what a witness signed, both keys of a change, the newest of all, and another log's stay`() throws {
        try sign([Int](repeating: 200 * day, count: 6))
        try sign([200 * day], from: 7, isChange: true)
        try sign([Int](repeating: 200 * day, count: 3), from: 8)
        let witness = try #require(
            NoteSigner(name: "hdnd", kind: .witness, seed: [UInt8](repeating: 4, count: 32)))
        try test.office.store.writeNow { transaction in
            let kept = try #require(try CheckpointTable.find(size: 3, of: "H21", in: transaction.sql))
            let signature = try witness.cosign(kept.note.body, at: 1)
            try CosignatureTable.insert(signature, size: 3, of: "H21", at: now, in: transaction.sql)
            try CheckpointTable.insert(kept, of: "H22", in: transaction.sql)
        }
        try CheckpointTidying().run(test.office)
        // 3 is co-signed, 7 bears both keys, 9 is the last of its day before 10, the newest.
        #expect(try sizes() == [3, 7, 9, 10])
        let others = try test.office.store.readNow { try CheckpointTable.find(size: 3, of: "H22", in: $0) }
        #expect(others != nil)
    }

    @Test func `it is done once an hour, and not by a clock that is wrong`() throws {
        try sign([Int](repeating: 8 * day, count: 3))
        let tidying = CheckpointTidying()
        #expect(try tidying.run(test.office) == 1)
        try sign([8 * day, 8 * day], from: 4)
        #expect(try tidying.run(test.office) == 0)
        test.clock.move(to: now.adding(minutes: 61))
        #expect(try tidying.run(test.office) == 2)
        #expect(try sizes() == [4, 5])
    }
}
