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
    private var shapes: [String: PostgresShape] = [:]
    private var waiting: [PostgresStatement] = []
    private var waitingBytes = 0

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
    func wait(with text: String) throws { try wait(with: statement(text, [])) }

    /// Sends what waits and this; gives the command's name, as `COMMIT`.
    @discardableResult
    func command(_ text: String) throws -> String { try run(statement(text, [])).command }

    /// Sends what waits.
    func flush() throws {
        let statements = taken()
        if !statements.isEmpty { _ = try send(statements, own: statements.count) }
    }

    /// Forgets what waits, as when the transaction is undone.
    func forget() {
        (waiting, waitingBytes) = ([], 0)
        hasLostEarlier = false
    }

    /// What waits, to be sent now; that an earlier one was lost stays known.
    private func taken() -> [PostgresStatement] {
        defer { (waiting, waitingBytes) = ([], 0) }
        return PostgresRows.together(waiting)
    }

    private func wait(with statement: PostgresStatement) throws {
        waiting.append(statement)
        waitingBytes += statement.size
        let isMuch = waitingBytes > PostgresConnection.bytesMost
        if isMuch || waiting.count >= PostgresConnection.waitingMost { try flush() }
    }

    private func run(_ statement: PostgresStatement) throws -> PostgresAnswer {
        guard begins.isEmpty else { return try begin(with: statement) }
        guard mustGoAfter(statement) else { return try send([statement], own: 0) }
        let statements = taken() + [statement]
        return try send(statements, own: statements.count - 1)
    }

    /// Whether what waits has to be sent first: a question about other tables need not wait for it.
    private func mustGoAfter(_ statement: PostgresStatement) -> Bool {
        guard statement.shape.isQuestion else { return true }
        return waiting.contains { !$0.shape.mayFollow(statement.shape) }
    }

    /// Begins the reader's transaction with its first statement; a connection that turns out to be broken is made anew.
    private func begin(with statement: PostgresStatement) throws -> PostgresAnswer {
        let first = begins.map { self.statement($0, []) } + [statement]
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
        var sent = 0
        do {
            // In turns: more answers than these at once might not fit into the socket's buffers.
            while statements.count - sent > PostgresLink.togetherMost {
                _ = try link.run(Array(statements[sent..<(sent + PostgresLink.togetherMost)]))
                sent += PostgresLink.togetherMost
            }
            return try link.run(Array(statements[sent...]))
        } catch let failure as PostgresStatementFailure {
            guard sent + failure.index < own, failure.error.code != .unreachable else { throw failure.error }
            hasLostEarlier = true
            throw StoreError(.undone, failure.error.description, at: failure.error.place)
        }
    }

    private func statement(_ sql: String, _ arguments: [SQLValue]) -> PostgresStatement {
        if let known = shapes[sql] { return PostgresStatement(known, origin: sql, arguments) }
        let new = PostgresShape(sql)
        if shapes.count >= PostgresConnection.shapesMost { shapes = [:] }
        shapes[sql] = new
        return PostgresStatement(new, origin: sql, arguments)
    }

    /// Texts kept read; lists with many filters make many.
    private static let shapesMost = 1_000
    /// Statements and bytes that wait at most.
    private static let waitingMost = 512
    private static let bytesMost = 1 << 20
}
