public import Core

/// A token with which a program speaks for an account (mã truy cập API).
public struct BearerToken: Hashable, Sendable {
    public var id: BearerTokenID
    public var actor: ActorID
    /// What it is for, in its owner's words.
    public var label: String
    public var created: Instant
    public var expires: Instant
    /// Only the day: finer would be a write for every call.
    public var lastUsed: CivilDate?
    public var revoked: Instant?

    public init(
        id: BearerTokenID, actor: ActorID, label: String, created: Instant, expires: Instant,
        lastUsed: CivilDate? = nil, revoked: Instant? = nil
    ) {
        self.id = id
        self.actor = actor
        self.label = label
        self.created = created
        self.expires = expires
        self.lastUsed = lastUsed
        self.revoked = revoked
    }
}

/// The table of bearer tokens, by the SHA-256 of each; rows stay after a token was revoked.
public enum BearerTokenTable {
    private static let columns = "t.id, t.actor, t.label, t.created, t.expires, t.last_used_day, t.revoked"
    private static let columnCount = 7

    /// Adds a token that works from now on; `digest` is its SHA-256, the token itself is kept nowhere.
    public static func insert(_ token: BearerToken, digest: [UInt8], in sql: any SQLConnection) throws {
        try sql.execute(
            "INSERT INTO bearer_token (id, token, actor, label, created, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            [
                .text(token.id.text), .blob(digest), .text(token.actor.text), .text(token.label),
                .integer(token.created.microseconds), .integer(token.expires.microseconds),
            ])
    }

    /// The token with its account, over or not.
    public static func find(
        digest: [UInt8], in sql: any SQLConnection
    ) throws -> (token: BearerToken, account: Account)? {
        try sql.query(
            "SELECT \(columns), \(AccountTable.columns) FROM bearer_token t JOIN account a ON a.actor = t.actor "
                + "WHERE t.token = ?1", [.blob(digest)]
        ) { row in (token(row), try AccountTable.account(row, first: columnCount)) }.first
    }

    /// The tokens of an account, the newest first, revoked and expired ones included.
    public static func list(of actor: ActorID, in sql: any SQLConnection) throws -> [BearerToken] {
        try sql.query(
            "SELECT \(columns) FROM bearer_token t WHERE t.actor = ?1 ORDER BY t.created DESC, t.id",
            [.text(actor.text)]
        ) { token($0) }
    }

    /// Notes the day on which the token was last taken; the caller asks for it once a day.
    public static func used(_ id: BearerTokenID, on day: CivilDate, in sql: any SQLConnection) throws {
        try sql.execute(
            "UPDATE bearer_token SET last_used_day = ?2 WHERE id = ?1", [.text(id.text), SQLValue(day.dayNumber)])
    }

    /// Revokes one token of an account; false if it has none of that name, or it was revoked before.
    public static func revoke(
        _ id: BearerTokenID, of actor: ActorID, at now: Instant, in sql: any SQLConnection
    ) throws -> Bool {
        try sql.execute(
            "UPDATE bearer_token SET revoked = ?3 WHERE id = ?1 AND actor = ?2 AND revoked IS NULL",
            [.text(id.text), .text(actor.text), .integer(now.microseconds)]) == 1
    }

    /// Revokes every token of an account; one revoked before keeps its moment.
    public static func revokeAll(of actor: ActorID, at now: Instant, in sql: any SQLConnection) throws {
        try sql.execute(
            "UPDATE bearer_token SET revoked = ?2 WHERE actor = ?1 AND revoked IS NULL",
            [.text(actor.text), .integer(now.microseconds)])
    }

    private static func token(_ row: any SQLRow) -> BearerToken {
        BearerToken(
            id: BearerTokenID(row.text(0)), actor: ActorID(row.text(1)), label: row.text(2),
            created: Instant(microseconds: row.integer(3)), expires: Instant(microseconds: row.integer(4)),
            lastUsed: row.integerOrNil(5).map { CivilDate(dayNumber: Int($0)) },
            revoked: row.integerOrNil(6).map { Instant(microseconds: $0) })
    }
}
