import Store

/// The writer's two connections: ledger with tables, and the keyring.
///
/// One transaction spans both in this order: the keyring is committed and synced first. When the ledger's commit
/// then fails, a key without a record stays behind, which harms nobody; the other way round a record could lose its key.
final class SQLiteWriteSession: WriteSession {
    private let ledgerConnection: SQLiteConnection
    private let keyringConnection: SQLiteConnection

    init(ledger: SQLiteConnection, keyring: SQLiteConnection) {
        ledgerConnection = ledger
        keyringConnection = keyring
    }

    var sql: any SQLConnection { ledgerConnection }
    var keyring: any SQLConnection { keyringConnection }

    func begin() throws {
        try ledgerConnection.execute("BEGIN IMMEDIATE")
        // Deferred: most commits need no new key, and then the keyring is neither locked nor synced.
        try keyringConnection.execute("BEGIN DEFERRED")
    }

    func mark() throws {
        try ledgerConnection.execute("SAVEPOINT job")
        try keyringConnection.execute("SAVEPOINT job")
    }

    func keep() throws {
        // A job may have hidden a failure after which SQLite undid all by itself.
        guard ledgerConnection.isInTransaction, keyringConnection.isInTransaction else { throw lost }
        try ledgerConnection.execute("RELEASE job")
        try keyringConnection.execute("RELEASE job")
    }

    func undo() throws {
        guard ledgerConnection.isInTransaction, keyringConnection.isInTransaction else { throw lost }
        for connection in [ledgerConnection, keyringConnection] {
            try connection.execute("ROLLBACK TO job")
            try connection.execute("RELEASE job")
        }
    }

    func commit() throws {
        guard ledgerConnection.isInTransaction, keyringConnection.isInTransaction else { throw lost }
        try keyringConnection.execute("COMMIT")
        do {
            try ledgerConnection.execute("COMMIT")
        } catch let error as StoreError {
            throw StoreError(.commitUnknown, "\(error.code.rawValue): \(error.reason)", at: "commit")
        }
    }

    func rollBack() {
        for connection in [ledgerConnection, keyringConnection] where connection.isInTransaction {
            do {
                try connection.execute("ROLLBACK")
            } catch {
                // ROLLBACK fails only when SQLite has already rolled back; the next begin would show anything else.
            }
        }
    }

    private var lost: StoreError { StoreError(.undone, "SQLite undid the whole transaction", at: "transaction") }
}
