/// What an engine must offer; `StoreEngine` adds threads, queues and group commit.
///
/// Every function blocks the calling thread, which is never one of the cooperative pool.
public protocol StoreBackend: Sendable {
    var dialect: Dialect { get }

    /// Lends a connection that sees one unchanging state of ledger and tables.
    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T

    /// Lends a connection to a thread that reads again and again; within, `read` lends another one.
    func withReader<T>(_ body: (any ReadSession) throws -> T) throws -> T

    /// Lends a connection that sees one unchanging state of the keyring.
    func readKeyring<T>(_ body: (any SQLConnection) throws -> T) throws -> T

    /// Lends the right to write, to one caller at a time.
    func withWriteSession<T>(_ body: (any WriteSession) throws -> T) throws -> T

    /// Gives everything back; later calls throw `.closed`.
    func close()
}

/// A connection that reads, one unchanging state after another.
public protocol ReadSession: AnyObject {
    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T
}

/// The two connections of whoever writes, and the steps of their transaction.
public protocol WriteSession: AnyObject {
    /// The ledger and the tables.
    var sql: any SQLConnection { get }
    /// The keyring, a store of its own; asking for it makes it part of the transaction.
    var keyring: any SQLConnection { get throws }

    func begin() throws

    /// Watches from here on whether anything is changed.
    func watch()
    /// True when something was changed, or may have been, since `watch`.
    var hasChanged: Bool { get }
    /// Throws `.undone` when the engine undid the whole transaction by itself, also where a job hid that.
    func checkWhole() throws

    /// Remembers where one job begins.
    func mark() throws
    /// Keeps what was done since the mark.
    func keep() throws
    /// Undoes what was done since the mark. Throws when only the whole transaction can be undone.
    func undo() throws

    /// Commits the keyring, synced, where it is part of the transaction: before the ledger, so that no record is ever
    /// without its key. When the ledger is then not committed, a key without a record stays, which harms nobody.
    func commitKeyring() throws

    /// Commits the ledger and the tables.
    ///
    /// Throws `.commitUnknown` when they may have been stored all the same; any other failure means they were not.
    func commit() throws

    /// Undoes the whole transaction; without one, does nothing.
    func rollBack()
}
