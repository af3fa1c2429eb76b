import Core
import Testing

@Suite("Early, on time, late")
struct TimelinessTests {
    private let due = at("2026-11-25 17:00")

    private func classify(_ ended: String, _ limit: TimeLimit) -> Timeliness {
        Deadline.classify(ended: at(ended), due: due, limit: limit)
    }

    @Test func `a limit longer than a working day compares dates`() {
        for limit: TimeLimit in [.workingDays(2), .days(2), .months(1), .workingHours(9)] {
            #expect(classify("2026-11-24 23:59", limit) == .early)
            #expect(classify("2026-11-25 00:00", limit) == .onTime)
            #expect(classify("2026-11-25 17:00", limit) == .onTime)
            #expect(classify("2026-11-25 17:00:00.000001", limit) == .late)
        }
    }

    @Test func `a shorter limit is on time only in the minute of its due`() {
        for limit: TimeLimit in [.sameDay, .workingDays(1), .days(1), .workingHours(8)] {
            #expect(classify("2026-11-25 16:59:59.999999", limit) == .early)
            #expect(classify("2026-11-25 17:00", limit) == .onTime)
            #expect(classify("2026-11-25 17:00:01", limit) == .late)
        }
        let odd = at("2026-11-25 10:15:40")
        let limit = TimeLimit.workingHours(8)
        #expect(Deadline.classify(ended: at("2026-11-25 10:15:00"), due: odd, limit: limit) == .onTime)
        #expect(Deadline.classify(ended: at("2026-11-25 10:14:59"), due: odd, limit: limit) == .early)
        #expect(Deadline.classify(ended: at("2026-11-25 10:15:41"), due: odd, limit: limit) == .late)
    }

    @Test func `a due at 24:00 belongs to the day it ends`() {
        let midnight = Instant(day("2026-11-25"), minute: 1440)
        func classify(_ ended: Instant) -> Timeliness {
            Deadline.classify(ended: ended, due: midnight, limit: .workingDays(5))
        }
        #expect(classify(at("2026-11-24 23:59")) == .early)
        #expect(classify(at("2026-11-25 00:00")) == .onTime)
        #expect(classify(midnight) == .onTime)
    }

    @Test func `overdue is past the due, not at it`() {
        #expect(!Deadline.isOverdue(due: due, asOf: due))
        #expect(Deadline.isOverdue(due: due, asOf: due.adding(seconds: 1)))
    }

    @Test func `an extension may be asked until the day before the due`() throws {
        #expect(Deadline.permitsExtension(due: due, asOf: at("2026-11-24 23:59")))
        #expect(!Deadline.permitsExtension(due: due, asOf: at("2026-11-25 00:00")))
        #expect(!Deadline.permitsExtension(due: due, asOf: at("2026-11-30 08:00")))
        let earlier = try DeadlineSettings(extensionNoticeDays: 3)
        #expect(!Deadline.permitsExtension(due: due, asOf: at("2026-11-23 08:00"), earlier))
        #expect(Deadline.permitsExtension(due: due, asOf: at("2026-11-22 08:00"), earlier))
    }
}

@Suite("The office's own clocks")
struct OfficeClockTests {
    let counter: DeadlineContext

    init() throws { counter = try CalendarFixture.counter() }

    @Test func `papers are handed on the same day, after three o'clock at the next opening`() throws {
        let vectors = [
            ("2026-11-20 09:00", "2026-11-20T17:00:00+07:00"), ("2026-11-20 15:00", "2026-11-20T17:00:00+07:00"),
            ("2026-11-20 15:00:01", "2026-11-23T07:00:00+07:00"), ("2026-11-20 18:00", "2026-11-23T07:00:00+07:00"),
            ("2026-11-21 10:00", "2026-11-23T07:00:00+07:00"), ("2026-11-23 16:00", "2026-11-25T07:00:00+07:00"),
            ("2026-11-23 06:00", "2026-11-23T17:00:00+07:00"),
        ]
        for (received, by) in vectors {
            #expect(try Deadline.transferBy(received: at(received), in: counter).rfc3339 == by)
        }
        #expect(throws: CalendarRefusal.yearOutside(2028, 2025...2027)) {
            try Deadline.transferBy(received: at("2027-12-31 16:00"), in: counter)
        }
    }

    @Test func `an online submission is answered within eight working hours`() throws {
        var online = counter
        online.channel = .online
        #expect(
            try Deadline.answerBy(submitted: at("2026-11-21 22:00"), in: online).due == at("2026-11-23 17:00"))
        #expect(
            try Deadline.answerBy(submitted: at("2026-11-23 16:30"), in: online).due == at("2026-11-25 16:30"))
        online.settings = try DeadlineSettings(answerHours: 4)
        #expect(
            try Deadline.answerBy(submitted: at("2026-11-23 16:30"), in: online).due == at("2026-11-25 10:30"))
    }

    @Test func `a supplement is asked within three working days of reception`() throws {
        var elsewhere = try CalendarFixture.counter(
            closures: [Closure(site: "b", from: day("2026-11-25"), to: day("2026-11-26"), reason: "lũ")],
            resultSite: "b")
        #expect(
            try Deadline.supplementNoticeEnd(received: at("2026-11-20 09:00"), in: elsewhere) == at("2026-11-26 17:00"))
        #expect(
            try Deadline.supplementNoticeEnd(received: at("2026-11-20 09:00"), days: 2, in: elsewhere)
                == at("2026-11-25 17:00"))
        elsewhere.settings = try DeadlineSettings(supplementNoticeDays: 1)
        #expect(
            try Deadline.supplementNoticeEnd(received: at("2026-11-20 09:00"), in: elsewhere) == at("2026-11-23 17:00"))
    }
}
