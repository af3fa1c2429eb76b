extension Deadline {
    /// When `workingMinutes` of office time have passed since `start` (thời gian của một bước).
    ///
    /// - Refuses: `.yearOutside` where the calendar ends first, `.badLimit` for nothing or more than a limit may have.
    public static func adding(
        workingMinutes: Int, to start: Instant, in context: DeadlineContext
    ) throws(CalendarRefusal) -> Instant {
        guard workingMinutes > 0, workingMinutes <= TimeLimit.countMax * 60 else {
            throw .badLimit(.workingHours(workingMinutes / 60))
        }
        return try Ground(context).land(.time(Int64(workingMinutes) * 60_000_000), from: start).due
    }
}
