import Store
import Synchronization

/// Connections of one database that nobody uses now; more are made when more are wanted at once.
final class PostgresPool: Sendable {
    private let connection: String
    private let keep: Int
    private let idle = Mutex<[PostgresConnection]>([])

    /// - Parameter keep: connections held open while nobody uses them.
    init(_ connection: String, keep: Int) {
        self.connection = connection
        self.keep = keep
    }

    /// Lends a connection; one that broke is not taken back.
    func lend<T>(_ body: (PostgresConnection) throws -> T) throws -> T {
        let lent = idle.withLock { $0.popLast() } ?? PostgresConnection(connection)
        defer { takeBack(lent) }
        return try body(lent)
    }

    private func takeBack(_ connection: PostgresConnection) {
        guard connection.isAlive, !connection.isInTransaction else { return connection.disconnect() }
        let isKept = idle.withLock { idle in
            guard idle.count < keep else { return false }
            idle.append(connection)
            return true
        }
        if !isKept { connection.disconnect() }
    }

    func close() { idle.withLock { $0 = [] } }
}

/// A reading connection on loan; each read is a transaction that sees one state.
final class PostgresReadSession: ReadSession {
    private let connection: PostgresConnection
    private let begins: [String]

    /// - Parameter table: held from before the state to be seen is chosen until the end.
    ///
    /// Why: a table that takes another one's place shows a reader only what was in it when the reader began. So the
    /// switch waits for readers, and who comes meanwhile begins after it.
    init(_ connection: PostgresConnection, schema: String, holding table: String? = nil) {
        self.connection = connection
        let held = table.map { ["LOCK TABLE \($0) IN ACCESS SHARE MODE"] } ?? []
        begins = ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", PostgresDialect.searchPath(schema)] + held
    }

    /// The transaction begins with the first statement and in the same round trip.
    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try connection.connect()
        // A connection that broke while nobody used it shows at the first statement: nothing was read by then, so once
        // more is safe.
        connection.begins = begins
        defer { end() }
        return try body(connection)
    }

    private func end() {
        connection.begins = []
        guard connection.isInTransaction else { return }
        do {
            try connection.command("COMMIT")
        } catch {
            // A reader has nothing to lose; the next one begins on a connection of its own.
            connection.disconnect()
        }
    }
}
