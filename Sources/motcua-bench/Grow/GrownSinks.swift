import Store

/// Grown rows into a data folder.
///
/// Nothing is waited for and nothing could be taken back: a province that was not grown to its end is thrown away.
final class SQLiteSink: GrownSink {
    private let ledger: RawSQLite
    private let keyring: RawSQLite
    private var insertions: [String: String] = [:]
    private var again: [String] = []

    init(_ place: Place) throws(RawFailure) {
        ledger = try RawSQLite(path: place.folder.ledger)
        keyring = try RawSQLite(path: place.folder.keyring)
        for database in [ledger, keyring] {
            try database.run(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-524288; "
                    + "PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY")
        }
        for table in GrownRows.tables {
            let database = table == "wrapped_key" ? keyring : ledger
            insertions[table] = try database.insertion(into: table)
        }
    }

    func begin() throws {
        for row in try ledger.rows(
            "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND (type = 'index' OR type = 'trigger') "
                + "AND tbl_name IN ('record', 'dossier', 'clock_entry')")
        {
            guard let type = row[0].string, let name = row[1].string, let text = row[2].string else { continue }
            try ledger.run("DROP \(type) \(name)")
            again.append(text)
        }
    }

    func take(_ rows: GrownRows) throws {
        for database in [ledger, keyring] { try database.run("BEGIN") }
        for table in GrownRows.tables {
            let database = table == "wrapped_key" ? keyring : ledger
            guard let insertion = insertions[table] else { continue }
            for row in rows.tables[table] ?? [] { try database.run(insertion, row) }
        }
        for name in rows.names { try ledger.run(name.text, name.values) }
        for database in [ledger, keyring] { try database.run("COMMIT") }
    }

    func finish(_ copier: LifeCopier) throws {
        try ledger.run("BEGIN")
        try closing(copier, on: ledger)
        try ledger.run("COMMIT")
        for text in again { try ledger.run(text) }
        try ledger.run("PRAGMA optimize")
        for database in [ledger, keyring] { try database.run("PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=WAL") }
    }
}

/// Grown rows into PostgreSQL, by COPY.
final class PostgresSink: GrownSink {
    private let ledger: RawPostgres
    private let keyring: RawPostgres
    private var again: [String] = []

    init(_ server: PostgresServer, _ database: String) throws(RawFailure) {
        ledger = try server.raw(database)
        keyring = try server.raw(database + PostgresServer.keyringEnd)
        for database in [ledger, keyring] {
            try database.run("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'")
        }
    }

    func begin() throws {
        // Those of keys stay: they belong to constraints.
        for row in try ledger.rows(
            "SELECT i.indexname::text, i.indexdef::text FROM pg_indexes i WHERE i.schemaname = 'motcua' "
                + "AND i.tablename IN ('record', 'dossier', 'clock_entry') "
                + "AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)")
        {
            guard let name = row[0].string, let text = row[1].string else { continue }
            try ledger.run("DROP INDEX \(name)")
            again.append(text)
        }
    }

    func take(_ rows: GrownRows) throws {
        for database in [ledger, keyring] { try database.run("BEGIN") }
        for table in GrownRows.tables {
            let database = table == "wrapped_key" ? keyring : ledger
            var lines: [UInt8] = []
            for row in rows.tables[table] ?? [] { CopyLine.append(row, to: &lines) }
            if !lines.isEmpty { try database.copy(table, lines) }
        }
        for database in [ledger, keyring] { try database.run("COMMIT") }
    }

    func finish(_ copier: LifeCopier) throws {
        try ledger.run("BEGIN")
        try closing(copier, on: ledger)
        try ledger.run("COMMIT")
        for text in again { try ledger.run(text) }
        for database in [ledger, keyring] { try database.run("ANALYZE") }
    }
}

/// One row as COPY's text form has it.
enum CopyLine {
    static func append(_ row: [RawValue], to lines: inout [UInt8]) {
        for (place, value) in row.enumerated() {
            if place > 0 { lines.append(UInt8(ascii: "\t")) }
            switch value {
            case .null: lines += Array("\\N".utf8)
            case .integer(let number): lines += Array(String(number).utf8)
            case .real(let number): lines += Array(String(number).utf8)
            case .text(let bytes): for byte in bytes { escape(byte, to: &lines) }
            case .blob(let bytes):
                lines += Array("\\\\x".utf8)
                for byte in bytes { lines += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
            }
        }
        lines.append(UInt8(ascii: "\n"))
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func escape(_ byte: UInt8, to lines: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\\"): lines += Array("\\\\".utf8)
        case UInt8(ascii: "\t"): lines += Array("\\t".utf8)
        case UInt8(ascii: "\n"): lines += Array("\\n".utf8)
        case UInt8(ascii: "\r"): lines += Array("\\r".utf8)
        case _: lines.append(byte)
        }
    }
}
