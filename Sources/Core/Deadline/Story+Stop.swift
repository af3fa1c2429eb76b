extension Story {
    /// The story of a clock that was stopped: told to the request, and the request's own day given back.
    ///
    /// What was told of later days is cut; what moved the due before (an exclusion, an extension) stays, as a remark at
    /// the moment of the request.
    static func stopped(
        _ current: DueDate, at requested: Instant, _ rule: DeadlineRule, in ground: Ground
    ) -> Story {
        var story = Story(ground, at: current.explanation.first?.from ?? requested)
        for step in current.stepsWithoutEnd {
            story.retell(step, until: requested, rule)
        }
        if story.cursor < requested { story.add(until: requested, rule, .requestDay(requested.date)) }
        return story
    }

    private mutating func retell(_ step: ExplanationStep, until requested: Instant, _ rule: DeadlineRule) {
        let today = requested.date
        switch step.fact {
        case .excluded, .extended:
            add(until: min(step.to, requested), step.rule, step.fact)
        case .workingDays(let first, _, let from, _) where step.lastDay >= today:
            let used = max(0, today.dayNumber - from.dayNumber)
            guard step.from < requested, used > 0 else { return giveBack(step, requested, rule) }
            let through = today.adding(days: -1)
            let closing = ground.closing(ground.table.offset(through))
            let fact = ExplanationFact.workingDays(first: first, last: first + used - 1, from: from, through: through)
            add(until: min(closing, requested), step.rule, fact)
            giveBack(step, requested, rule)
        case .calendarDays, .months:
            guard step.lastDay >= today else { return keep(step, requested) }
            let used = today.dayNumber - step.from.date.dayNumber
            guard used > 0 else { return giveBack(step, requested, rule) }
            add(
                until: Instant(today, minute: 0), .calendarDays,
                .calendarDays(used, last: today.adding(days: -1)))
            giveBack(step, requested, rule)
        case .swapDay, .sameDay, .movedTo, .untilClosing:
            if step.lastDay >= today { giveBack(step, requested, rule) } else { keep(step, requested) }
        case .workingTime, .swapTime, .skipped, .resultSiteClosed, .received, .firstDay, .waitsForOpening,
            .afterCutoff, .workingDays, .requestDay, .paused, .restarted, .due:
            keep(step, requested)
        }
    }

    /// The step as it was, or as much of it as lies before the request.
    private mutating func keep(_ step: ExplanationStep, _ requested: Instant) {
        guard step.from < requested || (step.from == requested && step.to == step.from), step.from >= cursor
        else { return }
        let until = min(step.to, requested)
        add(until: until, step.rule, until < step.to ? shortened(step.fact, from: step.from, until) : step.fact)
    }

    /// The request's day is unused, so a count that reached it ends before.
    private mutating func giveBack(_ step: ExplanationStep, _ requested: Instant, _ rule: DeadlineRule) {
        guard cursor < requested, step.from.date <= requested.date else { return }
        add(until: requested, rule, .requestDay(requested.date))
    }

    private func shortened(_ fact: ExplanationFact, from: Instant, _ until: Instant) -> ExplanationFact {
        let today = until.date
        switch fact {
        case .workingTime:
            return .workingTime(ground.time(from, until, .open))
        case .swapTime(_, let day, let name, let replaces):
            return .swapTime(ground.time(from, until, .open), day: day, name: name, replaces: replaces)
        case .skipped(let reason, let first, let last):
            return .skipped(reason, first: first, last: max(first, min(last, today)))
        case .resultSiteClosed(let reason, let first, let last):
            return .resultSiteClosed(reason: reason, first: first, last: max(first, min(last, today)))
        case .received, .firstDay, .waitsForOpening, .afterCutoff, .workingDays, .swapDay, .calendarDays, .months,
            .sameDay, .movedTo, .requestDay, .paused, .restarted, .excluded, .untilClosing, .extended, .due:
            return fact
        }
    }

    /// From a moment within a day to the end of the appointment (R3), and past days without work (R4).
    mutating func closeDay(of moment: Instant, _ landing: Landing) {
        let closing = ground.closing(landing.lastDay)
        if cursor < closing { add(until: closing, .endsAtClosing, .untilClosing(ground.table.date(landing.lastDay))) }
        if landing.day > landing.lastDay { move(landing) }
    }
}

extension ExplanationStep {
    /// The day on which the step's last moment lies.
    var lastDay: CivilDate { to > from ? to.dueDay : to.date }
}
