public import Core
public import Ledger

/// Which of the kept checkpoints are worth keeping (giữ lại mốc đã ký).
///
/// Why any go: one is signed every 20 seconds while the log grows, a million a year. What history is held against is
/// kept for ever: the newest, whatever a witness signed, and what both keys of a change signed; of the others fewer
/// the older they are. None of them is needed for a proof: every root follows from the records.
public enum CheckpointThinning {
    /// Days in which all are kept: somebody checks a receipt of this week, or a witness hands in late.
    public static let allDays = 7
    /// Days in which one an hour is kept: a quarter's report is looked into; beyond, one a day.
    public static let hourlyDays = 90
    /// Checkpoints looked at in one step.
    static let page = 2_000

    private static let hour: Int64 = 3_600 * 1_000_000

    /// One step: looks at checkpoints from a size on, and drops those that are not worth keeping.
    ///
    /// - Parameter size: 0 to begin with.
    /// - Returns: how many were dropped, and where the next step begins; nil at the end.
    public static func step(
        from size: Int, of log: LogID, now: Instant, in sql: any SQLConnection
    ) throws -> (dropped: Int, next: Int?) {
        let old = now.adding(minutes: -allDays * 24 * 60)
        let rows = try sql.query(
            """
            SELECT size, signed FROM checkpoint WHERE log = ?1 AND size >= ?2 AND signed < ?3 \
            AND size < (SELECT max(size) FROM checkpoint WHERE log = ?1) \
            AND NOT EXISTS (SELECT 1 FROM cosignature \
            WHERE cosignature.log = checkpoint.log AND cosignature.size = checkpoint.size) \
            ORDER BY size LIMIT ?4
            """,
            [.text(log.text), SQLValue(size), .integer(old.microseconds), SQLValue(page)]
        ) { (size: Int($0.integer(0)), span: span(Instant(microseconds: $0.integer(1)), now)) }
        var dropped = 0
        // The last of each hour or day stays, so that the next run finds the same.
        for (row, following) in zip(rows, rows.dropFirst()) where row.span == following.span {
            guard try !isOfBothKeys(row.size, log, sql) else { continue }
            try sql.execute(
                "DELETE FROM checkpoint WHERE log = ?1 AND size = ?2", [.text(log.text), SQLValue(row.size)])
            dropped += 1
        }
        // The last row is looked at again beside those that follow it.
        return (dropped, rows.count < page ? nil : rows.last?.size)
    }

    /// The hour or the day that a checkpoint stands for.
    private struct Span: Hashable {
        var isDay: Bool
        var number: Int64
    }

    private static func span(_ signed: Instant, _ now: Instant) -> Span {
        let isDay = signed < now.adding(minutes: -hourlyDays * 24 * 60)
        return Span(isDay: isDay, number: isDay ? Int64(signed.date.dayNumber) : signed.microseconds / hour)
    }

    /// True for the one checkpoint by which an outsider goes from a key to the next.
    private static func isOfBothKeys(_ size: Int, _ log: LogID, _ sql: any SQLConnection) throws -> Bool {
        guard let kept = try CheckpointTable.find(size: size, of: log, in: sql) else { return false }
        return kept.note.signatures.count > 1
    }
}
