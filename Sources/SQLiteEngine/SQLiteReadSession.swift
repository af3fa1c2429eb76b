import Store

/// A reading connection on loan; each read is a transaction, so that all its statements see one state.
final class SQLiteReadSession: ReadSession {
    private let connection: SQLiteConnection

    init(_ connection: SQLiteConnection) { self.connection = connection }

    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try connection.execute("BEGIN DEFERRED")
        defer { end() }
        return try body(connection)
    }

    private func end() {
        do {
            try connection.execute("COMMIT")
        } catch {
            // Only when SQLite has ended the transaction by itself; a reader has nothing to lose by it.
        }
    }
}
