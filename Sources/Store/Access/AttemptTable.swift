public import Core

/// What is counted by the hour.
public enum AttemptKind: String, CaseIterable, Hashable, Sendable {
    /// Opening a dossier with number and secret (tra cứu bằng mã bí mật).
    case secret
    /// Having a one-time code made.
    case code
}

/// One row a try, so that the hour can slide; what was tried stands as HMAC.
public enum AttemptTable {
    /// Adds a try. `id` is random: two tries in one microsecond are two rows.
    public static func insert(
        _ kind: AttemptKind, _ subject: [UInt8], at now: Instant, id: String, in sql: any SQLConnection
    ) throws {
        try sql.execute(
            "INSERT INTO attempt (kind, subject, at, id) VALUES (?1, ?2, ?3, ?4)",
            [.text(kind.rawValue), .blob(subject), .integer(now.microseconds), .text(id)])
    }

    /// The newest tries after `after` and up to `until`, at most `limit`, the newest first.
    public static func newest(
        _ kind: AttemptKind, _ subject: [UInt8], after: Instant, until: Instant, limit: Int,
        in sql: any SQLConnection
    ) throws -> [Instant] {
        try sql.query(
            "SELECT at FROM attempt WHERE kind = ?1 AND subject = ?2 AND at > ?3 AND at <= ?4 "
                + "ORDER BY at DESC LIMIT ?5",
            [
                .text(kind.rawValue), .blob(subject), .integer(after.microseconds), .integer(until.microseconds),
                SQLValue(limit),
            ]
        ) { Instant(microseconds: $0.integer(0)) }
    }

    /// Removes at most `limit` tries up to `before`, or later than `after` by a clock that was wrong.
    public static func purge(before: Instant, after: Instant, limit: Int, in sql: any SQLConnection) throws -> Int {
        try sql.execute(
            """
            DELETE FROM attempt WHERE (kind, subject, at, id) IN (SELECT kind, subject, at, id FROM attempt \
            WHERE at <= ?1 OR at > ?2 LIMIT ?3)
            """,
            [.integer(before.microseconds), .integer(after.microseconds), SQLValue(limit)])
    }
}
