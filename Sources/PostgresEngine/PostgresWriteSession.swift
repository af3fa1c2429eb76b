import Store

/// The writer's two connections: ledger with tables, and the keyring.
///
/// One transaction spans both in this order: the keyring is committed first. When the ledger's commit then fails, a
/// key without a record stays behind, which harms nobody; the other way round a record could lose its key.
final class PostgresWriteSession: WriteSession {
    private let ledger: PostgresConnection
    private let keys: PostgresConnection
    private let schema: String
    private let commits: CommitMark
    private var inJob = false
    private var isMarked = false
    private var keysTaken = false
    private var keysMarked = false
    private var isChanged = false

    init(ledger: PostgresConnection, keys: PostgresConnection, schema: String, commits: CommitMark) {
        self.ledger = ledger
        self.keys = keys
        self.schema = schema
        self.commits = commits
    }

    var sql: any SQLConnection { ledger }

    var keyring: any SQLConnection {
        get throws {
            if !keysTaken {
                try keys.connect()
                keysTaken = true
                try keys.wait(with: "BEGIN")
                // Whoever holds the ledger's writers' lock is alone here as well.
                try keys.wait(with: PostgresDialect.searchPath(schema))
            }
            if inJob, !keysMarked {
                try keys.wait(with: "SAVEPOINT job")
                keysMarked = true
            }
            // Who asks for it may read as well; taken for a change, a job that fails costs no more than a repeat.
            isChanged = true
            return keys
        }
    }

    func begin() throws {
        (inJob, isMarked, keysMarked, keysTaken, isChanged) = (false, false, false, false, false)
        ledger.beforeChange = nil
        do {
            try commits.lock(ledger)
        } catch let error as StoreError where error.code == .unreachable {
            // The connection broke while nobody used it; nothing was done yet, so once more is safe.
            ledger.disconnect()
            try commits.lock(ledger)
        }
        ledger.beforeChange = { [unowned self] in try markNow() }
    }

    /// A job that only reads needs no mark: it is set before its first change.
    private func markNow() throws {
        isChanged = true
        guard inJob, !isMarked else { return }
        isMarked = true
        try ledger.wait(with: "SAVEPOINT job")
    }

    func watch() { isChanged = false }

    var hasChanged: Bool { isChanged || ledger.hasFailed }

    func checkWhole() throws {
        guard !ledger.hasLostEarlier, !keys.hasLostEarlier, !ledger.hasFailed || isMarked,
            !keysTaken || !keys.hasFailed || keysMarked
        else {
            throw StoreError(.undone, "PostgreSQL undid the whole transaction", at: "transaction")
        }
    }

    func mark() throws { (inJob, isMarked, keysMarked) = (true, false, false) }

    func keep() throws {
        if isMarked { try ledger.wait(with: "RELEASE SAVEPOINT job") }
        if keysMarked { try keys.wait(with: "RELEASE SAVEPOINT job") }
        (inJob, isMarked, keysMarked) = (false, false, false)
    }

    func undo() throws {
        defer { (inJob, isMarked, keysMarked) = (false, false, false) }
        // What waits unsent belongs to earlier jobs too, so it goes out before anything is taken back.
        for connection in [ledger, keys] { try connection.flush() }
        try checkWhole()
        for (connection, isMarked) in [(ledger, isMarked), (keys, keysMarked)] where isMarked {
            try connection.wait(with: "ROLLBACK TO SAVEPOINT job")
            try connection.command("RELEASE SAVEPOINT job")
        }
    }

    func commitKeyring() throws {
        guard keysTaken else { return }
        try PostgresWriteSession.commit(keys)
        keysTaken = false
    }

    func commit() throws {
        ledger.beforeChange = nil
        let turn = try commits.note(on: ledger)
        do {
            try PostgresWriteSession.commit(ledger)
        } catch let error as StoreError where error.code == .unreachable {
            guard try commits.resolve(turn, on: ledger) else {
                throw StoreError(.undone, "the connection broke and nothing was stored", at: "commit")
            }
        }
    }

    /// A transaction that has failed answers a commit with a rollback, as if all were well.
    private static func commit(_ connection: PostgresConnection) throws {
        guard try connection.command("COMMIT") == "COMMIT" else {
            throw StoreError(.undone, "PostgreSQL undid the whole transaction", at: "commit")
        }
    }

    func rollBack() {
        ledger.beforeChange = nil
        for connection in [ledger, keys] {
            connection.forget()
            guard connection.isInTransaction else { continue }
            do {
                try connection.command("ROLLBACK")
            } catch {
                // Whatever it was in ends with the connection.
                connection.disconnect()
            }
        }
    }
}
