public import Core

/// Tables of dossiers that are made anew beside those that answer, and put into their place at once (dựng bảng song
/// song).
///
/// They bear the names of the others with an ending, hold the same columns and indexes, and are nobody's to read until
/// the switch. How far they are made stands beside them, so that a process that ended is continued; that alone stands
/// there where a migration wants them made and nobody has begun.
public enum BesideTables {
    /// What the name of a table in the making ends with; no archive and no copy takes one along.
    public static let ending = "__next"
    /// Holds the next record to be taken while tables are in the making; before that `wanted`.
    private static let progress = "making" + ending
    private static let wanted = -1
    /// The tables that are made so.
    static let names = ["dossier", "dossier_order", "clock_entry", "reception_refusal", "consultation", "tally"]

    /// The record that is next to be taken; nil while nothing is in the making.
    public static func next(in sql: any SQLConnection) throws -> Int? {
        guard try isWaiting(in: sql) else { return nil }
        return try sql.first("SELECT next FROM \(progress) WHERE next >= 0") { Int($0.integer(0)) }
    }

    /// Whether tables are in the making or wanted by a migration, so that somebody has to go on with it.
    public static func isWaiting(in sql: any SQLConnection) throws -> Bool {
        let text =
            switch sql.dialect {
            case .sqlite: "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1"
            case .postgres: "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = ?1"
            }
        return try sql.first(text, [.text(progress)]) { _ in true } ?? false
    }

    /// Whether this connection may make tables and put them into place; on PostgreSQL their owner alone may.
    public static func mayMake(in sql: any SQLConnection) throws -> Bool {
        guard sql.dialect == .postgres else { return true }
        return try sql.first(
            "SELECT pg_has_role(relowner, 'USAGE') FROM pg_catalog.pg_class WHERE oid = to_regclass(?1::text)",
            [.text(names[0])]
        ) { $0.integer(0) == 1 } ?? false
    }

    /// Makes the tables, empty. Needs the role that owns the others.
    public static func begin(in sql: any SQLConnection) throws {
        for table in names { try BesideShape.make(table, in: sql) }
        if sql.dialect == .sqlite { try BesideShape.makeSearch(in: sql) }
        if try !isWaiting(in: sql) { try makeProgress(in: sql) }
        try note(next: 0, in: sql)
    }

    /// Notes that every record before this one was taken.
    public static func note(next: Int, in sql: any SQLConnection) throws {
        try sql.execute("UPDATE \(progress) SET next = ?1", [SQLValue(next)])
    }

    /// Keeps readers out until the transaction ends, before the last records are taken.
    ///
    /// - Throws: `StoreError` `.busy` on PostgreSQL where one reads for longer than a moment: everybody else would wait
    ///   behind this.
    public static func keepReadersOut(in sql: any SQLConnection) throws {
        guard sql.dialect == .postgres else { return }
        // Nobody reads these, but the server may be looking after them: it gives way within a second or two.
        try lock(names.map { $0 + ending }, milliseconds: 3_000, sql)
        // Every reader holds it before it sees anything: see `PostgresReadSession`.
        try lock([gate], milliseconds: 300, sql)
        try lock(names, milliseconds: 3_000, sql)
    }

    /// A small table that every reader on PostgreSQL holds, so that none is within one while tables change places.
    ///
    /// Why not one of those: whatever else locks it, a purge for one, would keep every page waiting.
    public static let gate = "migration"

    private static func lock(_ tables: [String], milliseconds: Int, _ sql: any SQLConnection) throws {
        try sql.execute("SET LOCAL lock_timeout = \(milliseconds)")
        for table in tables { try sql.execute("LOCK TABLE \(table) IN ACCESS EXCLUSIVE MODE") }
    }

    /// Puts the tables into the place of the others, which are removed.
    public static func takePlace(in sql: any SQLConnection) throws {
        for table in tables(sql) {
            try sql.execute("DROP TABLE \(table)")
            try sql.execute("ALTER TABLE \(table)\(ending) RENAME TO \(table)")
            try BesideShape.settleNames(of: table, in: sql)
        }
        try sql.execute("DROP TABLE \(progress)")
    }

    /// Gives up what is in the making or wanted; nothing where nothing is.
    public static func drop(in sql: any SQLConnection) throws {
        for table in tables(sql) + ["making"] { try sql.execute("DROP TABLE IF EXISTS \(table)\(ending)") }
    }

    /// Gives up what is in the making, and wants it made from the beginning; nothing where nothing is.
    public static func again(in sql: any SQLConnection) throws {
        guard try isWaiting(in: sql) else { return }
        try drop(in: sql)
        try makeProgress(in: sql)
    }

    /// After a migration: whether it wants tables made anew itself, or changed those whose like are in the making.
    static func migrated(wants: Bool, in sql: any SQLConnection) throws {
        let isWaiting = try isWaiting(in: sql)
        // Where nothing was recorded yet, the tables are right as they are.
        guard try isWaiting || wants && (sql.first("SELECT 1 FROM head LIMIT 1") { _ in true }) != nil else { return }
        if isWaiting { try again(in: sql) } else { try makeProgress(in: sql) }
    }

    /// Takes a person out of what is in the making, so that the switch does not bring them back.
    public static func clear(_ dossier: DossierID, in sql: any SQLConnection) throws {
        guard try next(in: sql) != nil else { return }
        try PersonClearing.clearRow(dossier, in: BesideConnection(sql))
    }

    private static func makeProgress(in sql: any SQLConnection) throws {
        try sql.execute("CREATE TABLE \(progress) (id INTEGER NOT NULL PRIMARY KEY, next INTEGER NOT NULL) STRICT")
        try sql.execute("INSERT INTO \(progress) (id, next) VALUES (1, ?1)", [SQLValue(wanted)])
        try BesideShape.grant(progress, like: names[0], in: sql)
    }

    private static func tables(_ sql: any SQLConnection) -> [String] {
        names + (sql.dialect == .sqlite ? ["dossier_search"] : [])
    }
}
