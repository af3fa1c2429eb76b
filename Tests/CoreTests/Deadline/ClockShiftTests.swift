import Core
import Foundation
import Testing

@Suite("Restarting, pausing, excluding, extending")
struct ClockShiftTests {
    let counter: DeadlineContext

    init() throws { counter = try CalendarFixture.counter() }

    private func start(_ limit: TimeLimit, _ received: String) throws -> DueDate {
        try Deadline.due(of: limit, received: at(received), in: counter)
    }

    @Test func `a restart gives the full limit from completion`() throws {
        let first = try start(.workingDays(2), "2026-11-16 09:00")
        let again = try Deadline.restart(
            first, requested: at("2026-11-17 10:00"), completed: at("2026-11-20 09:00"), in: counter)
        #expect(again.due == at("2026-11-25 17:00"))
        #expect(again.runsFrom == at("2026-11-20 09:00") && again.limit == .workingDays(2))
    }

    @Test func `a pause keeps whole working days, the day of the request unused`() throws {
        let first = try start(.workingDays(5), "2026-11-09 09:00")
        #expect(first.due == at("2026-11-16 17:00"))
        // Used: 10 and 11 November. Unused: three days, counted from the day after completion.
        let resumed = try Deadline.pause(
            first, requested: at("2026-11-12 16:59"), completed: at("2026-11-19 08:00"), in: counter)
        #expect(resumed.due == at("2026-11-25 17:00"))
        let sameDay = try Deadline.pause(
            first, requested: at("2026-11-09 10:00"), completed: at("2026-11-09 11:00"), in: counter)
        #expect(sameDay.due == first.due, "asked on the day of reception, nothing was used")
        let onTheLast = try Deadline.pause(
            first, requested: at("2026-11-16 17:00"), completed: at("2026-11-18 08:00"), in: counter)
        #expect(onTheLast.due == at("2026-11-19 17:00"), "the last day is still unused")
    }

    @Test func `a pause keeps calendar days, and the moved last day as one`() throws {
        let first = try start(.days(15), "2026-02-06 09:00")
        #expect(first.due == at("2026-02-23 17:00") && first.lastDay == day("2026-02-21"))
        let early = try Deadline.pause(
            first, requested: at("2026-02-10 09:00"), completed: at("2026-03-02 09:00"), in: counter)
        #expect(
            early.due == at("2026-03-16 17:00"),
            "12 days are left: 7, 8 and 9 February were used; 14 March is a Saturday")
        let late = try Deadline.pause(
            first, requested: at("2026-02-23 09:00"), completed: at("2026-02-23 15:00"), in: counter)
        #expect(late.due == at("2026-02-24 17:00"))
        let months = try start(.months(1), "2026-03-02 09:00")
        let paused = try Deadline.pause(
            months, requested: at("2026-03-30 09:00"), completed: at("2026-04-06 09:00"), in: counter)
        #expect(paused.due == at("2026-04-10 17:00"), "30 and 31 March, 1 and 2 April are left")
    }

    @Test func `a pause keeps the exact time of hours`() throws {
        let first = try start(.workingHours(8), "2026-11-19 15:30:30")
        let resumed = try Deadline.pause(
            first, requested: at("2026-11-19 16:00"), completed: at("2026-11-20 18:00"), in: counter)
        #expect(resumed.due == at("2026-11-23 16:30:30"))
        let atTheEnd = try Deadline.pause(
            resumed, requested: resumed.due, completed: at("2026-11-25 20:00"), in: counter)
        #expect(atTheEnd.due == at("2026-11-26 07:00"), "nothing is left, so it is due when the office opens")
    }

    @Test func `a paused same-day procedure is due by the rule of three o'clock again`() throws {
        let first = try start(.sameDay, "2026-11-20 09:00")
        func resumed(_ completed: String) throws -> Instant {
            try Deadline.pause(first, requested: at("2026-11-20 10:00"), completed: at(completed), in: counter).due
        }
        #expect(try resumed("2026-11-23 14:00") == at("2026-11-23 17:00"))
        #expect(try resumed("2026-11-23 15:01") == at("2026-11-25 17:00"))
    }

    @Test func `an exclusion moves days by calendar days, then past days off`() throws {
        let first = try start(.days(30), "2026-10-01 09:00")
        #expect(first.due == at("2026-11-02 17:00"), "31 October is a Saturday")
        let moved = try Deadline.exclude(
            first, requested: at("2026-10-05 16:00"), completed: at("2026-10-27 08:00"), in: counter)
        #expect(moved.due == at("2026-11-25 17:00"), "22 days later is Culture Day")
        let unmoved = try Deadline.exclude(
            first, requested: at("2026-10-05 08:00"), completed: at("2026-10-05 16:00"), in: counter)
        #expect(unmoved.due == first.due)
    }

    @Test func `an exclusion moves working days by working time, to the closing`() throws {
        let first = try start(.workingDays(2), "2026-11-16 09:00")
        func moved(_ from: String, _ to: String) throws -> Instant {
            try Deadline.exclude(first, requested: at(from), completed: at(to), in: counter).due
        }
        #expect(try moved("2026-11-17 08:00", "2026-11-17 08:01") == at("2026-11-19 17:00"))
        #expect(try moved("2026-11-17 07:00", "2026-11-17 17:00") == at("2026-11-19 17:00"), "eight hours are a day")
        #expect(try moved("2026-11-17 07:00", "2026-11-18 07:01") == at("2026-11-20 17:00"))
        #expect(try moved("2026-11-17 18:00", "2026-11-18 06:00") == first.due, "a night moves nothing")
    }

    @Test func `an exclusion moves hours by working time`() throws {
        let first = try start(.workingHours(8), "2026-11-19 09:00")
        let moved = try Deadline.exclude(
            first, requested: at("2026-11-19 16:00"), completed: at("2026-11-20 08:30"), in: counter)
        #expect(first.due == at("2026-11-20 09:00") && moved.due == at("2026-11-20 11:30"))
    }

    @Test func `exclusions that overlap are left out once`() throws {
        let (from, to) = (at("2026-11-17 08:00"), at("2026-11-19 10:00"))
        let once = try Deadline.due(
            of: .workingDays(5), received: at("2026-11-16 09:00"), shifts: [.exclude(requested: from, completed: to)],
            in: counter)
        let parts: [ClockShift] = [
            .exclude(requested: at("2026-11-18 09:00"), completed: at("2026-11-18 15:00")),
            .exclude(requested: from, completed: to),
            .exclude(requested: at("2026-11-19 09:00"), completed: to),
        ]
        let joined = try Deadline.due(
            of: .workingDays(5), received: at("2026-11-16 09:00"), shifts: parts, in: counter)
        #expect(joined.due == once.due && once.due == at("2026-11-27 17:00"))
        let first = try Deadline.due(of: .workingDays(5), received: at("2026-11-16 09:00"), in: counter)
        let inner = try Deadline.exclude(
            first, requested: at("2026-11-18 09:00"), completed: at("2026-11-18 15:00"), in: counter)
        #expect(throws: CalendarRefusal.requestedBeforeStart(requested: from, start: at("2026-11-18 15:00"))) {
            try Deadline.exclude(inner, requested: from, completed: to, in: counter)
        }
    }

    @Test func `an extension sets a new day and is refused from the day of the due on`() throws {
        let first = try start(.workingDays(2), "2026-11-16 09:00")
        let later = try Deadline.extend(first, to: day("2026-11-24"), decided: at("2026-11-17 23:59"), in: counter)
        #expect(later.due == at("2026-11-25 17:00"), "Culture Day moves it on")
        #expect(throws: CalendarRefusal.extensionTooLate(due: first.due)) {
            try Deadline.extend(first, to: day("2026-11-20"), decided: at("2026-11-18 00:00"), in: counter)
        }
        #expect(throws: CalendarRefusal.extensionNotLater(than: first.due)) {
            try Deadline.extend(first, to: day("2026-11-18"), decided: at("2026-11-17 08:00"), in: counter)
        }
        #expect(throws: CalendarRefusal.yearOutside(2028, 2025...2027)) {
            try Deadline.extend(first, to: day("2028-01-03"), decided: at("2026-11-17 08:00"), in: counter)
        }
        let paused = try Deadline.pause(
            later, requested: at("2026-11-20 09:00"), completed: at("2026-11-26 09:00"), in: counter)
        #expect(paused.due == at("2026-12-01 17:00"), "20, 23 and 25 November were left")
    }

    @Test func `nothing stops a clock after its due, before its start or backwards`() throws {
        let first = try start(.workingDays(2), "2026-11-16 09:00")
        let tooLate = first.due.adding(seconds: 1)
        let shifts: [(Instant, Instant, CalendarRefusal)] = [
            (tooLate, at("2026-11-20 09:00"), .duePassed(due: first.due)),
            (
                at("2026-11-16 08:00"), at("2026-11-20 09:00"),
                .requestedBeforeStart(requested: at("2026-11-16 08:00"), start: at("2026-11-16 09:00"))
            ),
            (
                at("2026-11-17 08:00"), at("2026-11-17 07:00"),
                .completedBeforeRequest(requested: at("2026-11-17 08:00"), completed: at("2026-11-17 07:00"))
            ),
            (at("2026-11-17 08:00"), at("2028-01-17 07:00"), .yearOutside(2028, 2025...2027)),
        ]
        for (from, to, refusal) in shifts {
            #expect(throws: refusal) { try Deadline.restart(first, requested: from, completed: to, in: counter) }
            #expect(throws: refusal) { try Deadline.pause(first, requested: from, completed: to, in: counter) }
            #expect(throws: refusal) { try Deadline.exclude(first, requested: from, completed: to, in: counter) }
        }
        #expect(Deadline.unused(first, at: tooLate, in: counter) == nil)
        #expect(Deadline.unused(first, at: first.due, in: counter) == .workingDays(1))
    }

    @Test func `shifts are stored by name and read again`() throws {
        let shifts: [ClockShift] = [
            .restart(requested: at("2026-11-16 08:00"), completed: at("2026-11-17 08:00")),
            .pause(requested: at("2026-11-16 08:00"), completed: at("2026-11-17 08:00")),
            .exclude(requested: at("2026-11-16 08:00"), completed: at("2026-11-17 08:00")),
            .extend(decided: at("2026-11-16 08:00"), to: day("2026-11-20")),
        ]
        #expect(try JSONDecoder().decode([ClockShift].self, from: try JSONEncoder().encode(shifts)) == shifts)
    }
}
