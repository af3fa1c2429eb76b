/// When a result is due (ngày hẹn trả kết quả), why, and what the clock needs to go on from there.
///
/// Kept in the event that set it: a later calendar or law never moves it by itself.
public struct DueDate: Hashable, Codable, Sendable {
    /// The moment of the appointment, as printed; a result after it is late.
    public var due: Instant
    /// The limit that is counted.
    public var limit: TimeLimit
    /// Where the present run of the clock began: the reception, or the completion of a restart or a pause.
    public var runsFrom: Instant
    /// Until when the clock was last touched; a later request may not begin before.
    public var settledUntil: Instant
    /// The last day of the term before days without work moved it.
    public var lastDay: CivilDate
    /// Version of the calendar it was counted with.
    public var calendarVersion: Int
    /// The whole way from reception to the due, in order; may be emptied where nobody reads it.
    public var explanation: [ExplanationStep]

    private enum CodingKeys: String, CodingKey {
        case due, limit, runsFrom, settledUntil, lastDay
        case calendarVersion = "calendar"
        case explanation
    }
}

extension Instant {
    /// The day that a due belongs to: 24:00 is the end of its day, not the start of the next.
    public var dueDay: CivilDate {
        Instant(microseconds: microseconds == .min ? .min : microseconds - 1).date
    }
}
