import Ledger

/// What a writing closure works with: the ledger and tables, the keyring, and what waits for the commit.
///
/// Several callers share one commit, one after the other. What is remembered here beside the database is held in two
/// layers, the commit's and the running job's, so that a job that fails takes back its own part alone.
public final class Transaction {
    /// The ledger and the tables.
    public let sql: any SQLConnection
    /// The keyring, committed and synced before the ledger.
    public var keyring: any SQLConnection { get throws { try session.keyring } }

    /// What is kept beside the database until the commit.
    private struct Memory {
        /// Heads of logs that were appended to; written once, at the end of the commit.
        var heads: [LogID: LedgerHead] = [:]
        /// Keys made or destroyed in this commit, which nobody else may see before it holds.
        var keys: [StreamID: KeyState] = [:]
        /// How far streams have come that were asked for or appended to.
        var tails: [StreamTailKey: StreamTail] = [:]
        var afterCommit: [() -> Void] = []
    }

    private let session: any WriteSession
    private var kept = Memory()
    private var job = Memory()

    init(_ session: any WriteSession) {
        self.session = session
        sql = session.sql
    }

    /// Does something once the commit holds, on the writer's thread and before the caller is answered: keep it short.
    ///
    /// Dropped when the job fails or nothing was stored; done as well when the outcome of the commit is unknown, so it
    /// may only say "look again" (drop a cached value, wake a board), never take the writing as certain.
    public func afterCommit(_ work: @escaping () -> Void) { job.afterCommit.append(work) }

    func head(of log: LogID) -> LedgerHead? { job.heads[log] ?? kept.heads[log] }
    func remember(_ head: LedgerHead) { job.heads[head.log] = head }

    func key(of stream: StreamID) -> KeyState? { job.keys[stream] ?? kept.keys[stream] }
    func remember(_ key: KeyState, of stream: StreamID) { job.keys[stream] = key }

    func tail(of stream: StreamID, in log: LogID) -> StreamTail? {
        let key = StreamTailKey(stream: stream, log: log)
        return job.tails[key] ?? kept.tails[key]
    }
    func remember(_ tail: StreamTail, of stream: StreamID, in log: LogID) {
        job.tails[StreamTailKey(stream: stream, log: log)] = tail
    }

    /// The job's part becomes the commit's.
    func keepJob() {
        for (log, head) in job.heads { kept.heads[log] = head }
        for (stream, key) in job.keys { kept.keys[stream] = key }
        for (key, tail) in job.tails { kept.tails[key] = tail }
        kept.afterCommit += job.afterCommit
        forgetJob()
    }

    /// Forgets the job's part, as when it failed.
    func forgetJob() { job = Memory() }

    /// Forgets everything kept beside the database, as when the transaction was undone or has ended.
    func forget() {
        kept = Memory()
        forgetJob()
    }

    /// Writes what was kept for the end.
    func settle() throws {
        for head in kept.heads.values { try head.store(sql) }
    }

    /// Does what waited for the commit.
    func callAfterCommit() {
        let waiting = kept.afterCommit
        forget()
        for work in waiting { work() }
    }
}

/// A stream of one log.
struct StreamTailKey: Hashable {
    var stream: StreamID
    var log: LogID
}
