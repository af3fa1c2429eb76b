public import Core

/// An application that was begun on the portal and not yet handed in, sealed (hồ sơ nháp).
public struct DraftRow: Hashable, Sendable {
    public var id: DraftID
    /// SHA-256 of the secret in the visitor's cookie.
    public var visitor: [UInt8]
    /// The stream that the dossier will have.
    public var dossier: DossierID
    public var procedure: ProcedureCode
    /// The page of the application that comes next.
    public var step: String
    /// Every value typed; nil once it was handed in.
    public var sealed: [UInt8]?
    public var created: Instant
    public var updated: Instant
    public var expires: Instant
    public var submitted: Instant?

    public init(
        id: DraftID, visitor: [UInt8], dossier: DossierID, procedure: ProcedureCode, step: String, sealed: [UInt8]?,
        created: Instant, updated: Instant, expires: Instant, submitted: Instant? = nil
    ) {
        self.id = id
        self.visitor = visitor
        self.dossier = dossier
        self.procedure = procedure
        self.step = step
        self.sealed = sealed
        self.created = created
        self.updated = updated
        self.expires = expires
        self.submitted = submitted
    }
}

/// The table of drafts.
public enum DraftTable {
    /// Adds a draft that was just begun.
    public static func insert(_ draft: DraftRow, in sql: any SQLConnection) throws {
        try sql.execute(
            """
            INSERT INTO draft (id, visitor, dossier, procedure, step, sealed, created, updated, expires, submitted) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """,
            [
                .text(draft.id.text), .blob(draft.visitor), .text(draft.dossier.text), .text(draft.procedure.text),
                .text(draft.step), SQLValue(draft.sealed), .integer(draft.created.microseconds),
                .integer(draft.updated.microseconds), .integer(draft.expires.microseconds),
                SQLValue(draft.submitted?.microseconds),
            ])
    }

    /// - Parameter locked: true where the draft is written afterwards, so that two pages do not undo each other.
    public static func find(
        _ id: DraftID, visitor: [UInt8], locked: Bool = false, in sql: any SQLConnection
    ) throws -> DraftRow? {
        try sql.first(
            select + "WHERE id = ?1 AND visitor = ?2" + (locked ? " /* for update */" : ""),
            [.text(id.text), .blob(visitor)], draft)
    }

    /// The drafts of a visitor that were not handed in and are not over, the newest first.
    public static func open(visitor: [UInt8], now: Instant, in sql: any SQLConnection) throws -> [DraftRow] {
        try sql.query(
            select + "WHERE visitor = ?1 AND expires > ?2 AND submitted IS NULL ORDER BY updated DESC, id",
            [.blob(visitor), .integer(now.microseconds)], draft)
    }

    /// Writes step, values and times.
    public static func update(_ draft: DraftRow, in sql: any SQLConnection) throws {
        try sql.execute(
            "UPDATE draft SET step = ?2, sealed = ?3, updated = ?4, expires = ?5, submitted = ?6 WHERE id = ?1",
            [
                .text(draft.id.text), .text(draft.step), SQLValue(draft.sealed),
                .integer(draft.updated.microseconds), .integer(draft.expires.microseconds),
                SQLValue(draft.submitted?.microseconds),
            ])
    }

    /// Removes the draft alone; its files are rows of `DraftFileTable`.
    public static func remove(_ id: DraftID, in sql: any SQLConnection) throws {
        try sql.execute("DELETE FROM draft WHERE id = ?1", [.text(id.text)])
    }

    /// At most `limit` drafts that are over; none is kept past `last`, whatever the clock said.
    public static func expired(
        now: Instant, last: Instant, limit: Int, in sql: any SQLConnection
    ) throws -> [DraftRow] {
        try sql.execute("UPDATE draft SET expires = ?1 WHERE expires > ?1", [.integer(last.microseconds)])
        return try sql.query(
            select + "WHERE expires <= ?1 ORDER BY expires LIMIT ?2", [.integer(now.microseconds), SQLValue(limit)],
            draft)
    }

    private static let select =
        "SELECT id, visitor, dossier, procedure, step, sealed, created, updated, expires, submitted FROM draft "

    private static func draft(_ row: any SQLRow) -> DraftRow {
        DraftRow(
            id: DraftID(row.text(0)), visitor: row.blob(1), dossier: DossierID(row.text(2)),
            procedure: ProcedureCode(row.text(3)), step: row.text(4), sealed: row.blobOrNil(5),
            created: Instant(microseconds: row.integer(6)), updated: Instant(microseconds: row.integer(7)),
            expires: Instant(microseconds: row.integer(8)),
            submitted: row.integerOrNil(9).map { Instant(microseconds: $0) })
    }
}
