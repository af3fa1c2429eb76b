import Core
import Ledger
import Store
import Synchronization
import Testing

@testable import UseCases

@Suite("Tác vụ theo dõi sổ cái: với lỗi và đồng hồ bất kỳ")
struct FollowerPropertyTests {
    /// Something random that a `Sendable` closure may use.
    private final class Dice: Sendable {
        private let random: Mutex<SeededRandom>

        init(_ seed: UInt64) { random = Mutex(SeededRandom(seed: seed)) }

        /// A number from 0 up to, not including, `end`.
        func below(_ end: Int) -> Int { random.withLock { Int($0.next() % UInt64(end)) } }
    }

    /// A process that another one's records can wake.
    private final class Rival: Sendable {
        let process: Mutex<FollowerProcess>

        init(_ process: FollowerProcess) { self.process = Mutex(process) }

        func turn() { process.withLock { _ = $0.turns.turn() } }
        func pass(_ seconds: Int64) { process.withLock { $0.time.pass(seconds) } }
        func beat() throws { try process.withLock { try $0.leadership.beat() } }
    }

    private static func tested(_ record: Record) -> Bool { record.event == "tested" }

    private func wanted(_ test: TestOffice) throws -> [Record] {
        try test.office.store.readNow { sql in
            var records: [Record] = []
            try test.office.reader.eachRecord(sql) { if Self.tested($0) { records.append($0) } }
            return records
        }
    }

    @Test func `every wanted record is carried out in its stream's order, and one that never can be blocks no other`()
        throws
    {
        for seed: UInt64 in 1...8 {
            let wall = JumpingClock(TestOffice.morning)
            let test = try TestOffice(seed: seed, live: wall)
            let dice = Dice(seed)
            let hopeless: StreamID = "s3"
            let follower = TellingFollower(wants: Self.tested) { record, _ in
                if record.stream == hopeless, record.version == 3 { return TellingFollower.Fault() }
                if record.stream == hopeless, record.version == 5 { return PermanentFailure("never") }
                return dice.below(10) < 3 ? TellingFollower.Fault() : nil
            }
            var process = FollowerProcess(test, [follower], seed: seed)
            for _ in 0..<60 {
                switch dice.below(4) {
                case 0: try test.append(1 + dice.below(5), to: StreamID("s\(dice.below(6))"))
                case 1: wall.jump(Int64(dice.below(1_200)) - 300)
                case 2: process.time.pass(Int64(dice.below(20)))
                default: _ = process.turns.turn()
                }
                try process.leadership.beat()
            }
            try test.append(6, to: hopeless)
            for _ in 0..<30 {
                wall.jump(901)
                try process.leadership.beat()
                #expect(process.run().faults.isEmpty, "SEED=\(seed)")
            }
            #expect(try test.place() == test.size(), "SEED=\(seed)")
            let all = try wanted(test)
            for stream in Set(all.map(\.stream)) {
                let numbers = all.filter { $0.stream == stream }.map(\.seq)
                let expected = stream == hopeless ? Array(numbers.prefix(2)) : numbers
                #expect(follower.order(of: stream) == expected, "SEED=\(seed) \(stream)")
            }
            let aside = try test.aside()
            #expect(aside.allSatisfy { $0.stream == hopeless }, "SEED=\(seed)")
            #expect(aside.count { $0.state == .parked } == 1, "SEED=\(seed)")
        }
    }

    @Test func `of two processes none moves the place back and no record is left out, whatever their clocks do`()
        throws
    {
        for seed: UInt64 in 1...8 {
            let wall = JumpingClock(TestOffice.morning)
            let test = try TestOffice(seed: seed, live: wall)
            let dice = Dice(seed &* 77)
            let rival = Mutex<Rival?>(nil)
            // In the middle of a record this process sleeps so long that the other one takes the lead and goes on.
            let follower = TellingFollower(wants: Self.tested) { _, _ in
                if dice.below(12) == 0, let other = rival.withLock({ $0 }) {
                    do {
                        try other.beat()
                        other.pass(30)
                        try other.beat()
                    } catch { return error }
                    other.turn()
                }
                return dice.below(20) == 0 ? TellingFollower.Fault() : nil
            }
            let quiet = TellingFollower(wants: Self.tested)
            let b = Rival(FollowerProcess(test, [quiet], holder: "b", seed: seed + 1))
            rival.withLock { $0 = b }
            var a = FollowerProcess(test, [follower], holder: "a", seed: seed)
            var place = 0
            var epoch = 0
            for _ in 0..<80 {
                switch dice.below(8) {
                case 0, 1: try test.append(1 + dice.below(4), to: StreamID("s\(dice.below(4))"))
                case 2: wall.jump(Int64(dice.below(8_000)) - 4_000)
                case 3:
                    // Here and below the other one sleeps.
                    try a.leadership.beat()
                    a.time.pass(Int64(20 + dice.below(20)))
                    try a.leadership.beat()
                case 4:
                    try b.beat()
                    b.pass(Int64(20 + dice.below(20)))
                    try b.beat()
                case 5: b.turn()
                default: _ = a.turns.turn()
                }
                if dice.below(2) == 0 { try a.leadership.beat() }
                if dice.below(3) == 0 { try b.beat() }
                let now = try test.place()
                #expect(now >= place, "SEED=\(seed)")
                place = now
                let lease = try test.office.store.readNow { try LeaseTable.find(Leadership.name, in: $0)?.epoch } ?? 0
                #expect(lease >= epoch, "SEED=\(seed)")
                epoch = lease
            }
            for _ in 0..<30 {
                wall.jump(901)
                a.time.pass(10)
                b.pass(10)
                try a.leadership.beat()
                try b.beat()
                _ = a.run()
                b.turn()
            }
            #expect(epoch > 2, "SEED=\(seed): the lead changed hands")
            #expect(try test.place() == test.size() && test.aside().isEmpty, "SEED=\(seed)")
            let handled = Set((follower.handled + quiet.handled).map(\.seq))
            #expect(try handled == Set(wanted(test).map(\.seq)), "SEED=\(seed)")
        }
    }
}
