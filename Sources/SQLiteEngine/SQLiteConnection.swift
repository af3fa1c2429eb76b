import GRDB
import GRDBSQLite
import Store

/// One connection of a pool with the statements prepared on it.
///
/// `@unchecked`: GRDB lends the connection under it to one thread at a time, and it is used only inside that loan
/// (see `SQLiteConnections`). It talks to SQLite's C functions itself, because GRDB's statements read each value
/// through a database value and keep every SQL text ever seen.
final class SQLiteConnection: SQLConnection, @unchecked Sendable {
    /// Statements kept prepared; lists with many filters make many texts.
    private static let statementsMost = 300

    let dialect = Dialect.sqlite
    /// Held so that no other connection can come to lie at its address.
    private let database: Database
    private let handle: OpaquePointer
    private var statements: [String: SQLiteStatement] = [:]

    init(_ database: Database) throws {
        guard let handle = database.sqliteConnection else {
            throw StoreError(.closed, "the connection is closed", at: "sqlite")
        }
        self.database = database
        self.handle = handle
    }

    func query<Row>(_ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Row) throws -> [Row] {
        let statement = try statement(sql)
        statement.inUse = true
        defer {
            statement.reset()
            statement.inUse = false
        }
        try statement.bind(arguments)
        var rows: [Row] = []
        let cursor = SQLiteRow(pointer: statement.pointer)
        while try statement.step() { rows.append(try row(cursor)) }
        return rows
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        let statement = try statement(sql)
        defer { statement.reset() }
        try statement.bind(arguments)
        while try statement.step() {}
        return Int(sqlite3_changes(handle))
    }

    /// Rows changed since the connection was opened.
    var changes: Int { Int(sqlite3_total_changes64(handle)) }

    /// False outside a transaction, also after SQLite has undone one by itself (disk full, disk failing).
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Lets go of all statements, so that the connection can be closed.
    func letGo() { statements = [:] }

    private func statement(_ sql: String) throws -> SQLiteStatement {
        if let known = statements[sql] {
            return known.inUse ? try SQLiteStatement(sql, on: handle, kept: false) : known
        }
        if statements.count >= SQLiteConnection.statementsMost { statements = statements.filter(\.value.inUse) }
        let new = try SQLiteStatement(sql, on: handle, kept: true)
        statements[sql] = new
        return new
    }
}
