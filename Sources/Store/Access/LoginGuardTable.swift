public import Core

/// How often signing in failed under one login, whether there is such an account or not.
public struct LoginGuard: Hashable, Sendable {
    public var failed: Int
    public var lastFailed: Instant
    public var lockedUntil: Instant?

    public init(failed: Int, lastFailed: Instant, lockedUntil: Instant? = nil) {
        self.failed = failed
        self.lastFailed = lastFailed
        self.lockedUntil = lockedUntil
    }
}

/// Failed sign-ins by login.
///
/// Why apart from the accounts, under an HMAC of what was typed: a login that does not exist is locked just like one
/// that does, so that nothing tells them apart; and who types a password in the wrong field leaves no trace of it.
public enum LoginGuardTable {
    /// - Parameter locked: true where the row is written afterwards, so that nobody else counts meanwhile.
    public static func find(
        _ subject: [UInt8], locked: Bool = false, in sql: any SQLConnection
    ) throws -> LoginGuard? {
        try sql.first(
            "SELECT failed, last_failed, locked_until FROM login_guard WHERE subject = ?1"
                + (locked ? " /* for update */" : ""), [.blob(subject)]
        ) { row in
            LoginGuard(
                failed: Int(row.integer(0)), lastFailed: Instant(microseconds: row.integer(1)),
                lockedUntil: row.integerOrNil(2).map { Instant(microseconds: $0) })
        }
    }

    /// Keeps the count for an HMAC of a login, in place of the one before.
    public static func store(_ state: LoginGuard, for subject: [UInt8], in sql: any SQLConnection) throws {
        try sql.execute(
            """
            INSERT INTO login_guard (subject, failed, last_failed, locked_until) VALUES (?1, ?2, ?3, ?4) \
            ON CONFLICT (subject) DO UPDATE SET failed = excluded.failed, last_failed = excluded.last_failed, \
            locked_until = excluded.locked_until
            """,
            [
                .blob(subject), SQLValue(state.failed), .integer(state.lastFailed.microseconds),
                SQLValue(state.lockedUntil?.microseconds),
            ])
    }

    /// Forgets the count: after a right password, or when an administrator unlocks.
    public static func remove(_ subject: [UInt8], in sql: any SQLConnection) throws {
        try sql.execute("DELETE FROM login_guard WHERE subject = ?1", [.blob(subject)])
    }

    /// Removes at most `limit` rows that last failed before `before`, or after `after` by a clock that was wrong.
    public static func purge(
        before: Instant, after: Instant, limit: Int, in sql: any SQLConnection
    ) throws -> Int {
        try sql.execute(
            """
            DELETE FROM login_guard WHERE subject IN (SELECT subject FROM login_guard \
            WHERE last_failed < ?1 OR last_failed > ?2 LIMIT ?3)
            """,
            [.integer(before.microseconds), .integer(after.microseconds), SQLValue(limit)])
    }
}
