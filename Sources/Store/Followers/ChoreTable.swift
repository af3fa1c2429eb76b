public import Core

/// How a chore went (kết quả việc định kỳ).
public struct ChoreRun: Hashable, Sendable {
    public var name: String
    /// When it was last begun.
    public var begun: Instant
    /// When it last ended well.
    public var succeeded: Instant?
    /// How often it failed since then.
    public var failed: Int
    /// Why, in a short word without anything personal; nil after it went well.
    public var reason: String?

    public init(name: String, begun: Instant, succeeded: Instant? = nil, failed: Int = 0, reason: String? = nil) {
        self.name = name
        self.begun = begun
        self.succeeded = succeeded
        self.failed = failed
        self.reason = reason
    }
}

/// One row a chore.
public enum ChoreTable {
    /// The row of this chore; nil where it never ran.
    public static func find(_ name: String, in sql: any SQLConnection) throws -> ChoreRun? {
        try sql.first(select + " WHERE name = ?1", [.text(name)], run)
    }

    /// All that ever ran here, by name; few.
    public static func all(in sql: any SQLConnection) throws -> [ChoreRun] {
        try sql.query(select + " ORDER BY name", [], run)
    }

    /// Keeps how it stands, in place of what was kept before.
    public static func store(_ run: ChoreRun, in sql: any SQLConnection) throws {
        try sql.execute(
            """
            INSERT INTO chore (name, begun, succeeded, failed, reason) VALUES (?1, ?2, ?3, ?4, ?5) \
            ON CONFLICT (name) DO UPDATE SET begun = excluded.begun, succeeded = excluded.succeeded, \
            failed = excluded.failed, reason = excluded.reason
            """,
            [
                .text(run.name), .integer(run.begun.microseconds), SQLValue(run.succeeded?.microseconds),
                SQLValue(run.failed), SQLValue(run.reason),
            ])
    }

    private static let select = "SELECT name, begun, succeeded, failed, reason FROM chore"

    private static func run(_ row: any SQLRow) -> ChoreRun {
        ChoreRun(
            name: row.text(0), begun: Instant(microseconds: row.integer(1)),
            succeeded: row.integerOrNil(2).map { Instant(microseconds: $0) }, failed: Int(row.integer(3)),
            reason: row.textOrNil(4))
    }
}
