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
        /// Keys asked for, made or destroyed in this commit; what it made or destroyed nobody else may see before it
        /// holds.
        var keys: [StreamID: KeyState] = [:]
        /// How far streams have come that were asked for or appended to.
        var tails: [StreamOfLog: StreamTail] = [:]
        /// What was answered under keys that were asked for or answered.
        var answers: [AnswerKey: KnownAnswer] = [:]
        /// What events of this commit add to the counters, written once at its end.
        var counts: [Tally.Key: Int] = [:]
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
        let key = StreamOfLog(stream, of: log)
        return job.tails[key] ?? kept.tails[key]
    }
    func remember(_ tail: StreamTail, of stream: StreamID, in log: LogID) {
        job.tails[StreamOfLog(stream, of: log)] = tail
    }

    /// Notes what was found before the first job ran.
    func know(_ tail: StreamTail, of stream: StreamOfLog) { kept.tails[stream] = tail }
    func know(_ answer: IdempotencyRow?, under key: AnswerKey) {
        kept.answers[key] = answer.map { .kept($0) } ?? .free
    }

    /// What was answered to a request under a key; nil for a key that is free.
    public func answer(under key: AnswerKey) throws -> IdempotencyRow? {
        switch job.answers[key] ?? kept.answers[key] {
        case .kept(let row): row
        case .free: nil
        case .changed, nil: try IdempotencyTable.find(actor: key.actor, key: key.key, in: sql)
        }
    }

    /// Keeps an answer under a key that is free.
    public func keep(_ answer: IdempotencyRow, under key: AnswerKey) throws {
        try IdempotencyTable.insert(answer, actor: key.actor, key: key.key, in: sql)
        job.answers[key] = .kept(answer)
    }

    /// Forgets a key, so that it can be taken anew.
    public func free(_ key: AnswerKey) throws {
        try IdempotencyTable.remove(actor: key.actor, key: key.key, in: sql)
        job.answers[key] = .free
    }

    /// Puts another answer in the place of the one kept, as when a person was erased from it: HTTP code, sealed body.
    public func replace(_ key: AnswerKey, with answer: Int, sealed: [UInt8]) throws {
        try IdempotencyTable.answer(answer, sealed: sealed, actor: key.actor, key: key.key, in: sql)
        job.answers[key] = .changed
    }

    /// Adds to counters, which the commit writes.
    public func count(_ keys: [Tally.Key]) { for key in keys { job.counts[key, default: 0] += 1 } }

    /// Takes back what this commit would still add to the counters: whoever made them anew from the records, those of
    /// this commit among them, has counted it.
    public func countNoMore() { job.counts = kept.counts.mapValues { -$0 } }

    /// The job's part becomes the commit's.
    func keepJob() {
        for (log, head) in job.heads { kept.heads[log] = head }
        for (stream, key) in job.keys { kept.keys[stream] = key }
        for (key, tail) in job.tails { kept.tails[key] = tail }
        for (key, answer) in job.answers { kept.answers[key] = answer }
        for (key, count) in job.counts { kept.counts[key, default: 0] += count }
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
        for (key, count) in kept.counts where count != 0 { try Tally.add(count, to: key, in: sql) }
    }

    /// Does what waited for the commit.
    func callAfterCommit() {
        let waiting = kept.afterCommit
        forget()
        for work in waiting { work() }
    }
}

/// What a commit knows of an idempotency key without asking again.
private enum KnownAnswer {
    case kept(IdempotencyRow)
    case free
    /// It was changed in this commit, so that it has to be read.
    case changed
}
