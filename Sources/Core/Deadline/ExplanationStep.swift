/// One step of an explained deadline (diễn giải cách tính thời hạn), as data that a page or an API can print.
///
/// The steps of a due date stand in order; each begins where the one before ends, the last ends at the due.
/// A step of no length says something about its moment.
public struct ExplanationStep: Hashable, Sendable {
    public var from: Instant
    public var to: Instant
    public var rule: DeadlineRule
    public var fact: ExplanationFact

    public init(from: Instant, to: Instant, rule: DeadlineRule, fact: ExplanationFact) {
        self.from = from
        self.to = to
        self.rule = rule
        self.fact = fact
    }
}

/// What a step says.
///
/// Ordinals count from 1; days are inclusive.
public enum ExplanationFact: Hashable, Sendable {
    /// The dossier came in with this limit.
    case received(TimeLimit)
    /// The day on which counting begins is not counted itself.
    case firstDay(CivilDate)
    /// It came outside hours; counting begins at the end of the step.
    case waitsForOpening
    /// It came after the 15:00 of a same-day procedure.
    case afterCutoff(minute: Int)
    /// Working days `first…last` of the limit, without a break.
    case workingDays(first: Int, last: Int, from: CivilDate, through: CivilDate)
    /// A working day of the limit that is worked in exchange for another.
    case swapDay(ordinal: Int, day: CivilDate, name: DayName, replaces: CivilDate)
    /// Microseconds counted within office hours on consecutive working days.
    case workingTime(Int64)
    /// The same on a day worked in exchange for another.
    case swapTime(Int64, day: CivilDate, name: DayName, replaces: CivilDate)
    case calendarDays(Int, last: CivilDate)
    /// `shortened` where the last month has no such day.
    case months(Int, last: CivilDate, shortened: Bool)
    /// The day on which a same-day procedure is due.
    case sameDay(CivilDate)
    /// Days without work, all for one reason.
    case skipped(DayReason, first: CivilDate, last: CivilDate)
    /// Days on which the place of the result is closed.
    case resultSiteClosed(reason: String, first: CivilDate, last: CivilDate)
    /// The last day was moved to the next on which results are given.
    case movedTo(CivilDate, from: CivilDate)
    /// The day of a supplement request is given back to the limit.
    case requestDay(CivilDate)
    /// From request to completion the clock stood still, with this much left.
    case paused(unused: ClockAmount)
    /// From request to completion; then the full limit again.
    case restarted(TimeLimit)
    /// This much between two moments does not count, and moves the due.
    case excluded(ClockAmount, requested: Instant, completed: Instant)
    /// A day counted from its last moment to the closing, because a term in days ends at a closing.
    case untilClosing(CivilDate)
    /// A new appointment was decided.
    case extended(decided: Instant, to: CivilDate)
    /// The end.
    case due
}
