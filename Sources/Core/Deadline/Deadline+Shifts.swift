extension Deadline {
    /// The due after all that happened to the clock, counted anew from the reception.
    ///
    /// For a change of procedure or calendar, and for excluded times that overlap: these are joined first. The shifts
    /// stand in the order in which they took effect.
    ///
    /// - Refuses: as `due`, `restart`, `pause`, `exclude` and `extend` do.
    public static func due(
        of limit: TimeLimit, received: Instant, shifts: [ClockShift], in context: DeadlineContext
    ) throws(CalendarRefusal) -> DueDate {
        var current = try due(of: limit, received: received, in: context)
        for shift in ClockShift.merged(shifts) {
            switch shift {
            case .restart(let requested, let completed):
                current = try restart(current, requested: requested, completed: completed, in: context)
            case .pause(let requested, let completed):
                current = try pause(current, requested: requested, completed: completed, in: context)
            case .exclude(let requested, let completed):
                current = try exclude(current, requested: requested, completed: completed, in: context)
            case .extend(let decided, let date):
                current = try extend(current, to: date, decided: decided, in: context)
            }
        }
        return current
    }

    /// The full limit again from completion (tính lại từ đầu): the default after a supplement.
    ///
    /// - Refuses: `.duePassed`, `.completedBeforeRequest`, `.requestedBeforeStart`, `.yearOutside`.
    public static func restart(
        _ current: DueDate, requested: Instant, completed: Instant, in context: DeadlineContext
    ) throws(CalendarRefusal) -> DueDate {
        let amount = try ClockAmount(current.limit)
        return try resume(
            current, requested, completed, amount, .restart, .restarted(current.limit), Ground(context))
    }

    /// What was unused at the request, counted from completion (tạm dừng).
    ///
    /// Whole days are kept, the request's own day among the unused; of hours the exact time. It never comes earlier.
    ///
    /// - Refuses: `.duePassed`, `.completedBeforeRequest`, `.requestedBeforeStart`, `.yearOutside`.
    public static func pause(
        _ current: DueDate, requested: Instant, completed: Instant, in context: DeadlineContext
    ) throws(CalendarRefusal) -> DueDate {
        let ground = Ground(context)
        try ground.check(current, requested, completed)
        let amount = ground.unused(current, at: requested)
        return try resume(current, requested, completed, amount, .pause, .paused(unused: amount), ground)
    }

    /// The due, moved by the working time from request to completion (thời gian không tính vào thời hạn).
    ///
    /// A term in days or months moves by calendar days; one in working days moves by working hours and then ends at the
    /// closing of the day reached (R3). It never comes earlier.
    ///
    /// - Refuses: `.duePassed`, `.completedBeforeRequest`, `.requestedBeforeStart`, `.yearOutside`.
    public static func exclude(
        _ current: DueDate, requested: Instant, completed: Instant, in context: DeadlineContext
    ) throws(CalendarRefusal) -> DueDate {
        let ground = Ground(context)
        try ground.check(current, requested, completed)
        var story = Story(ground, after: current.stepsWithoutEnd, at: current.due)
        let landing: Landing
        switch current.limit {
        case .days, .months:
            let days = completed.date.dayNumber - requested.date.dayNumber
            landing = try ground.settle(ground.table.offset(current.due.dueDay) + days)
            story.end(
                landing, .exclude, .excluded(.days(days), requested: requested, completed: completed))
        case .workingHours:
            let time = ground.time(requested, completed, .open)
            let moved = try ground.moved(current.due, by: time, .open)
            let day = ground.table.offset(moved.dueDay)
            landing = Landing(lastDay: day, day: day, due: moved)
            story.mark(.exclude, .excluded(.time(time), requested: requested, completed: completed))
            story.countTime(until: landing.due, .open, .exclude, before: .exclude)
        case .workingDays, .sameDay:
            let time = ground.time(requested, completed, .workingDays)
            let moved = try ground.moved(current.due, by: time, .workingDays)
            landing = try ground.settle(ground.table.offset(moved.dueDay))
            story.mark(.exclude, .excluded(.time(time), requested: requested, completed: completed))
            story.countTime(until: moved, .workingDays, .exclude, before: .exclude)
            story.closeDay(of: moved, landing)
        }
        return ground.dueDate(
            landing, limit: current.limit, runsFrom: current.runsFrom, settledUntil: completed, story)
    }

    /// A new appointment at the closing of `date` (gia hạn, kèm văn bản xin lỗi); a day without work moves on (R4).
    ///
    /// How often it may be done is the procedure's to say (once, by default).
    ///
    /// - Refuses: `.extensionTooLate` from the calendar day of the due on (or as many days before as the settings say),
    ///   `.extensionNotLater`, `.yearOutside`.
    public static func extend(
        _ current: DueDate, to date: CivilDate, decided: Instant, in context: DeadlineContext
    ) throws(CalendarRefusal) -> DueDate {
        let ground = Ground(context)
        guard permitsExtension(due: current.due, asOf: decided, context.settings) else {
            throw .extensionTooLate(due: current.due)
        }
        guard decided >= current.runsFrom else {
            throw .requestedBeforeStart(requested: decided, start: current.runsFrom)
        }
        guard date > current.due.dueDay else { throw .extensionNotLater(than: current.due) }
        let landing = try ground.settle(ground.table.offset(date))
        var story = Story(ground, after: current.stepsWithoutEnd, at: current.due)
        story.end(landing, .extend, .extended(decided: decided, to: date))
        // What was promised is the last day from now on, wherever rest days put it.
        let promised = Landing(lastDay: landing.day, day: landing.day, due: landing.due)
        return ground.dueDate(
            promised, limit: current.limit, runsFrom: current.runsFrom,
            settledUntil: current.settledUntil, story)
    }

    /// What is left of the limit at a moment, the moment's own day among it: nothing once the due has passed.
    public static func unused(_ current: DueDate, at moment: Instant, in context: DeadlineContext) -> ClockAmount? {
        moment > current.due ? nil : Ground(context).unused(current, at: moment)
    }

    private static func resume(
        _ current: DueDate, _ requested: Instant, _ completed: Instant, _ amount: ClockAmount,
        _ rule: DeadlineRule, _ fact: ExplanationFact, _ ground: Ground
    ) throws(CalendarRefusal) -> DueDate {
        try ground.check(current, requested, completed)
        let landing = try ground.land(amount, from: completed)
        var story = Story.stopped(current, at: requested, rule, in: ground)
        story.add(until: completed, rule, fact)
        story.count(amount, from: completed, to: landing)
        return ground.dueDate(landing, limit: current.limit, runsFrom: completed, settledUntil: completed, story)
    }
}

extension DueDate {
    /// The explanation up to the due, ready to go on.
    var stepsWithoutEnd: [ExplanationStep] { explanation.filter { $0.fact != .due } }
}

extension Ground {
    /// What every shift needs: in order, and asked for while the due had not passed.
    func check(_ current: DueDate, _ requested: Instant, _ completed: Instant) throws(CalendarRefusal) {
        try calendar.check(requested)
        try calendar.check(completed)
        guard requested <= completed else {
            throw .completedBeforeRequest(requested: requested, completed: completed)
        }
        guard requested >= current.settledUntil else {
            throw .requestedBeforeStart(requested: requested, start: current.settledUntil)
        }
        guard requested <= current.due else { throw .duePassed(due: current.due) }
    }

    func time(_ from: Instant, _ to: Instant, _ hours: DayTable.Hours) -> Int64 {
        max(0, table.time(before: to, hours) - table.time(before: from, hours))
    }

    /// A due moved by working time; where nothing is to be moved, it stays.
    func moved(_ due: Instant, by time: Int64, _ hours: DayTable.Hours) throws(CalendarRefusal) -> Instant {
        guard time > 0 else { return due }
        guard let moment = table.moment(after: due, by: time, hours) else { throw calendar.pastTheEnd }
        return moment
    }

    /// The part of the limit that a request leaves unused: whole days with the request's own, or exact time.
    ///
    /// At least a day is left of a limit in days whose due has not passed.
    func unused(_ current: DueDate, at requested: Instant) -> ClockAmount {
        let last = table.offset(current.lastDay)
        let today = table.offset(of: requested)
        let first = max(today, table.offset(of: current.runsFrom) + 1)
        switch current.limit {
        case .workingHours:
            return .time(time(requested, current.due, .open))
        case .workingDays:
            return .workingDays(max(1, table.workingDays(from: first, before: last + 1)))
        case .days, .months:
            return .days(max(1, last + 1 - first))
        case .sameDay:
            let start = sameDay(requested) ?? last
            return .sameDay(further: max(0, table.workingDays(from: start, before: last + 1) - 1))
        }
    }
}
