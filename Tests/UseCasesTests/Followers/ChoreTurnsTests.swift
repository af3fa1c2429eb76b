import Core
import Store
import Synchronization
import Testing

@testable import UseCases

@Suite("Việc định kỳ")
struct ChoreTurnsTests {
    private struct CountedChore: Chore {
        struct Fault: Error {}

        let name: String
        var period: Duration = .seconds(600)
        let work: @Sendable () throws -> Void

        func run(_ office: Office) throws { try work() }
    }

    private let test: TestOffice
    private let wall = JumpingClock(TestOffice.morning)
    private let time = RunningTime()
    private let leadership: Leadership

    init() throws {
        test = try TestOffice(live: wall)
        leadership = Leadership(test.office, holder: "a", elapsed: time.elapsed)
    }

    private func turns(_ chores: any Chore...) -> ChoreTurns {
        ChoreTurns(test.office, chores: chores, leadership: leadership)
    }

    private func run(_ name: String) throws -> ChoreRun? {
        try test.office.store.readNow { try ChoreTable.find(name, in: $0) }
    }

    @Test func `a chore runs at its period, under the lead alone`() throws {
        let turns = turns(CountedChore(name: "count") {})
        #expect(turns.turn().done.isEmpty)
        try leadership.beat()
        #expect(turns.turn().done == ["count"])
        wall.jump(599)
        #expect(turns.turn().done.isEmpty)
        wall.jump(1)
        #expect(turns.turn().done == ["count"])
        #expect(try run("count")?.succeeded == wall.now())
    }

    @Test func `a failure is kept with its reason, tried again soon and forgotten when it goes well`() throws {
        let breaks = Mutex(true)
        let turns = turns(
            CountedChore(name: "count") { if breaks.withLock({ $0 }) { throw CountedChore.Fault() } },
            CountedChore(name: "other") {})
        try leadership.beat()
        let first = turns.turn()
        #expect(first.failures.map(\.reason) == ["Fault"] && first.done == ["other"])
        #expect(try run("count")?.failed == 1 && run("count")?.succeeded == nil)
        wall.jump(29)
        #expect(turns.turn().failures.isEmpty)
        wall.jump(1)
        #expect(turns.turn().failures.count == 1)
        #expect(try run("count")?.failed == 2)
        breaks.withLock { $0 = false }
        wall.jump(30)
        #expect(turns.turn().done == ["count"])
        #expect(try run("count")?.failed == 0 && run("count")?.reason == nil)
    }

    @Test func `a checkpoint that was not signed is told with why`() throws {
        let turns = turns(CountedChore(name: "checkpoint") { throw LogFailure.otherKey })
        try leadership.beat()
        #expect(turns.turn().failures.map(\.reason) == ["log-otherKey"])
    }

    @Test func `a clock that was set back does not silence it`() throws {
        let turns = turns(CountedChore(name: "count") {})
        try leadership.beat()
        _ = turns.turn()
        wall.jump(-86_400)
        #expect(turns.turn().done == ["count"])
        #expect(turns.turn().done.isEmpty)
    }

    @Test func `a process that lost the lead meanwhile writes nothing about how it went`() throws {
        let (test, other) = (test, RunningTime())
        let rival = Leadership(test.office, holder: "b", elapsed: other.elapsed)
        let turns = turns(
            CountedChore(name: "count") {
                try rival.beat()
                other.pass(30)
                try rival.beat()
            }, CountedChore(name: "next") {})
        try leadership.beat()
        let outcome = turns.turn()
        #expect(outcome.done.isEmpty && outcome.failures.isEmpty && rival.epoch == 2)
        #expect(try run("count")?.succeeded == nil && run("next") == nil)
    }
}
