public import Core

/// A form that arrived after its session had ended, sealed (biểu mẫu được giữ lại).
public struct HeldFormRow: Hashable, Sendable {
    public var id: HeldFormID
    public var actor: ActorID
    public var kept: Instant
    public var expires: Instant
    /// Where it was sent and what was typed.
    public var sealed: [UInt8]

    public init(id: HeldFormID, actor: ActorID, kept: Instant, expires: Instant, sealed: [UInt8]) {
        self.id = id
        self.actor = actor
        self.kept = kept
        self.expires = expires
        self.sealed = sealed
    }
}

/// Forms held for an account until it has signed in again.
public enum HeldFormTable {
    /// Keeps a form; the same one sent twice is kept once, with the later time.
    public static func store(_ form: HeldFormRow, in sql: any SQLConnection) throws {
        try sql.execute(
            """
            INSERT INTO held_form (id, actor, kept, expires, sealed) VALUES (?1, ?2, ?3, ?4, ?5) \
            ON CONFLICT (id) DO UPDATE SET kept = excluded.kept, expires = excluded.expires, sealed = excluded.sealed
            """,
            [
                .text(form.id.text), .text(form.actor.text), .integer(form.kept.microseconds),
                .integer(form.expires.microseconds), .blob(form.sealed),
            ])
    }

    /// The forms of an account that are still kept, the newest first.
    public static func list(of actor: ActorID, now: Instant, in sql: any SQLConnection) throws -> [HeldFormRow] {
        try sql.query(
            "SELECT id, actor, kept, expires, sealed FROM held_form WHERE actor = ?1 AND expires > ?2 "
                + "ORDER BY kept DESC, id", [.text(actor.text), .integer(now.microseconds)]
        ) { row in
            HeldFormRow(
                id: HeldFormID(row.text(0)), actor: ActorID(row.text(1)), kept: Instant(microseconds: row.integer(2)),
                expires: Instant(microseconds: row.integer(3)), sealed: row.blob(4))
        }
    }

    /// Removes one form of an account, once it was sent again; false if it has none of that name.
    @discardableResult
    public static func remove(_ id: HeldFormID, of actor: ActorID, in sql: any SQLConnection) throws -> Bool {
        try sql.execute(
            "DELETE FROM held_form WHERE id = ?1 AND actor = ?2", [.text(id.text), .text(actor.text)]) == 1
    }

    /// Removes every form of an account, when it is closed.
    public static func removeAll(of actor: ActorID, in sql: any SQLConnection) throws {
        try sql.execute("DELETE FROM held_form WHERE actor = ?1", [.text(actor.text)])
    }

    /// Keeps the newest `most` forms of an account and removes the others.
    public static func keepNewest(_ most: Int, of actor: ActorID, in sql: any SQLConnection) throws {
        try sql.execute(
            """
            DELETE FROM held_form WHERE actor = ?1 AND id NOT IN (SELECT id FROM held_form WHERE actor = ?1 \
            ORDER BY kept DESC, id LIMIT ?2)
            """,
            [.text(actor.text), SQLValue(most)])
    }

    /// Removes at most `limit` forms that are over; none is kept past `last`, whatever the clock said.
    public static func purge(now: Instant, last: Instant, limit: Int, in sql: any SQLConnection) throws -> Int {
        try sql.execute(
            "UPDATE held_form SET expires = ?1 WHERE expires > ?1", [.integer(last.microseconds)])
        return try sql.execute(
            "DELETE FROM held_form WHERE id IN (SELECT id FROM held_form WHERE expires <= ?1 LIMIT ?2)",
            [.integer(now.microseconds), SQLValue(limit)])
    }
}
