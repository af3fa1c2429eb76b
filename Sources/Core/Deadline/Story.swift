/// Writes the explanation of a count while following it day by day.
///
/// Why apart from the counting: the due comes from sums in a moment, the story is for people and costs a walk. The
/// tests hold the two together: the story ends at the due and skips just the days that do not count.
struct Story {
    let ground: Ground
    private(set) var steps: [ExplanationStep]
    /// Where the last step ended.
    private(set) var cursor: Instant

    /// Goes on after the given steps.
    init(_ ground: Ground, after steps: [ExplanationStep] = [], at cursor: Instant) {
        self.ground = ground
        self.steps = steps
        self.steps.reserveCapacity(steps.count + 10)
        self.cursor = cursor
    }

    /// A step of no length at the present moment.
    mutating func mark(_ rule: DeadlineRule, _ fact: ExplanationFact) {
        steps.append(ExplanationStep(from: cursor, to: cursor, rule: rule, fact: fact))
    }

    /// A step from the present moment on; never back.
    mutating func add(until moment: Instant, _ rule: DeadlineRule, _ fact: ExplanationFact) {
        let to = max(cursor, moment)
        steps.append(ExplanationStep(from: cursor, to: to, rule: rule, fact: fact))
        cursor = to
    }

    /// The steps with the due as the last of them.
    consuming func finished(at due: Instant) -> [ExplanationStep] {
        steps.append(ExplanationStep(from: due, to: due, rule: .endsAtClosing, fact: .due))
        return steps
    }

    /// Follows the count of an amount from where it starts to where it lands.
    mutating func count(_ amount: ClockAmount, from start: Instant, to landing: Landing) {
        let day = ground.table.offset(of: start)
        switch amount {
        case .time:
            waitForOpening(until: landing.due)
            countTime(until: landing.due, .open, .workingHours, before: .outsideHours)
        case .workingDays:
            firstDay(day, counted: true)
            countWorkingDays(from: day + 1, to: landing)
        case .days(let n):
            firstDay(day, counted: false)
            let last = ground.table.date(landing.lastDay)
            end(landing, .calendarDays, .calendarDays(n, last: last))
        case .months(let n):
            firstDay(day, counted: false)
            let last = ground.table.date(landing.lastDay)
            let shortened = last.parts.day < start.date.parts.day
            end(landing, .months, .months(n, last: last, shortened: shortened))
        case .sameDay:
            countSameDay(start, to: landing)
        }
    }

    /// The step that reaches the last day, and those that move it where it has no work (R4).
    mutating func end(_ landing: Landing, _ rule: DeadlineRule, _ fact: ExplanationFact) {
        let moved = landing.day > landing.lastDay
        add(until: moved ? ground.table.at(landing.lastDay, 0) : landing.due, rule, fact)
        if moved { move(landing) }
    }

    /// From a last day without work, or without anyone to hand the result over, to the day of the appointment.
    mutating func move(_ landing: Landing) {
        walk(landing.lastDay...(landing.day - 1), .lastDayMoves, until: ground.opening(landing.day)) {
            ground, day in
            if ground.table.isWorking(day), let reason = ground.closedAtResult(day) { return .resultClosed(reason) }
            return .off(ground.calendar.reason(day, in: ground.table))
        }
        let (last, day) = (ground.table.date(landing.lastDay), ground.table.date(landing.day))
        add(until: landing.due, .lastDayMoves, .movedTo(day, from: last))
    }

    private mutating func firstDay(_ day: Int, counted: Bool) {
        let opens = counted && ground.table.isWorking(day + 1)
        let next = opens ? ground.opening(day + 1) : ground.table.at(day + 1, 0)
        add(until: next, .firstDayNotCounted, .firstDay(ground.table.date(day)))
    }

    private mutating func countWorkingDays(from first: Int, to landing: Landing) {
        let moved = landing.day > landing.lastDay
        let closing = ground.closing(landing.lastDay)
        walk(first...landing.lastDay, .workingDays, until: moved ? closing : landing.due) { ground, day in
            Mark(day, in: ground, .workingDays)
        }
        if moved { move(landing) }
    }

    /// To the day that the 15:00 rule gives, then the days after it that a resumed clock may still have.
    private mutating func countSameDay(_ start: Instant, to landing: Landing) {
        let today = ground.table.offset(of: start)
        let base = min(ground.sameDay(start) ?? landing.lastDay, landing.lastDay)
        var next = today
        if ground.table.isWorking(today), base > today || !ground.table.isOpen(at: start) {
            if base > today { next = today + 1 }
            let opens = ground.table.isWorking(next)
            let opening = max(ground.opening(next), ground.table.nextOpening(after: start, .workingDays) ?? start)
            let until = opens ? opening : ground.table.at(next, 0)
            if base > today, ground.isAfterCutoff(start) {
                add(until: until, .sameDayCutoff, .afterCutoff(minute: ground.settings.sameDayCutoffMinute))
            } else {
                add(until: until, .outsideHours, .waitsForOpening)
            }
        }
        if next < base {
            walk(next...(base - 1), .outsideHours, until: ground.opening(base)) { ground, day in
                .off(ground.calendar.reason(day, in: ground.table))
            }
        }
        guard base < landing.lastDay else {
            return end(landing, .sameDayCutoff, .sameDay(ground.table.date(base)))
        }
        countWorkingDays(from: base, to: landing)
    }
}
