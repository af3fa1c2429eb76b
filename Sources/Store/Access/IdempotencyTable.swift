public import Core

/// What was asked under an idempotency key, and what was answered.
public struct IdempotencyRow: Hashable, Sendable {
    public var route: String
    /// SHA-256 of the body.
    public var digest: [UInt8]
    public var created: Instant
    /// The answer's HTTP code and its sealed body.
    public var answer: Int?
    public var sealed: [UInt8]?

    public init(route: String, digest: [UInt8], created: Instant, answer: Int? = nil, sealed: [UInt8]? = nil) {
        self.route = route
        self.digest = digest
        self.created = created
        self.answer = answer
        self.sealed = sealed
    }
}

/// Answers by account and idempotency key; a `Transaction` reads and changes them.
public enum IdempotencyTable {
    /// Keeps a key with its answer, one row for both; the key must be free.
    ///
    /// Who asked first is found before: writers take turns, so nobody can take the key between.
    static func insert(
        _ row: IdempotencyRow, actor: ActorID, key: String, in sql: any SQLConnection
    ) throws {
        try sql.post(
            """
            INSERT INTO idempotency (actor, idempotency_key, route, digest, created, answer, sealed) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """,
            [
                .text(actor.text), .text(key), .text(row.route), .blob(row.digest),
                .integer(row.created.microseconds), SQLValue(row.answer), SQLValue(row.sealed),
            ])
    }

    /// What the account asked for under this key, however old; nil if it never used the key.
    public static func find(actor: ActorID, key: String, in sql: any SQLConnection) throws -> IdempotencyRow? {
        try sql.first(
            "SELECT \(columns) FROM idempotency WHERE actor = ?1 AND idempotency_key = ?2",
            [.text(actor.text), .text(key)], row)
    }

    /// The same for several keys; those never used are not in it.
    static func find(_ keys: [AnswerKey], in sql: any SQLConnection) throws -> [AnswerKey: IdempotencyRow] {
        let marks = keys.indices.map { "(?\(2 * $0 + 1), ?\(2 * $0 + 2))" }.joined(separator: ", ")
        let rows = try sql.query(
            """
            SELECT \(columns), actor, idempotency_key FROM idempotency \
            WHERE (actor, idempotency_key) IN (VALUES \(marks))
            """, keys.flatMap { [.text($0.actor.text), .text($0.key)] }
        ) { (AnswerKey(ActorID($0.text(5)), $0.text(6)), row($0)) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    private static let columns = "route, digest, created, answer, sealed"

    private static func row(_ row: any SQLRow) -> IdempotencyRow {
        IdempotencyRow(
            route: row.text(0), digest: row.blob(1), created: Instant(microseconds: row.integer(2)),
            answer: row.integerOrNil(3).map { Int($0) }, sealed: row.blobOrNil(4))
    }

    /// Puts another answer in the place of the one kept, as when a person was erased from it: HTTP code, sealed body.
    static func answer(
        _ answer: Int, sealed: [UInt8], actor: ActorID, key: String, in sql: any SQLConnection
    ) throws {
        try sql.execute(
            "UPDATE idempotency SET answer = ?3, sealed = ?4 WHERE actor = ?1 AND idempotency_key = ?2",
            [.text(actor.text), .text(key), SQLValue(answer), .blob(sealed)])
    }

    /// Forgets a key, so that it can be taken anew.
    static func remove(actor: ActorID, key: String, in sql: any SQLConnection) throws {
        try sql.execute(
            "DELETE FROM idempotency WHERE actor = ?1 AND idempotency_key = ?2", [.text(actor.text), .text(key)])
    }

    /// Removes at most `limit` rows made up to `before`; one made after `now` by a wrong clock counts from now.
    public static func purge(before: Instant, now: Instant, limit: Int, in sql: any SQLConnection) throws -> Int {
        try sql.execute("UPDATE idempotency SET created = ?1 WHERE created > ?1", [.integer(now.microseconds)])
        return try sql.execute(
            """
            DELETE FROM idempotency WHERE (actor, idempotency_key) IN (SELECT actor, idempotency_key \
            FROM idempotency WHERE created <= ?1 LIMIT ?2)
            """,
            [.integer(before.microseconds), SQLValue(limit)])
    }
}
