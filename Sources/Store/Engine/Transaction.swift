import Ledger

/// What a writing closure works with: the ledger and tables, the keyring, and what waits for the commit.
///
/// Several callers share one commit, each between a mark and a keep. Whatever is remembered here beside the database
/// is therefore remembered by value, so that a caller that fails takes only its own part back.
public final class Transaction {
    /// The ledger and the tables.
    public let sql: any SQLConnection
    /// The keyring, committed and synced before the ledger.
    public let keyring: any SQLConnection

    /// What a failing job must forget.
    struct Memory {
        /// Heads of logs that were appended to; written once, at the end of the commit.
        var heads: [LogID: LedgerHead] = [:]
        /// Keys made or destroyed in this commit, which nobody else may see before it holds.
        var keys: [StreamID: KeyState] = [:]
        var afterCommit: [() -> Void] = []
    }

    var memory = Memory()

    init(_ session: any WriteSession) {
        sql = session.sql
        keyring = session.keyring
    }

    /// Does something once the commit holds, on the writer's thread and before the caller is answered: keep it short.
    ///
    /// Dropped when the job fails or nothing was stored; done as well when the outcome of the commit is unknown, so it
    /// may only say "look again" (drop a cached value, wake a board), never take the writing as certain.
    public func afterCommit(_ work: @escaping () -> Void) { memory.afterCommit.append(work) }

    /// Forgets everything kept beside the database, as when the transaction was undone.
    func forget() { memory = Memory() }

    /// Writes what was kept for the end.
    func settle() throws {
        for head in memory.heads.values { try head.store(sql) }
    }
}
