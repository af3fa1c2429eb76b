import Core
import Store
import Testing

@testable import UseCases

@Suite("Nhắc việc")
struct ReminderTests {
    private let test: TestOffice
    private let chore = ReminderChore(ReminderSettings())
    /// Of another ward, where nothing waits.
    private let elsewhere = Actor(id: "bb01", assignments: [Assignment(role: .leader, agency: "H21.107")])
    /// Holds the role above the ward.
    private let above = Actor(id: "bb02", assignments: [Assignment(role: .leader, agency: "H21")])

    init() throws { test = try TestOffice() }

    /// At an hour of a day counted from the Friday on which the tests begin, the chore done.
    private func go(_ day: Int, _ hour: Int, _ minute: Int = 0) throws {
        test.clock.move(to: Instant(TestOffice.morning.date.adding(days: day), minute: hour * 60 + minute))
        try chore.run(test.office)
    }

    private func reasons(_ actor: Actor) throws -> [ReminderReason] {
        try test.office.store.readNow { sql in
            let rows = try OfficerReminders.unseen(of: actor, in: sql)
            #expect(try OfficerReminders.count(of: actor, in: sql) == rows.count)
            return rows.map(\.reason)
        }
    }

    private func kept() throws -> Int { try test.office.store.readNow { try ReminderTable.all(in: $0).count } }

    private func see(_ actor: Actor, _ dossier: Int64? = nil) throws {
        let now = test.clock.now()
        try test.office.store.writeNow { try OfficerReminders.see(dossier, by: actor, now: now, in: $0.sql) }
    }

    @Test func `who assigns is told four working hours before the due and again once it is missed`() throws {
        let due = try #require(try test.received().dossier.clock?.due)
        #expect(due == Instant(TestOffice.morning.date.adding(days: 7), minute: 17 * 60))
        try go(0, 9)
        #expect(try kept() == 0)
        try go(7, 10, 59)
        #expect(try reasons(test.leader) == [])
        try go(7, 11, 1)
        #expect(try reasons(test.leader) == [.dueSoon] && reasons(above) == [.dueSoon])
        #expect(try reasons(test.handler) == [] && reasons(elsewhere) == [])
        try go(7, 17)
        #expect(try reasons(test.leader) == [.dueSoon])
        try go(7, 17, 1)
        #expect(try reasons(test.leader) == [.dueLate] && kept() == 1)
    }

    @Test func `a step tells its officer before its time is over, and the head of the unit after`() throws {
        let stream = try test.received().stream
        _ = try test.give(.assign(test.handler.id), stream, test.request(test.leader))
        try go(0, 9, 20)
        #expect(try reasons(test.handler) == [.stepSoon] && reasons(test.leader) == [])
        try go(0, 9, 31)
        #expect(try reasons(test.handler) == [.stepLate] && reasons(test.leader) == [.stepLate])
        // One of the dossier, one of its step: a line for both, by what presses more.
        try go(10, 9)
        #expect(try reasons(test.handler) == [.dueLate] && reasons(test.leader) == [.dueLate])
        #expect(try kept() == 4)
    }

    @Test func `a dossier that goes on is no longer reminded of, at once and for good`() throws {
        let stream = try test.received().stream
        _ = try test.give(.assign(test.handler.id), stream, test.request(test.leader))
        try go(0, 9, 31)
        #expect(try reasons(test.handler) == [.stepLate])
        _ = try test.give(.completeStep(StepPassed(to: "sign")), stream, test.request(test.handler))
        #expect(try reasons(test.handler) == [] && reasons(test.leader) == [])
        try go(0, 9, 32)
        #expect(try reasons(test.signatory) == [.stepSoon] && kept() == 1)
        _ = try test.give(.settle(Settlement()), stream, test.request(test.signatory))
        #expect(try reasons(test.signatory) == [])
        try go(0, 9, 33)
        #expect(try kept() == 0)
    }

    @Test func `what was seen is told again on the next working morning, while it is late`() throws {
        let stream = try test.received().stream
        _ = try test.give(.assign(test.handler.id), stream, test.request(test.leader))
        try go(0, 9, 20)
        try see(test.handler)
        #expect(try reasons(test.handler) == [])
        try go(0, 9, 31)
        #expect(try reasons(test.handler) == [.stepLate])
        try see(elsewhere)
        #expect(try reasons(test.handler) == [.stepLate])
        try see(test.handler)
        // What one has seen, the other has not.
        #expect(try reasons(test.handler) == [] && reasons(test.leader) == [.stepLate])
        try go(0, 16)
        // A Saturday, and the Monday before the office opens.
        try go(1, 9)
        try go(3, 6, 59)
        #expect(try reasons(test.handler) == [])
        try go(3, 7)
        #expect(try reasons(test.handler) == [.stepLate])
        let row = try test.office.store.readNow { try OfficerReminders.unseen(of: test.handler, in: $0).first?.row.id }
        try see(test.handler, try #require(row) + 1)
        #expect(try reasons(test.handler) == [.stepLate])
        try see(test.handler, row)
        #expect(try reasons(test.handler) == [])
    }

    @Test func `done twice, begun by two processes, or after a restart, nobody is told twice`() throws {
        for _ in 0..<3 {
            let stream = try test.received().stream
            _ = try test.give(.assign(test.handler.id), stream, test.request(test.leader))
        }
        try go(0, 9, 31)
        let rows = try kept()
        #expect(rows == 6)
        try chore.run(test.office)
        try ReminderChore(ReminderSettings()).run(test.office)
        let all = try test.office.store.readNow { try ReminderTable.all(in: $0) }
        // What another process read before this one wrote.
        try test.office.store.writeNow { transaction in
            for one in all { try ReminderTable.add(one.reminder, now: test.clock.now(), in: transaction.sql) }
        }
        #expect(try kept() == rows && reasons(test.handler).count == 3)
    }

    @Test func `an office that wishes so is told of what is late alone`() throws {
        let stream = try test.received().stream
        _ = try test.give(.assign(test.handler.id), stream, test.request(test.leader))
        test.clock.move(to: test.clock.now().adding(minutes: 20))
        try ReminderChore(ReminderSettings(hoursBefore: 0)).run(test.office)
        #expect(try kept() == 0)
    }
}
