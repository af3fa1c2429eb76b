public import Core

/// One thing that somebody did and that leaves no record in the ledger (nhật ký truy cập).
public struct AuditLine: Hashable, Sendable {
    /// Moment and chance, in hexadecimal: in the order of time, and unique on every node.
    public var id: String
    public var at: Instant
    /// Nil if nobody known did it: a sign-in under a login that does not exist.
    public var actor: ActorID?
    /// As in `session.signed-in`.
    public var action: String
    /// The stream it concerns.
    public var subject: DossierID?
    /// What else tells it apart; never a name, a number or anything typed.
    public var detail: String?

    public init(id: String, at: Instant, actor: ActorID?, action: String, subject: DossierID?, detail: String?) {
        self.id = id
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = subject
        self.detail = detail
    }
}

/// Lines that the database itself refuses to change or remove.
public enum AuditTable {
    /// Adds a line; nobody can take it back.
    public static func insert(_ line: AuditLine, in sql: any SQLConnection) throws {
        try sql.execute(
            "INSERT INTO audit_line (id, at, actor, action, subject, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            [
                .text(line.id), .integer(line.at.microseconds), SQLValue(line.actor?.text), .text(line.action),
                SQLValue(line.subject?.text), SQLValue(line.detail),
            ])
    }

    /// The lines before `id`, the newest first; of one account or about one stream if asked.
    public static func list(
        before id: String? = nil, actor: ActorID? = nil, subject: DossierID? = nil, limit: Int,
        in sql: any SQLConnection
    ) throws -> [AuditLine] {
        var arguments: [SQLValue] = []
        var conditions: [String] = []
        for (column, value) in [("id < ", id), ("actor = ", actor?.text), ("subject = ", subject?.text)] {
            guard let value else { continue }
            arguments.append(.text(value))
            conditions.append(column + "?\(arguments.count)")
        }
        arguments.append(SQLValue(limit))
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        return try sql.query(
            "SELECT id, at, actor, action, subject, detail FROM audit_line\(filter) ORDER BY id DESC "
                + "LIMIT ?\(arguments.count)", arguments
        ) { row in
            AuditLine(
                id: row.text(0), at: Instant(microseconds: row.integer(1)),
                actor: row.textOrNil(2).map { ActorID($0) }, action: row.text(3),
                subject: row.textOrNil(4).map { DossierID($0) }, detail: row.textOrNil(5))
        }
    }
}
