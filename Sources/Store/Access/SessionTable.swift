public import Core

/// One browser that is signed in (phiên đăng nhập).
public struct Session: Hashable, Sendable {
    public var id: SessionID
    public var actor: ActorID
    public var started: Instant
    /// When a page was last asked for, to the minute.
    public var seen: Instant
    /// When it ends whatever happens.
    public var expires: Instant
    /// Microseconds without a request after which it ends.
    public var idle: Int64
    /// Proves that a form was written by a page of this session.
    public var formSecret: [UInt8]
    /// The browser as its owner would recognise it, as in `Firefox, Windows`.
    public var browser: String

    public init(
        id: SessionID, actor: ActorID, started: Instant, seen: Instant, expires: Instant, idle: Int64,
        formSecret: [UInt8], browser: String
    ) {
        self.id = id
        self.actor = actor
        self.started = started
        self.seen = seen
        self.expires = expires
        self.idle = idle
        self.formSecret = formSecret
        self.browser = browser
    }

    /// When it ends if nothing more is asked for.
    public var ends: Instant { min(expires, Instant(microseconds: seen.microseconds + idle)) }
}

/// The table of sessions, by the SHA-256 of the secret in the cookie.
public enum SessionTable {
    private static let columns =
        "s.id, s.actor, s.started, s.seen, s.expires, s.idle, s.form_secret, s.browser"
    private static let columnCount = 8

    /// Begins a session; `token` is the SHA-256 of the secret in the cookie, which is kept nowhere.
    public static func insert(_ session: Session, token: [UInt8], in sql: any SQLConnection) throws {
        try sql.execute(
            """
            INSERT INTO session (token, id, actor, started, seen, expires, idle, form_secret, browser) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """,
            [
                .blob(token), .text(session.id.text), .text(session.actor.text),
                .integer(session.started.microseconds), .integer(session.seen.microseconds),
                .integer(session.expires.microseconds), .integer(session.idle), .blob(session.formSecret),
                .text(session.browser),
            ])
    }

    /// The session with its account, over or not: one query, because every page of an officer needs both.
    public static func find(
        token: [UInt8], in sql: any SQLConnection
    ) throws -> (session: Session, account: Account)? {
        try sql.query(
            "SELECT \(columns), \(AccountTable.columns) FROM session s JOIN account a ON a.actor = s.actor "
                + "WHERE s.token = ?1", [.blob(token)]
        ) { row in (session(row), try AccountTable.account(row, first: columnCount)) }.first
    }

    /// All sessions of an account, the newest first, those that are over included.
    public static func list(of actor: ActorID, in sql: any SQLConnection) throws -> [Session] {
        try sql.query(
            "SELECT \(columns) FROM session s WHERE s.actor = ?1 ORDER BY s.started DESC, s.id", [.text(actor.text)]
        ) { session($0) }
    }

    /// Notes that a page was asked for; never moves back.
    public static func saw(_ id: SessionID, at now: Instant, in sql: any SQLConnection) throws {
        try sql.execute(
            "UPDATE session SET seen = ?2 WHERE id = ?1 AND seen < ?2", [.text(id.text), .integer(now.microseconds)])
    }

    /// Removes one session of an account; false if it has none of that name.
    @discardableResult
    public static func remove(_ id: SessionID, of actor: ActorID, in sql: any SQLConnection) throws -> Bool {
        try sql.execute(
            "DELETE FROM session WHERE id = ?1 AND actor = ?2", [.text(id.text), .text(actor.text)]) == 1
    }

    /// Removes the session of a cookie, if there is one: another begins in its browser.
    public static func remove(token: [UInt8], in sql: any SQLConnection) throws {
        try sql.execute("DELETE FROM session WHERE token = ?1", [.blob(token)])
    }

    /// Removes every session of an account but `kept`; gives their number.
    @discardableResult
    public static func removeAll(
        of actor: ActorID, but kept: SessionID? = nil, in sql: any SQLConnection
    ) throws -> Int {
        try sql.execute(
            "DELETE FROM session WHERE actor = ?1 AND id <> ?2", [.text(actor.text), .text(kept?.text ?? "")])
    }

    /// Removes at most `limit` sessions that end before `before`, or after `last` by a clock that was wrong.
    public static func purge(before: Instant, last: Instant, limit: Int, in sql: any SQLConnection) throws -> Int {
        try sql.execute(
            """
            DELETE FROM session WHERE token IN (SELECT token FROM session \
            WHERE expires < ?1 OR expires > ?2 LIMIT ?3)
            """,
            [.integer(before.microseconds), .integer(last.microseconds), SQLValue(limit)])
    }

    private static func session(_ row: any SQLRow) -> Session {
        Session(
            id: SessionID(row.text(0)), actor: ActorID(row.text(1)), started: Instant(microseconds: row.integer(2)),
            seen: Instant(microseconds: row.integer(3)), expires: Instant(microseconds: row.integer(4)),
            idle: row.integer(5), formSecret: row.blob(6), browser: row.text(7))
    }
}
