import CLibPQ

/// libpq with nothing between: prepared statements, values as bytes, many statements a round trip.
final class RawPostgres: RawDatabase {
    /// Statements that are sent before their answers are read.
    private static let together = 256

    private let connection: OpaquePointer
    /// Names of prepared statements by their text and the kinds of their values.
    private var prepared: [String: String] = [:]
    /// Answers that are still to come.
    private var owed = 0

    init(_ place: String, schema: String? = nil) throws(RawFailure) {
        guard let connection = PQconnectdb(place) else { throw RawFailure(description: "libpq: out of memory") }
        self.connection = connection
        guard PQstatus(connection) == CONNECTION_OK else { throw failure("connect") }
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        if let schema { try run("SET search_path TO \(schema), public") }
    }

    deinit { PQfinish(connection) }

    func run(_ text: String) throws(RawFailure) {
        try flush()
        let result = PQexec(connection, text)
        defer { PQclear(result) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else { throw failure(text) }
    }

    func run(_ text: String, _ values: [RawValue]) throws(RawFailure) {
        if owed == 0 { guard PQenterPipelineMode(connection) == 1 else { throw failure(text) } }
        let kinds = values.map(\.type)
        let key = text + kinds.map { " \($0)" }.joined()
        let name: String
        if let known = prepared[key] {
            name = known
        } else {
            name = "s\(prepared.count)"
            guard PQsendPrepare(connection, name, RawPostgres.dialect(text), CInt(kinds.count), kinds) == 1 else {
                throw failure(text)
            }
            owed += 1
            prepared[key] = name
        }
        let sent = RawValue.withPointers(values) { values, lengths, formats in
            PQsendQueryPrepared(connection, name, CInt(kinds.count), values, lengths, formats, 0)
        }
        guard sent == 1 else { throw failure(text) }
        owed += 1
        if owed >= RawPostgres.together { try flush() }
    }

    func flush() throws(RawFailure) {
        guard owed > 0 else { return }
        guard PQpipelineSync(connection) == 1 else { throw failure("sync") }
        var refused: RawFailure?
        while owed > 0 {
            let result = PQgetResult(connection)
            if ![PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)), refused == nil {
                refused = RawFailure(description: String(cString: PQresultErrorMessage(result)))
            }
            PQclear(result)
            owed -= 1
            // Each answer ends with an empty one.
            while let more = PQgetResult(connection) { PQclear(more) }
            guard PQstatus(connection) == CONNECTION_OK else { throw failure("answer") }
        }
        PQclear(PQgetResult(connection))
        PQexitPipelineMode(connection)
        if let refused { throw refused }
    }

    func rows(_ text: String, _ values: [RawValue]) throws(RawFailure) -> [[RawValue]] {
        try flush()
        let kinds = values.map(\.type)
        let result = RawValue.withPointers(values) { values, lengths, formats in
            PQexecParams(
                connection, RawPostgres.dialect(text), CInt(kinds.count), kinds, values, lengths, formats, 1)
        }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_TUPLES_OK else { throw failure(text) }
        return (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in RawValue(result, row, column) }
        }
    }

    func columns(of table: String) throws(RawFailure) -> [String] {
        try rows(
            "SELECT attname::text FROM pg_attribute WHERE attrelid = ?1::text::regclass AND attnum > 0 "
                + "AND NOT attisdropped ORDER BY attnum", [.text(table)]
        ).compactMap { $0.first?.string }
    }

    /// The number of a transaction of now: what came after was written by a later one.
    func marks(_ tables: [String]) throws(RawFailure) -> [String: Int64] {
        let now = try rows("SELECT pg_current_xact_id()::text::bigint", []).first?.first?.number ?? 0
        return Dictionary(uniqueKeysWithValues: tables.map { ($0, now) })
    }

    func rows(of table: String, after mark: Int64) throws(RawFailure) -> [[RawValue]] {
        try rows("SELECT * FROM \(table) WHERE xmin::text::bigint > ?1 ORDER BY ctid", [.integer(mark)])
    }

    /// Sends rows in the form of COPY, the quickest way in.
    func copy(_ table: String, _ lines: [UInt8]) throws(RawFailure) {
        try flush()
        PQclear(PQexec(connection, "COPY \(table) FROM STDIN"))
        let sent = lines.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                PQputCopyData(connection, bytes.baseAddress, CInt(bytes.count))
            }
        }
        guard sent == 1, PQputCopyEnd(connection, nil) == 1 else { throw failure("COPY \(table)") }
        let result = PQgetResult(connection)
        defer { while let more = PQgetResult(connection) { PQclear(more) } }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure("COPY \(table)") }
    }

    private static func dialect(_ text: String) -> String { text.replacing(/\?([0-9]+)/) { "$\($0.1)" } }

    private func failure(_ text: String) -> RawFailure {
        RawFailure(description: "\(String(cString: PQerrorMessage(connection))): \(text)")
    }
}
