public import Core
public import Store

/// Clearing away what is over, a little at a time, so that nobody waits for it (dọn dữ liệu hết hạn).
///
/// Rows that seem to come from the future were written by a clock that was wrong. Those that only let somebody in are
/// removed; those that keep somebody's work are given their full time from now.
public enum AccessPurge {
    /// Rows of one table in one transaction.
    public static let batch = 200

    public struct Outcome: Hashable, Sendable {
        /// Rows removed.
        public var removed = 0
        /// True if a table may have more: call again soon.
        public var more = false
        /// Drafts whose files and keys are to be cleared after the commit.
        public var drafts: [DiscardedDraft] = []
    }

    /// One batch of every table; inside `store.write`.
    public static func run(
        settings: AccessSettings, now: Instant, limit: Int = batch, in sql: any SQLConnection
    ) throws -> Outcome {
        func latest(minutes: Int) -> Instant { Validity.latest(now).adding(minutes: minutes) }
        let held = now.adding(minutes: HeldForms.hours * 60)
        let drafts = try Drafts.purge(now: now, limit: limit, in: sql)
        let removed = [
            drafts.rows,
            // A session that ended is known for as long as a form may still be held for it.
            try SessionTable.purge(
                before: now.adding(minutes: -HeldForms.hours * 60),
                last: latest(minutes: settings.session.hoursMax * 60), limit: limit, in: sql),
            try HeldFormTable.purge(now: now, last: held, limit: limit, in: sql),
            try OneTimeLinkTable.purge(
                now: now, last: latest(minutes: OneTimeLinks.hours * 60), limit: limit, in: sql),
            try OneTimeCodeTable.purge(
                now: now, last: latest(minutes: OneTimeCodes.minutes), limit: limit, in: sql),
            try AttemptTable.purge(
                before: now.adding(minutes: -HourlyTries.minutes), after: now.adding(minutes: HourlyTries.minutes),
                limit: limit, in: sql),
            try LoginGuardTable.purge(
                before: now.adding(minutes: -guardMinutes), after: now.adding(minutes: guardMinutes), limit: limit,
                in: sql),
            try IdempotencyTable.purge(
                before: now.adding(minutes: -Idempotency.days * 24 * 60), now: now, limit: limit, in: sql),
        ]
        return Outcome(
            removed: removed.reduce(0, +), more: removed.contains { $0 >= limit }, drafts: drafts.left)
    }

    /// Minutes after which wrong tries are forgotten for good: longer than any lock that can be set.
    private static let guardMinutes = 24 * 60
}
