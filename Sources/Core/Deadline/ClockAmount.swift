/// An amount on a legal clock: what is left of a limit, or what does not count.
public enum ClockAmount: Hashable, Sendable {
    /// Microseconds within office hours.
    case time(Int64)
    case workingDays(Int)
    case days(Int)
    case months(Int)
    /// The day itself by the 15:00 rule, or the one so many working days after it.
    case sameDay(further: Int)

    /// The whole of a limit.
    ///
    /// - Refuses: `.badLimit` for a count below 1 or above `TimeLimit.countMax`.
    init(_ limit: TimeLimit) throws(CalendarRefusal) {
        guard limit == .sameDay || (1...TimeLimit.countMax).contains(limit.count) else { throw .badLimit(limit) }
        switch limit {
        case .workingHours(let n): self = .time(Int64(n) * 60 * Instant.minute)
        case .workingDays(let n): self = .workingDays(n)
        case .days(let n): self = .days(n)
        case .months(let n): self = .months(n)
        case .sameDay: self = .sameDay(further: 0)
        }
    }
}
