import Foundation
import Store

/// PostgreSQL's write-ahead log as files, moved on until none of its segments is from before.
struct PostgresLog {
    private let database: PostgresConnection

    init(_ database: PostgresConnection) { self.database = database }

    /// More than a server keeps at its largest usual `max_wal_size`; beyond it something keeps making segments.
    private static let switchesMost = 4_096

    /// Which server it is, whatever the address by which it was reached.
    var server: String {
        get throws {
            try database.first("SELECT system_identifier::text FROM pg_control_system()") { $0.text(0) } ?? ""
        }
    }

    /// Fills every segment that was put to use again, removes those from before, and tells what stays.
    func moveOn() throws -> [PostgresKeeping.Remains] {
        var remains = try elsewhere()
        let forbidden = try forbidden()
        guard forbidden.isEmpty else { return forbidden.map { .forbidden($0) } + remains }
        let recycles = try database.first("SELECT current_setting('wal_recycle')") { $0.text(0) } == "on"
        defer { if recycles { resetRecycling() } }
        if recycles { try setRecycling("SET wal_recycle = off", until: "off") }
        let last = try current()
        // The files of the tables as they were go with the first checkpoint, old pages in the log with the second.
        try database.command("CHECKPOINT")
        var switches = 0
        while try count("name > pg_walfile_name(pg_current_wal_insert_lsn())") > 0, switches < PostgresLog.switchesMost
        {
            try nextSegment()
            switches += 1
        }
        // The one in use may have been such a segment: its rest is filled with zeros, the next is a new file.
        try nextSegment()
        try database.command("CHECKPOINT")
        let left = try count("name <= '\(last)'")
        if left > 0 { remains.append(.segments(left)) }
        return remains
    }

    /// Places beyond this server's own files.
    private func elsewhere() throws -> [PostgresKeeping.Remains] {
        var remains: [PostgresKeeping.Remains] = []
        if try database.first("SELECT current_setting('archive_mode')", [], { $0.text(0) }) != "off" {
            remains.append(.archive)
        }
        let replicas = try database.query(
            """
            SELECT slot_name::text FROM pg_replication_slots \
            UNION SELECT application_name FROM pg_stat_replication ORDER BY 1
            """, []
        ) { $0.text(0) }
        return remains + replicas.map { .replica($0) }
    }

    /// What this role may not do, in the words that give it the right.
    private func forbidden() throws -> [String] {
        let role = try database.first("SELECT current_user::text") { $0.text(0) } ?? ""
        let mine = PostgresDialect.quoted(role)
        var missing: [String] = []
        for name in ["pg_switch_wal()", "pg_ls_waldir()"] {
            let may = try database.first("SELECT has_function_privilege(?1::text, 'EXECUTE')", [.text(name)]) {
                $0.integer(0) == 1
            }
            if may != true { missing.append("GRANT EXECUTE ON FUNCTION \(name) TO \(mine)") }
        }
        let rights = try database.first(
            """
            SELECT rolsuper, rolsuper OR EXISTS (SELECT 1 FROM pg_roles p WHERE p.rolname = 'pg_checkpoint' \
            AND pg_has_role(p.oid, 'USAGE')), current_setting('wal_recycle') = 'on' \
            FROM pg_roles WHERE rolname = current_user
            """
        ) { (all: $0.integer(0) == 1, checkpoint: $0.integer(1) == 1, recycles: $0.integer(2) == 1) }
        guard let rights else { return missing }
        if !rights.checkpoint { missing.append("GRANT pg_checkpoint TO \(mine)") }
        // Two lines: the first may not stand in a transaction with another.
        if !rights.all, rights.recycles {
            missing += ["ALTER SYSTEM SET wal_recycle = off", "SELECT pg_reload_conf()"]
        }
        return missing
    }

    private func current() throws -> String {
        try database.first("SELECT pg_walfile_name(pg_current_wal_insert_lsn())") { $0.text(0) } ?? ""
    }

    /// Segments in the folder of the log.
    private func count(_ condition: String) throws -> Int {
        try database.first(
            "SELECT count(*) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$' AND \(condition)"
        ) { Int($0.integer(0)) } ?? 0
    }

    /// Writes a line, for a switch right after a switch does nothing; the rest of the segment becomes zeros.
    private func nextSegment() throws {
        _ = try database.query("SELECT pg_logical_emit_message(false, 'motcua', 'purge')::text", []) { $0.text(0) }
        _ = try database.query("SELECT pg_switch_wal()::text", []) { $0.text(0) }
    }

    private func setRecycling(_ words: String, until value: String) throws {
        try database.command("ALTER SYSTEM \(words)")
        _ = try database.query("SELECT pg_reload_conf()", []) { $0.integer(0) }
        for _ in 0..<50 {
            let now = try database.first("SELECT current_setting('wal_recycle')") { $0.text(0) }
            // Other processes of the server hear of it within the same moment, and are given one.
            Thread.sleep(forTimeInterval: 0.2)
            if now == value { return }
        }
        throw StoreError(.busy, "the server did not take over its setting", at: "wal_recycle")
    }

    /// As before; a server that cannot be told makes new segments rather than using old ones, which is slower alone.
    private func resetRecycling() {
        do { try setRecycling("RESET wal_recycle", until: "on") } catch {
            // The purge itself is done.
        }
    }
}
