import Store

/// The writer's two connections: ledger with tables, and the keyring.
///
/// One transaction spans both in this order: the keyring is committed and synced first. When the ledger's commit
/// then fails, a key without a record stays behind, which harms nobody; the other way round a record could lose its
/// key. Most commits need no new key: the keyring is taken in only when somebody asks for it.
final class SQLiteWriteSession: WriteSession {
    private let ledger: SQLiteConnection
    private let keys: SQLiteConnection
    private var inJob = false
    private var keysTaken = false
    private var keysMarked = false
    private var watched = 0

    init(ledger: SQLiteConnection, keyring: SQLiteConnection) {
        self.ledger = ledger
        keys = keyring
    }

    var sql: any SQLConnection { ledger }

    var keyring: any SQLConnection {
        get throws {
            if !keysTaken {
                try keys.execute("BEGIN IMMEDIATE")
                keysTaken = true
            }
            if inJob, !keysMarked {
                try keys.execute("SAVEPOINT job")
                keysMarked = true
            }
            return keys
        }
    }

    func begin() throws {
        // What somebody before left open, as after a beginning whose answer was lost, would stop every writer.
        rollBack()
        (inJob, keysTaken, keysMarked) = (false, false, false)
        try ledger.execute("BEGIN IMMEDIATE")
    }

    func watch() { watched = ledger.changes + keys.changes }

    var hasChanged: Bool { ledger.changes + keys.changes != watched }

    func mark() throws {
        try ledger.execute("SAVEPOINT job")
        inJob = true
    }

    func keep() throws {
        try checkWhole()
        try ledger.execute("RELEASE job")
        if keysMarked { try keys.execute("RELEASE job") }
        (inJob, keysMarked) = (false, false)
    }

    func undo() throws {
        try checkWhole()
        for connection in keysMarked ? [ledger, keys] : [ledger] {
            try connection.execute("ROLLBACK TO job")
            try connection.execute("RELEASE job")
        }
        (inJob, keysMarked) = (false, false)
    }

    func commitKeyring() throws {
        try checkWhole()
        guard keysTaken else { return }
        try keys.execute("COMMIT")
        keysTaken = false
    }

    func commit() throws {
        try checkWhole()
        do {
            try ledger.execute("COMMIT")
        } catch let error as StoreError {
            throw StoreError(.commitUnknown, "\(error.code.rawValue): \(error.reason)", at: "commit")
        }
    }

    func rollBack() {
        for connection in [ledger, keys] where connection.isInTransaction {
            do {
                try connection.execute("ROLLBACK")
            } catch {
                // ROLLBACK fails only when SQLite has already rolled back; the next begin would show anything else.
            }
        }
    }

    /// After some failures (disk full, disk failing) SQLite undoes all by itself, even when a job hides the failure.
    func checkWhole() throws {
        guard ledger.isInTransaction, keys.isInTransaction || !keysTaken else {
            throw StoreError(.undone, "SQLite undid the whole transaction", at: "transaction")
        }
    }
}
