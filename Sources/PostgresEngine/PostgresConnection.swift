import Store

/// A connection as the store lends it: one transaction at a time, statements that nobody waits for sent with the next.
///
/// `@unchecked`: used by one thread at a time, inside the loan of `PostgresPool`.
final class PostgresConnection: SQLConnection, @unchecked Sendable {
    let dialect = Dialect.postgres
    /// Called before the first statement of a job that may change something.
    var beforeChange: (() throws -> Void)?

    /// What begins a reader's transaction, sent before its first statement.
    var begins: [String] = []

    /// A statement that an earlier caller left waiting failed: its work is gone although nobody told that caller, so
    /// that only the whole transaction can be undone.
    private(set) var hasLostEarlier = false

    private let connection: String
    private var link: PostgresLink?
    private var translated: [String: String] = [:]
    private var waiting: [PostgresStatement] = []

    /// Connects at the first use.
    init(_ connection: String) { self.connection = connection }

    func query<Row>(_ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Row) throws -> [Row] {
        if !PostgresDialect.onlyReads(sql) { try beforeChange?() }
        let answer = try run(statement(sql, arguments))
        var rows: [Row] = []
        rows.reserveCapacity(Int(answer.rows))
        for index in 0..<answer.rows { rows.append(try row(PostgresRow(result: answer.result, row: index))) }
        return rows
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try beforeChange?()
        return try run(statement(sql, arguments)).changed
    }

    func post(_ sql: String, _ arguments: [SQLValue]) throws {
        try beforeChange?()
        try wait(with: statement(sql, arguments))
    }

    /// Connects if it has to; throws `.unreachable`.
    func connect() throws {
        if let link, link.isAlive { return }
        forget()
        link = nil
        link = try PostgresLink(connection)
    }

    /// Lets go of the connection, as when it broke or nobody needs it.
    func disconnect() {
        forget()
        link = nil
    }

    var isAlive: Bool { link?.isAlive ?? false }
    var isInTransaction: Bool { link?.isInTransaction ?? false }
    var hasFailed: Bool { link?.hasFailed ?? true }

    /// Sends a statement of the session's own with the next one.
    func wait(with text: String) throws { try wait(with: PostgresStatement(text, origin: text, [])) }

    /// Sends what waits and this; gives the command's name, as `COMMIT`.
    @discardableResult
    func command(_ text: String) throws -> String { try run(PostgresStatement(text, origin: text, [])).command }

    /// Sends what waits.
    func flush() throws {
        guard !waiting.isEmpty else { return }
        let statements = waiting
        waiting = []
        _ = try send(statements, own: statements.count)
    }

    /// Forgets what waits, as when the transaction is undone.
    func forget() {
        waiting = []
        hasLostEarlier = false
    }

    private func wait(with statement: PostgresStatement) throws {
        waiting.append(statement)
        if waiting.count >= PostgresLink.togetherMost { try flush() }
    }

    private func run(_ statement: PostgresStatement) throws -> PostgresAnswer {
        guard begins.isEmpty else { return try begin(with: statement) }
        let statements = waiting + [statement]
        waiting = []
        return try send(statements, own: statements.count - 1)
    }

    /// Begins the reader's transaction with its first statement; a connection that turns out to be broken is made anew.
    private func begin(with statement: PostgresStatement) throws -> PostgresAnswer {
        let first = begins.map { PostgresStatement($0, origin: $0, []) } + [statement]
        begins = []
        do {
            return try send(first, own: first.count - 1)
        } catch let error as StoreError where error.code == .unreachable {
            disconnect()
            try connect()
            return try send(first, own: first.count - 1)
        }
    }

    /// - Parameter own: the statement whose failure is the caller's own; an earlier one's undoes all.
    private func send(_ statements: [PostgresStatement], own: Int) throws -> PostgresAnswer {
        guard let link else { throw StoreError(.unreachable, "not connected", at: "database") }
        do {
            return try link.run(statements)
        } catch let failure as PostgresStatementFailure {
            guard failure.index < own, failure.error.code != .unreachable else { throw failure.error }
            hasLostEarlier = true
            throw StoreError(.undone, failure.error.description, at: failure.error.place)
        }
    }

    private func statement(_ sql: String, _ arguments: [SQLValue]) -> PostgresStatement {
        if let known = translated[sql] { return PostgresStatement(known, origin: sql, arguments) }
        let new = PostgresDialect.translate(sql)
        if translated.count >= PostgresConnection.translatedMost { translated = [:] }
        translated[sql] = new
        return PostgresStatement(new, origin: sql, arguments)
    }

    /// Texts kept translated; lists with many filters make many.
    private static let translatedMost = 1_000
}
