import Core
import Testing

/// Deadlines that were computed by hand from the days off of 2025 and 2026 and the usual hours.
@Suite("Deadlines computed by hand")
struct GoldenDeadlineTests {
    let counter: DeadlineContext

    init() throws { counter = try CalendarFixture.counter() }

    private func expect(
        _ limit: TimeLimit, _ received: String, _ due: String, at place: SourceLocation = #_sourceLocation
    ) throws {
        let found = try Deadline.due(of: limit, received: at(received), in: counter)
        #expect(found.due.rfc3339 == at(due).rfc3339, sourceLocation: place)
        #expect(found.calendarVersion == 7, sourceLocation: place)
        #expect(
            try Deadline.dueInstant(of: limit, received: at(received), in: counter) == found.due, sourceLocation: place)
    }

    // Working days.
    @Test func `3 working days over Tết`() throws {
        try expect(.workingDays(3), "2026-02-13 09:00", "2026-02-25 17:00")
    }
    @Test func `10 working days over Tết`() throws {
        try expect(.workingDays(10), "2026-02-12 09:00", "2026-03-05 17:00")
    }
    @Test func `2 working days skip Culture Day`() throws {
        try expect(.workingDays(2), "2026-11-20 09:00", "2026-11-25 17:00")
    }
    @Test func `1 working day from the eve of Culture Day`() throws {
        try expect(.workingDays(1), "2026-11-23 09:00", "2026-11-25 17:00")
    }
    @Test func `1 working day ends on the swapped Saturday before National Day`() throws {
        try expect(.workingDays(1), "2026-08-21 09:00", "2026-08-22 17:00")
    }
    @Test func `1 working day ends on the swapped Saturday of January`() throws {
        try expect(.workingDays(1), "2026-01-09 09:00", "2026-01-10 17:00")
    }
    @Test func `1 working day over New Year and its swapped day off`() throws {
        try expect(.workingDays(1), "2025-12-31 09:00", "2026-01-05 17:00")
    }
    @Test func `3 working days over Hùng Kings and the spring holidays`() throws {
        try expect(.workingDays(3), "2026-04-24 09:00", "2026-05-04 17:00")
    }
    @Test func `1 working day ends on the swapped Saturday of April 2025`() throws {
        try expect(.workingDays(1), "2025-04-25 09:00", "2025-04-26 17:00")
    }
    @Test func `1 working day over National Day 2026`() throws {
        try expect(.workingDays(1), "2026-08-28 09:00", "2026-09-03 17:00")
    }
    @Test func `2 working days over National Day 2025`() throws {
        try expect(.workingDays(2), "2025-08-29 09:00", "2025-09-04 17:00")
    }

    // Calendar days.
    @Test func `15 days that end in the Tết holiday move to the Monday after`() throws {
        try expect(.days(15), "2026-02-06 09:00", "2026-02-23 17:00")
    }
    @Test func `15 days that end on Culture Day move to the next day`() throws {
        try expect(.days(15), "2026-11-09 09:00", "2026-11-25 17:00")
    }
    @Test func `30 days that end on Labour Day move over the weekend`() throws {
        try expect(.days(30), "2026-04-01 09:00", "2026-05-04 17:00")
    }
    @Test func `30 days that end on National Day move to the next day`() throws {
        try expect(.days(30), "2026-08-03 09:00", "2026-09-03 17:00")
    }

    // Working hours.
    @Test func `1 hour used up at the noon closing ends there`() throws {
        try expect(.workingHours(1), "2026-11-19 10:30", "2026-11-19 11:30")
    }
    @Test func `8 hours from the opening end at the closing`() throws {
        try expect(.workingHours(8), "2026-11-19 07:00", "2026-11-19 17:00")
    }
    @Test func `8 hours from the afternoon end at the same time of the next day`() throws {
        try expect(.workingHours(8), "2026-11-19 15:30", "2026-11-20 15:30")
    }
    @Test func `4 hours over a weekend`() throws {
        try expect(.workingHours(4), "2026-11-20 16:00", "2026-11-23 10:00")
    }
    @Test func `2 hours over Culture Day`() throws {
        try expect(.workingHours(2), "2026-11-23 16:30", "2026-11-25 08:30")
    }
    @Test func `8 hours over Tết`() throws { try expect(.workingHours(8), "2026-02-13 10:00", "2026-02-23 10:00") }
    @Test func `1 hour received at lunch starts at the afternoon opening`() throws {
        try expect(.workingHours(1), "2026-11-20 12:00", "2026-11-20 14:30")
    }
    @Test func `1 hour received after the closing starts at the next opening`() throws {
        try expect(.workingHours(1), "2026-11-20 18:00", "2026-11-23 08:00")
    }

    // The same day.
    @Test func `same-day before three o'clock is due that day`() throws {
        try expect(.sameDay, "2026-11-20 14:59", "2026-11-20 17:00")
    }
    @Test func `same-day after three o'clock is due the next working day`() throws {
        try expect(.sameDay, "2026-11-20 15:01", "2026-11-23 17:00")
    }
    @Test func `same-day on a Saturday is due on Monday`() throws {
        try expect(.sameDay, "2026-11-21 10:00", "2026-11-23 17:00")
    }

    // Working days that begin when the office is closed.
    @Test func `1 working day received on a Saturday is Monday`() throws {
        try expect(.workingDays(1), "2026-11-21 10:00", "2026-11-23 17:00")
    }
    @Test func `1 working day received on Friday evening is Monday`() throws {
        try expect(.workingDays(1), "2026-11-20 18:00", "2026-11-23 17:00")
    }

    @Test func `three o'clock sharp is still in time, a moment later is not`() throws {
        try expect(.sameDay, "2026-11-20 15:00", "2026-11-20 17:00")
        try expect(.sameDay, "2026-11-20 15:00:00.000001", "2026-11-23 17:00")
    }

    @Test func `same-day before the opening and at lunch is due that day`() throws {
        try expect(.sameDay, "2026-11-20 05:00", "2026-11-20 17:00")
        try expect(.sameDay, "2026-11-20 12:00", "2026-11-20 17:00")
    }

    @Test func `months end on the same day number or the last of the month`() throws {
        try expect(.months(1), "2026-01-31 09:00", "2026-03-02 17:00")
        try expect(.months(2), "2026-03-20 09:00", "2026-05-20 17:00")
        try expect(.months(14), "2025-12-31 09:00", "2027-03-01 17:00")
    }
}
