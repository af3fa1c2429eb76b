import Core
import Store
import Testing

@testable import UseCases

@Suite("Tiến trình chủ trì")
struct LeadershipTests {
    private let test: TestOffice
    private let wall = JumpingClock(TestOffice.morning)
    private let (a, b): (FollowerProcess, FollowerProcess)

    init() throws {
        test = try TestOffice(live: wall)
        a = FollowerProcess(test, [], holder: "a")
        b = FollowerProcess(test, [], holder: "b")
    }

    private func lease() throws -> Lease? {
        try test.office.store.readNow { try LeaseTable.find(Leadership.name, in: $0) }
    }

    @Test func `the first to ask leads, the next one looks on`() throws {
        #expect(a.leadership.epoch == nil)
        try a.leadership.beat()
        try b.leadership.beat()
        #expect(a.leadership.epoch == 1 && b.leadership.epoch == nil)
        #expect(try lease()?.holder == "a")
    }

    @Test func `whoever renews keeps the lead however long it takes`() throws {
        for _ in 0..<20 {
            try a.leadership.beat()
            try b.leadership.beat()
            a.time.pass(10)
            b.time.pass(10)
        }
        #expect(a.leadership.epoch == 1 && b.leadership.epoch == nil)
    }

    @Test func `a dead leader is followed after a term by the waiter's own clock`() throws {
        try a.leadership.beat()
        try b.leadership.beat()
        b.time.pass(29)
        try b.leadership.beat()
        #expect(b.leadership.epoch == nil)
        b.time.pass(1)
        try b.leadership.beat()
        #expect(b.leadership.epoch == 2)
    }

    @Test func `wall clocks set forth and back change no leader`() throws {
        try a.leadership.beat()
        for seconds: Int64 in [3_600, -7_200, 86_400] {
            wall.jump(seconds)
            try b.leadership.beat()
            try a.leadership.beat()
            #expect(a.leadership.epoch == 1 && b.leadership.epoch == nil)
        }
    }

    @Test func `one that sleeps past its term no longer counts itself a leader, and goes on if nobody came`() throws {
        try a.leadership.beat()
        a.time.pass(30)
        #expect(a.leadership.epoch == nil)
        try a.leadership.beat()
        #expect(a.leadership.epoch == 1)
    }

    @Test func `one that slept while another took the lead is refused by every transaction`() throws {
        try a.leadership.beat()
        try b.leadership.beat()
        b.time.pass(30)
        try b.leadership.beat()
        // By its own clock no time has passed.
        #expect(a.leadership.epoch == 1 && b.leadership.epoch == 2)
        #expect(throws: LeadLost.self) {
            try test.office.store.writeNow { try a.leadership.check(1, in: $0) }
        }
        #expect(a.leadership.epoch == nil)
        try test.office.store.writeNow { try b.leadership.check(2, in: $0) }
        try a.leadership.beat()
        #expect(a.leadership.epoch == nil && b.leadership.epoch == 2)
    }

    @Test func `a lead that is given up is taken at once`() throws {
        try a.leadership.beat()
        try a.leadership.resign()
        #expect(a.leadership.epoch == nil)
        #expect(try lease()?.holder == nil)
        try b.leadership.beat()
        #expect(b.leadership.epoch == 2)
        try a.leadership.resign()
        #expect(try lease()?.holder == "b")
    }
}
