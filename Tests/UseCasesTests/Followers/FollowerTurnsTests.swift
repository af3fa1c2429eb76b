import Core
import Ledger
import Store
import Synchronization
import TestEngines
import Testing

@testable import UseCases

@Suite("Tác vụ theo dõi sổ cái")
struct FollowerTurnsTests {
    private let test: TestOffice
    private let wall = JumpingClock(TestOffice.morning)

    init() throws { test = try TestOffice(live: wall) }

    private func leading(_ followers: any Follower...) throws -> FollowerProcess {
        let process = FollowerProcess(test, followers)
        try process.leadership.beat()
        return process
    }

    private static func tested(_ record: Record) -> Bool { record.event == "tested" }

    @Test func `a follower is given what it wants, once, in order, and stands at the end`() throws {
        try test.append(450, to: "s1")
        let follower = TellingFollower(wants: Self.tested)
        var process = try leading(follower)
        #expect(process.run().handled == 450)
        #expect(follower.handled.map(\.seq) == follower.handled.map(\.seq).sorted())
        #expect(try test.place() == test.size())
        #expect(process.run().handled == 0)
        try test.append(to: "s1")
        #expect(process.run().handled == 1)
    }

    @Test func `whoever does not lead does nothing`() throws {
        try test.append(to: "s1")
        let follower = TellingFollower()
        var process = FollowerProcess(test, [follower])
        #expect(process.run().handled == 0)
        #expect(try follower.tried.isEmpty && test.place() == 0)
    }

    @Test func `one without a past begins with what is yet to come`() throws {
        try test.append(3, to: "s1")
        let follower = TellingFollower(readsHistory: false)
        var process = try leading(follower)
        #expect(process.run().handled == 0)
        try test.append(2, to: "s1")
        #expect(process.run().handled == 2)
    }

    @Test func `what fails is tried again with pauses, its stream waits, the others go on`() throws {
        try test.append(to: "s1")
        let first = try test.size() - 1
        try test.append(2, to: "s1")
        try test.append(2, to: "s2")
        let follower = TellingFollower(wants: Self.tested) { record, tries in
            record.seq == first && tries < 3 ? TellingFollower.Fault() : nil
        }
        var process = try leading(follower)
        #expect(process.run().handled == 2)
        #expect(follower.order(of: "s2").count == 2 && follower.order(of: "s1").isEmpty)
        #expect(try test.aside().map(\.failed) == [1, 0, 0])
        #expect(try test.aside().first?.reason == "Fault")
        // Its pause is not over.
        #expect(process.run().handled == 0 && follower.tried.count { $0 == first } == 1)
        for _ in 0..<3 {
            wall.jump(10)
            _ = process.run()
        }
        #expect(follower.order(of: "s1") == [first, first + 1, first + 2])
        #expect(try test.aside().isEmpty)
    }

    @Test func `a clock that was set back does not make a pause longer than the longest`() throws {
        let follower = TellingFollower(fault: { _, tries in tries == 0 ? TellingFollower.Fault() : nil })
        try test.append(to: "s1")
        var process = try leading(follower)
        _ = process.run()
        #expect(try !test.aside().isEmpty)
        wall.jump(-86_400)
        for _ in 0..<3 { _ = process.run() }
        #expect(try test.aside().isEmpty)
    }

    @Test func `what keeps failing is parked after twelve tries, at once where trying again cannot help`() throws {
        try test.append(to: "s1")
        try test.append(to: "s2")
        let last = try test.size() - 1
        let follower = TellingFollower(wants: Self.tested) { record, _ in
            if record.seq == last { return PermanentFailure("mailbox-unknown") }
            return TellingFollower.Fault()
        }
        var process = try leading(follower)
        _ = process.run()
        #expect(try test.aside().map(\.state) == [.waiting, .parked])
        for _ in 0..<20 {
            wall.jump(901)
            _ = process.run()
        }
        #expect(try test.aside().map(\.state) == [.parked, .parked])
        #expect(try test.aside().map(\.reason) == ["Fault", "mailbox-unknown"])
        #expect(follower.tried.count { $0 == last - 1 } == 12 && follower.tried.count { $0 == last } == 1)
    }

    @Test func `with the world outside away, only so many are tried and the rest wait in the ledger`() throws {
        let isAway = Mutex(true)
        let follower = TellingFollower(wants: Self.tested) { _, _ in
            isAway.withLock { $0 } ? TellingFollower.Fault() : nil
        }
        for number in 0..<130 { try test.append(to: StreamID("s\(number)")) }
        var process = try leading(follower)
        for _ in 0..<3 { _ = process.run() }
        #expect(try test.aside().count == FollowerTurns.retriedMost)
        #expect(try test.place() == test.size() - 30)
        isAway.withLock { $0 = false }
        wall.jump(10)
        _ = process.run()
        #expect(try test.aside().isEmpty)
        #expect(try follower.handled.count == 130 && test.place() == test.size())
    }

    @Test func `a place that could not be written leads to a second time, never to a gap`() throws {
        let breaks = Mutex(false)
        let hooks = CommitHooks(
            beforeCommit: {
                if breaks.withLock({ $0 }) { throw StoreError(.disk, "broken by the test", at: "test") }
            })
        let test = try TestOffice { try ChosenEngine.open($0, settings: .init(readers: 2), hooks: hooks) }
        try test.append(5, to: "s1")
        let follower = TellingFollower(wants: Self.tested)
        var process = FollowerProcess(test, [follower])
        try process.leadership.beat()
        breaks.withLock { $0 = true }
        #expect(process.run().faults.map(\.reason) == ["store-disk"])
        breaks.withLock { $0 = false }
        _ = process.run()
        _ = process.run()
        #expect(Set(follower.handled.map(\.seq)).count == 5)
        #expect(try test.place() == test.size())
    }

    @Test func `pauses double up to a quarter of an hour and are never quite alike`() {
        let backOff = BackOff()
        var random: any RandomSource = SeededRandom(seed: 4)
        for failed in 1...40 {
            let whole = min(Int64(2_000_000) << min(failed - 1, 20), 900_000_000)
            let pauses = (0..<20).map { _ in backOff.pause(afterFailures: failed, random: &random) }
            #expect(pauses.allSatisfy { (whole / 2...whole).contains($0) })
            #expect(Set(pauses).count > 1)
        }
    }
}
