import Foundation
import Store

/// What only PostgreSQL needs so that nothing removed is left in its files (dọn sạch dữ liệu đã xóa).
///
/// An old version of a row stays in its table until that is written anew, its words in the planner's statistics until
/// the table is looked at again, and its page in the write-ahead log (WAL) until the segment is removed; a segment that
/// is put to use again keeps its old bytes for long.
public enum PostgresKeeping {
    /// The steps of a purge, for whoever shows how far it is.
    public enum Step: Int, CaseIterable, Sendable { case readers, ledger, keyring, log }

    /// What may still hold the person afterwards, and is beyond this role or this server.
    public enum Remains: Hashable, Sendable {
        /// The role may not do this to the log; an administrator does it.
        case forbidden(String)
        /// So many segments of WAL from before are kept (a slot, `wal_keep_size`).
        case segments(Int)
        /// Segments are archived: those from before hold the person until they are removed there.
        case archive
        /// A replica has files and WAL of its own.
        case replica(String)
    }

    /// Writes every table anew but that of records, which hold nobody in clear, and the one that every reader holds
    /// (`BesideTables.gate`), which holds no person; makes the statistics again; and moves
    /// the log on until no segment from before is left.
    ///
    /// Servers may go on: each table is locked while it is written anew, stored files the longest. Needs the role that
    /// owns the databases, and as much room again as the largest table has; the log is moved on by a superuser, or by a
    /// role that was given the rights named in what remains.
    ///
    /// - Throws: `StoreError` `.readOnly` for another role, `.busy` where somebody reads on and on, `.diskFull`.
    public static func purge(
        _ place: PostgresPlace, progress: (_ step: Step) -> Void = { _ in }
    ) throws -> [Remains] {
        let databases = [place.connection, place.keyring].map { PostgresConnection($0) }
        for database in databases {
            try database.connect()
            try checkOwner(place, database)
            try database.command("SET lock_timeout = '\(lockSeconds)s'")
        }
        try startAnew(place, databases[0])
        progress(.readers)
        for database in databases { try waitForReaders(database) }
        for (database, step) in zip(databases, [Step.ledger, .keyring]) {
            progress(step)
            for table in try tables(place.schema, database) where try isThere(table, database) {
                try database.command("VACUUM (FULL, ANALYZE) \(table)")
            }
            // It held samples of the columns, names among them.
            try database.command("VACUUM FULL pg_catalog.pg_statistic")
        }
        progress(.log)
        // Two databases of one server have one log.
        let isApart = try PostgresLog(databases[0]).server != PostgresLog(databases[1]).server
        let remains = try (isApart ? databases : [databases[0]]).flatMap { try PostgresLog($0).moveOn() }
        return remains.reduce(into: []) { told, one in
            if !told.contains(one) { told.append(one) }
        }
    }

    /// Seconds that a table is waited for, while whoever wants it after us waits too.
    private static let lockSeconds = 20
    /// Seconds that older readers are waited for.
    private static let readerSeconds = 60.0

    /// `VACUUM` leaves out what the role does not own with a warning alone, so it is asked before.
    private static func checkOwner(_ place: PostgresPlace, _ database: PostgresConnection) throws {
        let owns = try database.first(
            """
            SELECT pg_catalog.pg_has_role(n.nspowner, 'USAGE') AND pg_catalog.pg_has_role(d.datdba, 'USAGE') \
            FROM pg_catalog.pg_namespace n, pg_catalog.pg_database d \
            WHERE n.nspname = ?1 AND d.datname = current_database()
            """, [.text(place.schema)]
        ) { $0.integer(0) == 1 }
        guard let owns else { throw StoreError(.olderDatabase, "no province was set up in it", at: place.schema) }
        guard owns else {
            throw StoreError(.readOnly, "the role must own the database and its tables", at: "schema \(place.schema)")
        }
    }

    /// Tables in the making are begun again, so that none of them takes another's place half-way through a purge.
    private static func startAnew(_ place: PostgresPlace, _ ledger: PostgresConnection) throws {
        try ledger.wait(with: "BEGIN")
        try ledger.wait(with: PostgresDialect.searchPath(place.schema))
        try BesideTables.again(in: ledger)
        try ledger.command("COMMIT")
    }

    private static func isThere(_ table: String, _ database: PostgresConnection) throws -> Bool {
        try database.first("SELECT to_regclass(?1::text) IS NOT NULL", [.text(table)]) { $0.integer(0) == 1 } ?? false
    }

    private static func tables(_ schema: String, _ database: PostgresConnection) throws -> [String] {
        try database.query(
            "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = ?1 "
                + "AND tablename NOT IN ('record', '\(BesideTables.gate)') ORDER BY 1",
            [.text(schema)]
        ) { "\(PostgresDialect.quoted(schema)).\(PostgresDialect.quoted($0.text(0)))" }
    }

    /// What an older reader may still see, here or on a replica, is kept by `VACUUM`, without a word.
    private static func waitForReaders(_ database: PostgresConnection) throws {
        let now = try database.first("SELECT pg_current_xact_id()::xid::text") { $0.text(0) } ?? "0"
        let start = ContinuousClock.now
        while true {
            let older =
                try database.first(
                    """
                    SELECT (SELECT count(*) FROM pg_stat_activity \
                    WHERE (datname = current_database() OR backend_type = 'walsender') \
                    AND pid <> pg_backend_pid() \
                    AND greatest(age(backend_xmin), age(backend_xid)) >= age(?1::text::xid)) \
                    + (SELECT count(*) FROM pg_replication_slots \
                    WHERE greatest(age(xmin), age(catalog_xmin)) >= age(?1::text::xid)) \
                    + (SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database())
                    """, [.text(now)]
                ) { $0.integer(0) } ?? 0
            if older == 0 { return }
            guard ContinuousClock.now - start < .seconds(readerSeconds) else {
                throw StoreError(.busy, "\(older) transactions or replication slots still see old rows", at: "database")
            }
            Thread.sleep(forTimeInterval: 0.2)
        }
    }
}
