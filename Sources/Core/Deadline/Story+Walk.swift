/// What a day is to a count.
enum Mark: Equatable {
    case counted
    case swap(DayName, replaces: CivilDate)
    case off(DayReason)
    case resultClosed(String)

    init(_ day: Int, in ground: Ground, _ hours: DayTable.Hours) {
        let counts = ground.table.counts(day, hours)
        // Most days have no rule, and then nothing needs to be looked up.
        if counts, ground.calendar.isPlain(day) {
            self = .counted
            return
        }
        let reason = ground.calendar.reason(day, in: ground.table)
        if case .swapWork(let name, let replaces) = reason, counts {
            self = .swap(name, replaces: replaces)
        } else {
            self = counts ? .counted : .off(reason)
        }
    }

    var counts: Bool {
        switch self {
        case .counted, .swap: true
        case .off, .resultClosed: false
        }
    }

    /// Swapped days are told one by one, each with the day it replaces.
    var merges: Bool {
        switch self {
        case .swap: false
        case .counted, .off, .resultClosed: true
        }
    }
}

/// How counted days are told: by their number in the limit, or by the time they add.
enum Measure {
    case ordinals
    case time(DayTable.Hours)
}

extension Story {
    /// Tells days in runs of one mark, from the present moment to `end` on the last of them.
    ///
    /// A run that does not count lasts until the next counted opening; `before` is the rule of those in front of the
    /// first counted day, if it differs.
    mutating func walk(
        _ days: ClosedRange<Int>, _ rule: DeadlineRule, before: DeadlineRule? = nil, until end: Instant,
        _ measure: Measure = .ordinals, marking: (Ground, Int) -> Mark
    ) {
        var ordinal = 0
        var counting = false
        var first = days.lowerBound
        var mark = marking(ground, first)
        while first <= days.upperBound {
            var last = first
            var next: Mark?
            while last < days.upperBound, next == nil {
                let following = marking(ground, last + 1)
                if mark.merges, following == mark { last += 1 } else { next = following }
            }
            counting = counting || mark.counts
            let until = next.map { boundary(last, mark, $0) } ?? end
            add(until: until, counting ? rule : before ?? rule, fact(mark, first, last, ordinal, until, measure))
            if mark.counts { ordinal += last - first + 1 }
            first = last + 1
            mark = next ?? mark
        }
    }

    /// Where one run of days ends and the next begins.
    private func boundary(_ last: Int, _ mark: Mark, _ next: Mark) -> Instant {
        if next.counts { return ground.opening(last + 1) }
        return mark.counts ? ground.table.at(last, ground.table.closing(last)) : ground.table.at(last + 1, 0)
    }

    private func fact(
        _ mark: Mark, _ first: Int, _ last: Int, _ ordinal: Int, _ until: Instant, _ measure: Measure
    ) -> ExplanationFact {
        let (from, through) = (ground.table.date(first), ground.table.date(last))
        switch (mark, measure) {
        case (.off(let reason), _):
            return .skipped(reason, first: from, last: through)
        case (.resultClosed(let reason), _):
            return .resultSiteClosed(reason: reason, first: from, last: through)
        case (.counted, .ordinals):
            return .workingDays(first: ordinal + 1, last: ordinal + 1 + last - first, from: from, through: through)
        case (.swap(let name, let replaces), .ordinals):
            return .swapDay(ordinal: ordinal + 1, day: from, name: name, replaces: replaces)
        case (.counted, .time(let hours)):
            return .workingTime(time(until: until, hours))
        case (.swap(let name, let replaces), .time(let hours)):
            return .swapTime(time(until: until, hours), day: from, name: name, replaces: replaces)
        }
    }

    private func time(until: Instant, _ hours: DayTable.Hours) -> Int64 {
        max(0, ground.table.time(before: until, hours) - ground.table.time(before: cursor, hours))
    }

    /// What came outside hours on a day of work waits for the next opening (R9); days without work are told apart.
    mutating func waitForOpening(until due: Instant) {
        let day = ground.table.offset(of: cursor)
        guard due > cursor, ground.table.isOpen(day), !ground.table.isOpen(at: cursor) else { return }
        let opening = ground.table.nextOpening(after: cursor, .open) ?? due
        let soon = ground.table.offset(of: opening) <= day + 1
        add(until: soon ? opening : ground.table.at(day + 1, 0), .outsideHours, .waitsForOpening)
    }

    /// Tells time counted from the present moment to `due`, nights and noons left out without a word.
    mutating func countTime(
        until due: Instant, _ hours: DayTable.Hours, _ rule: DeadlineRule, before: DeadlineRule
    ) {
        guard due > cursor else { return }
        var first = ground.table.offset(of: cursor)
        if ground.table.counts(first, hours), ground.table.at(first, ground.table.closing(first)) <= cursor {
            // The day is over: what follows belongs to the next.
            first += 1
        }
        let last = ground.table.offset(due.dueDay)
        guard first <= last else { return }
        walk(first...last, rule, before: before, until: due, .time(hours)) { ground, day in
            Mark(day, in: ground, hours)
        }
    }
}
