/// The legal clock of a dossier (thời hạn giải quyết): pure functions from moments and a calendar to a due date.
///
/// Nothing here reads a clock or keeps anything; the same question always has the same answer.
public enum Deadline {
    /// When a dossier received at `received` is due, explained step by step.
    ///
    /// Working days, days and months count from the day after the reception, whatever its hour (R2, R9); hours run
    /// within office hours (R8); a last day without work moves to the next working day (R4).
    ///
    /// - Refuses: `.badLimit`, and `.yearOutside` naming the year where the calendar ends before the count does.
    public static func due(of limit: TimeLimit, received: Instant, in context: DeadlineContext)
        throws(CalendarRefusal) -> DueDate
    {
        let ground = Ground(context)
        let amount = try ClockAmount(limit)
        let landing = try ground.land(amount, from: received)
        var story = Story(ground, at: received)
        story.mark(limit.rule, .received(limit))
        story.count(amount, from: received, to: landing)
        return ground.dueDate(landing, limit: limit, runsFrom: received, settledUntil: received, story)
    }

    /// The same moment without its explanation, for bulk work.
    public static func dueInstant(of limit: TimeLimit, received: Instant, in context: DeadlineContext)
        throws(CalendarRefusal) -> Instant
    {
        try Ground(context).land(try ClockAmount(limit), from: received).due
    }
}

extension TimeLimit {
    /// The rule that counts this kind of limit.
    var rule: DeadlineRule {
        switch self {
        case .workingHours: .fromTheMoment
        case .workingDays: .workingDays
        case .days: .calendarDays
        case .months: .months
        case .sameDay: .sameDayCutoff
        }
    }
}

/// Where a count ends: its last day, the day that it was moved to, and the moment.
struct Landing {
    /// Offset of the last day of the term.
    let lastDay: Int
    /// Offset of the day of the appointment; later than `lastDay` where that has no work (R4).
    let day: Int
    let due: Instant
}

/// The tables that a context names, looked up once.
struct Ground {
    let calendar: WorkingCalendar
    let settings: DeadlineSettings
    let table: DayTable
    private let result: DayTable?

    init(_ context: DeadlineContext) {
        calendar = context.calendar
        settings = context.settings
        table = calendar.table(context.site, context.channel)
        result = context.resultSite.map { context.calendar.table($0, context.resultChannel) }
    }

    func land(_ amount: ClockAmount, from start: Instant) throws(CalendarRefusal) -> Landing {
        try calendar.check(start)
        let day = table.offset(of: start)
        switch amount {
        case .time(let duration):
            guard let due = table.moment(after: start, by: duration, .open) else { throw calendar.pastTheEnd }
            return Landing(lastDay: table.offset(due.dueDay), day: table.offset(due.dueDay), due: due)
        case .workingDays(let n):
            guard let last = table.workingDay(atOrAfter: day + 1, further: n - 1) else { throw calendar.pastTheEnd }
            return try settle(last)
        case .days(let n):
            return try settle(day + n)
        case .months(let n):
            return try settle(table.offset(try monthsLater(n, than: start.date)))
        case .sameDay(let further):
            guard let first = sameDay(start), let last = table.workingDay(atOrAfter: first, further: further)
            else { throw calendar.pastTheEnd }
            return try settle(last)
        }
    }

    /// The end of a term in days: the closing of its last day, or of the next on which results are given (R3, R4).
    ///
    /// - Refuses: `.yearOutside` if that lies past the calendar.
    func settle(_ lastDay: Int) throws(CalendarRefusal) -> Landing {
        guard lastDay < table.count else { throw .yearOutside(table.date(lastDay).year, calendar.years) }
        var day = lastDay
        while true {
            guard let next = table.workingDay(atOrAfter: day) else { throw calendar.pastTheEnd }
            guard closedAtResult(next) != nil else {
                return Landing(lastDay: lastDay, day: next, due: closing(next))
            }
            day = next + 1
        }
    }

    /// Offset of the day on which a same-day procedure is due; nil past the calendar.
    ///
    /// The day itself while the office will still be open and the cut-off has not passed, else the next working day.
    func sameDay(_ received: Instant) -> Int? {
        let day = table.offset(of: received)
        return table.workingDay(atOrAfter: isForToday(received) ? day : day + 1)
    }

    /// Whether what comes in now is still for this working day: before its closing and not after the cut-off (R9, R10).
    private func isForToday(_ received: Instant) -> Bool {
        let day = table.offset(of: received)
        return table.isWorking(day) && received < table.at(day, table.closing(day)) && !isAfterCutoff(received)
    }

    func isAfterCutoff(_ received: Instant) -> Bool {
        received > Instant(received.date, minute: settings.sameDayCutoffMinute)
    }

    /// What a term in days shows as the end of a working day: its closing, or 24:00 by a setting (R3).
    func closing(_ day: Int) -> Instant {
        table.at(day, settings.closingAtMidnight ? 1440 : table.closing(day))
    }

    func opening(_ day: Int) -> Instant { table.at(day, table.intervals(day).first?.opens ?? 0) }

    /// Why no result can be handed over on that day; nil if it can.
    func closedAtResult(_ day: Int) -> String? { result?.closures[day] }

    /// - Refuses: `.yearOutside`, before a date past year 9999 would have to be made.
    private func monthsLater(_ count: Int, than date: CivilDate) throws(CalendarRefusal) -> CivilDate {
        let parts = date.parts
        let year = parts.year + (parts.month - 1 + count) / 12
        guard calendar.years.contains(year) else { throw .yearOutside(year, calendar.years) }
        return date.adding(months: count)
    }

    func dueDate(
        _ landing: Landing, limit: TimeLimit, runsFrom: Instant, settledUntil: Instant,
        _ story: consuming Story
    ) -> DueDate {
        DueDate(
            due: landing.due, limit: limit, runsFrom: runsFrom, settledUntil: settledUntil,
            lastDay: table.date(landing.lastDay), calendarVersion: calendar.version,
            explanation: story.finished(at: landing.due))
    }
}
