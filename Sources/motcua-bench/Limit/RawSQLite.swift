import GRDBSQLite

/// SQLite's C interface with nothing between: what the engine itself can do.
final class RawSQLite: RawDatabase {
    private var database: OpaquePointer?
    private var statements: [String: OpaquePointer] = [:]

    init(path: String) throws(RawFailure) {
        guard sqlite3_open(path, &database) == SQLITE_OK else { throw failure("open") }
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close(database)
    }

    /// Runs statements without values.
    func run(_ text: String) throws(RawFailure) {
        guard sqlite3_exec(database, text, nil, nil, nil) == SQLITE_OK else { throw failure(text) }
    }

    /// Runs one prepared statement with its values; prepared once for each text.
    func run(_ text: String, _ values: [RawValue]) throws(RawFailure) {
        let statement = try prepared(text)
        for (place, value) in values.enumerated() { bind(value, at: Int32(place + 1), of: statement) }
        guard sqlite3_step(statement) == SQLITE_DONE else { throw failure(text) }
        sqlite3_reset(statement)
    }

    /// All rows of a query.
    func rows(_ text: String, _ values: [RawValue]) throws(RawFailure) -> [[RawValue]] {
        let statement = try prepared(text)
        defer { sqlite3_reset(statement) }
        for (place, value) in values.enumerated() { bind(value, at: Int32(place + 1), of: statement) }
        var rows: [[RawValue]] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: rows.append((0..<sqlite3_column_count(statement)).map { column(statement, $0) })
            case SQLITE_DONE: return rows
            case _: throw failure(text)
            }
        }
    }

    func flush() throws(RawFailure) {}

    func columns(of table: String) throws(RawFailure) -> [String] {
        try rows("SELECT name FROM pragma_table_info(?1) ORDER BY cid", [.text(table)]).compactMap { $0.first?.string }
    }

    func marks(_ tables: [String]) throws(RawFailure) -> [String: Int64] {
        var marks: [String: Int64] = [:]
        for table in tables {
            marks[table] = try rows("SELECT coalesce(max(rowid), 0) FROM \(table)", []).first?.first?.number
        }
        return marks
    }

    func rows(of table: String, after mark: Int64) throws(RawFailure) -> [[RawValue]] {
        try rows("SELECT * FROM \(table) WHERE rowid > ?1 ORDER BY rowid", [.integer(mark)])
    }

    private func prepared(_ text: String) throws(RawFailure) -> OpaquePointer {
        if let known = statements[text] { return known }
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(database, text, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw failure(text)
        }
        statements[text] = statement
        return statement
    }

    private func bind(_ value: RawValue, at place: Int32, of statement: OpaquePointer) {
        // SQLite copies what it is given before the call returns.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: sqlite3_bind_null(statement, place)
        case .integer(let number): sqlite3_bind_int64(statement, place, number)
        case .real(let number): sqlite3_bind_double(statement, place, number)
        case .text(let bytes):
            bytes.withUnsafeBytes { bytes in
                _ = sqlite3_bind_text(
                    statement, place, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
                    copied)
            }
        case .blob(let bytes):
            bytes.withUnsafeBytes { bytes in
                _ = sqlite3_bind_blob64(statement, place, bytes.baseAddress, UInt64(bytes.count), copied)
            }
        }
    }

    private func column(_ statement: OpaquePointer, _ place: Int32) -> RawValue {
        switch sqlite3_column_type(statement, place) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, place))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, place))
        case SQLITE_TEXT: return .text(bytes(sqlite3_column_text(statement, place), statement, place))
        case SQLITE_BLOB: return .blob(bytes(sqlite3_column_blob(statement, place), statement, place))
        case _: return .null
        }
    }

    private func bytes(_ start: UnsafeRawPointer?, _ statement: OpaquePointer, _ place: Int32) -> [UInt8] {
        guard let start else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, place))))
    }

    private func failure(_ text: String) -> RawFailure {
        RawFailure(description: "\(String(cString: sqlite3_errmsg(database))): \(text)")
    }
}
