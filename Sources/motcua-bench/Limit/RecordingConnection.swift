import Store

/// A connection that notes every statement which changes something, and passes it on if there is anybody to pass it to.
final class RecordingConnection: SQLConnection {
    private let inner: (any SQLConnection)?
    private(set) var statements: [RawStatement] = []

    /// - Parameter inner: nil to note alone; nothing can be asked then.
    init(_ inner: (any SQLConnection)?) { self.inner = inner }

    var dialect: Dialect { inner?.dialect ?? .sqlite }

    func query<Row>(_ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Row) throws -> [Row] {
        guard let inner else { throw RawFailure(description: "nobody to ask: \(sql)") }
        return try inner.query(sql, arguments, row)
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        statements.append(RawStatement(text: sql, values: arguments.map { RawValue($0) }))
        return try inner?.execute(sql, arguments) ?? 0
    }

    func post(_ sql: String, _ arguments: [SQLValue]) throws {
        statements.append(RawStatement(text: sql, values: arguments.map { RawValue($0) }))
        try inner?.post(sql, arguments)
    }

    /// What was noted since it was last asked.
    func taken() -> [RawStatement] {
        defer { statements = [] }
        return statements
    }
}
