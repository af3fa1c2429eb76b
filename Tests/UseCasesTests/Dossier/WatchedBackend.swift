import Store
import Synchronization

@testable import SQLiteEngine

/// SQLite with an ear at every statement: notes how the engine means to find the rows.
final class WatchedBackend: StoreBackend {
    private let inner: SQLiteBackend
    let plans = QueryPlans()

    init(_ folder: DataFolder) throws {
        inner = try SQLiteBackend(writing: folder, holder: "tests", readers: 2, limits: SQLiteLimits())
    }

    var dialect: Dialect { inner.dialect }

    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try inner.read { try body(WatchedConnection($0, plans)) }
    }

    func withReader<T>(_ body: (any ReadSession) throws -> T) throws -> T {
        try inner.withReader { try body(WatchedReadSession($0, plans)) }
    }

    func readKeyring<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try inner.readKeyring { try body(WatchedConnection($0, plans)) }
    }

    func withWriteSession<T>(_ body: (any WriteSession) throws -> T) throws -> T {
        try inner.withWriteSession { try body(WatchedWriteSession($0, plans)) }
    }

    func close() { inner.close() }
}

/// The plan of each statement, as `EXPLAIN QUERY PLAN` tells it.
final class QueryPlans: Sendable {
    private let plans = Mutex<[String: [String]]>([:])

    var all: [String: [String]] { plans.withLock { $0 } }

    func note(_ text: String, _ arguments: [SQLValue], on connection: any SQLConnection) throws {
        guard ["SELECT", "UPDATE", "DELETE", "INSERT"].contains(where: text.hasPrefix),
            plans.withLock({ $0[text] == nil })
        else { return }
        let lines = try connection.query("EXPLAIN QUERY PLAN " + text, arguments) { $0.text(3) }
        plans.withLock { $0[text] = lines }
    }
}

private final class WatchedConnection: SQLConnection {
    private let inner: any SQLConnection
    private let plans: QueryPlans
    var dialect: Dialect { inner.dialect }

    init(_ inner: any SQLConnection, _ plans: QueryPlans) { (self.inner, self.plans) = (inner, plans) }

    func query<Row>(_ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Row) throws -> [Row] {
        try plans.note(sql, arguments, on: inner)
        return try inner.query(sql, arguments, row)
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try plans.note(sql, arguments, on: inner)
        return try inner.execute(sql, arguments)
    }
}

private final class WatchedReadSession: ReadSession {
    private let inner: any ReadSession
    private let plans: QueryPlans

    init(_ inner: any ReadSession, _ plans: QueryPlans) { (self.inner, self.plans) = (inner, plans) }

    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try inner.read { try body(WatchedConnection($0, plans)) }
    }
}

private final class WatchedWriteSession: WriteSession {
    private let inner: any WriteSession
    private let plans: QueryPlans

    init(_ inner: any WriteSession, _ plans: QueryPlans) { (self.inner, self.plans) = (inner, plans) }

    var sql: any SQLConnection { WatchedConnection(inner.sql, plans) }
    var keyring: any SQLConnection { get throws { WatchedConnection(try inner.keyring, plans) } }

    func begin() throws { try inner.begin() }
    func watch() { inner.watch() }
    var hasChanged: Bool { inner.hasChanged }
    func checkWhole() throws { try inner.checkWhole() }
    func mark() throws { try inner.mark() }
    func keep() throws { try inner.keep() }
    func undo() throws { try inner.undo() }
    func commitKeyring() throws { try inner.commitKeyring() }
    func commit() throws { try inner.commit() }
    func rollBack() { inner.rollBack() }
}
