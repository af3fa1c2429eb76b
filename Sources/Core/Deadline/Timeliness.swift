/// How a settled dossier stands to its due (trước hạn, đúng hạn, quá hạn).
public enum Timeliness: String, Codable, CaseIterable, Sendable {
    case early
    case onTime
    case late
}

extension Deadline {
    /// Early, on time or late.
    ///
    /// Late compares moments. Of limits longer than a working day, early is an earlier date than the due's; of shorter
    /// ones only an end in the very minute of the due is on time, every other one early.
    public static func classify(ended: Instant, due: Instant, limit: TimeLimit, dayHours: Int = 8) -> Timeliness {
        if ended > due { return .late }
        if limit.isLongerThanWorkingDay(dayHours: dayHours) {
            return ended.date < due.dueDay ? .early : .onTime
        }
        let sameMinute =
            ended.microseconds.flooredDiv(Instant.minute) == due.microseconds.flooredDiv(Instant.minute)
        return sameMinute ? .onTime : .early
    }

    /// Whether an unfinished dossier is overdue at a moment (quá hạn).
    public static func isOverdue(due: Instant, asOf moment: Instant) -> Bool { due < moment }

    /// Whether an extension may still be asked: not from the calendar day of the due on.
    ///
    /// An apology without a new date is always possible and needs no check.
    public static func permitsExtension(
        due: Instant, asOf moment: Instant, _ settings: DeadlineSettings = .standard
    ) -> Bool {
        moment.date.dayNumber <= due.dueDay.dayNumber - settings.extensionNoticeDays
    }

    /// By when papers are handed on to the settling agency (chuyển hồ sơ giấy).
    ///
    /// Within the working day; what is received after 15:00, after the closing or on a day without work, at the start
    /// of the next working day (Decree 61/2018 art. 18.2).
    ///
    /// - Refuses: `.yearOutside`.
    public static func transferBy(received: Instant, in context: DeadlineContext) throws(CalendarRefusal) -> Instant {
        let ground = Ground(context)
        try ground.calendar.check(received)
        let table = ground.table
        let day = table.offset(of: received)
        let cutoff = Instant(received.date, minute: context.settings.transferCutoffMinute)
        let closing = table.at(day, table.closing(day))
        if table.isWorking(day), received <= cutoff, received < closing { return closing }
        guard let next = table.workingDay(atOrAfter: day + 1) else { throw ground.calendar.pastTheEnd }
        return ground.opening(next)
    }

    /// By when an online submission is received, sent back or refused: eight working hours by default.
    ///
    /// - Refuses: as `due` does.
    public static func answerBy(submitted: Instant, in context: DeadlineContext) throws(CalendarRefusal) -> DueDate {
        try due(of: .workingHours(context.settings.answerHours), received: submitted, in: context)
    }

    /// The last moment to ask for a supplement after reception: three working days by default.
    ///
    /// - Refuses: as `due` does; `.badLimit` for a procedure's own number of days below 1.
    public static func supplementNoticeEnd(received: Instant, days: Int? = nil, in context: DeadlineContext)
        throws(CalendarRefusal) -> Instant
    {
        let days = days ?? context.settings.supplementNoticeDays
        var here = context
        // Only the office's own days count for its notice; where the result is given does not matter.
        here.resultSite = nil
        return try dueInstant(of: .workingDays(days), received: received, in: here)
    }
}
