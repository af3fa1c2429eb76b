import Synchronization

/// Many callers, one thread, one commit: the dearest step, the disk's sync, is shared by all who wait for it.
///
/// Each batch is one transaction. A job that fails before it changed anything, as most refusals do, stands in nobody's
/// way; where one fails later, the batch is undone and done again with a mark before each job, so that a job that fails
/// takes back its own part alone. Why not marks from the first: they cost every job as much as several of its rows.
/// No timer gathers callers: while one batch is synced the next one collects by itself.
final class GroupCommit: Sendable {
    /// One caller's closure, and how it is answered.
    struct Job: Sendable {
        /// What it will look up.
        var needs = WriteNeeds.none
        /// Runs inside the transaction; may run a second time when a whole batch had to be undone.
        let run: @Sendable (Transaction) throws -> Void
        /// Called once, after the commit holds (nil) or failed.
        let answer: @Sendable ((any Error)?) -> Void
    }

    private let queue: JobQueue<Job>
    private let thread: WorkerThreads
    private let tally = CommitTally()

    init(backend: any StoreBackend, queueLimit: Int, batchLimit: Int, hooks: CommitHooks) {
        let queue = JobQueue<Job>(limit: queueLimit, place: "write queue")
        self.queue = queue
        let tally = tally
        thread = WorkerThreads(count: 1, name: "store-writer") {
            while true {
                let jobs = queue.take(atMost: batchLimit)
                if jobs.isEmpty { return }
                Batch(backend: backend, hooks: hooks, tally: tally).run(jobs)
            }
        }
    }

    deinit { queue.close() }

    /// How many callers wait for their turn.
    var waiting: Int { queue.count }
    /// Commits that reached the disk since the start, and the jobs in them.
    var done: (commits: Int, jobs: Int) { tally.done }

    func put(_ job: Job) throws(StoreError) { try queue.put(job) }

    /// Carries out what waits, then ends the thread.
    func close() {
        queue.close()
        thread.join()
    }
}

/// Counts commits and the jobs in them: how well callers share the disk's sync.
final class CommitTally: Sendable {
    private let commits = Atomic<Int>(0)
    private let jobs = Atomic<Int>(0)

    var done: (commits: Int, jobs: Int) { (commits.load(ordering: .relaxed), jobs.load(ordering: .relaxed)) }

    func add(jobs count: Int) {
        commits.wrappingAdd(1, ordering: .relaxed)
        jobs.wrappingAdd(count, ordering: .relaxed)
    }
}

/// One turn of the writer.
struct Batch {
    let backend: any StoreBackend
    let hooks: CommitHooks
    let tally: CommitTally

    /// Carries out the jobs in one transaction, and answers each.
    ///
    /// - Parameters:
    ///   - mayRepeat: false the second time round after a broken connection.
    ///   - marked: whether each job can be undone alone.
    func run(_ jobs: [GroupCommit.Job], mayRepeat: Bool = true, marked: Bool = false) {
        do {
            let failures = try backend.withWriteSession { session in try attempt(jobs, marked, in: session) }
            for (job, failure) in zip(jobs, failures) { job.answer(failure) }
        } catch is HalfDone {
            run(jobs, mayRepeat: mayRepeat, marked: true)
        } catch let error as BatchUndone where error.certain {
            let code = (error.cause as? StoreError)?.code
            if code == .unreachable || jobs.count == 1 {
                // The connection broke and nothing was stored: once more, all together, on a new one.
                if mayRepeat, code == .unreachable || code == .undone {
                    return run(jobs, mayRepeat: false, marked: marked)
                }
                for job in jobs { job.answer(error.cause) }
            } else {
                // One job broke what all shared (say, the disk was full for its large rows): each gets its own turn.
                for job in jobs { run([job]) }
            }
        } catch {
            let failure = (error as? BatchUndone)?.cause ?? error
            for job in jobs { job.answer(failure) }
        }
    }

    /// The failure of each job, nil where it is stored. Throws when nothing of the batch is stored, or may not be.
    private func attempt(
        _ jobs: [GroupCommit.Job], _ marked: Bool, in session: any WriteSession
    ) throws -> [(any Error)?] {
        let transaction = Transaction(session)
        var failures: [(any Error)?] = []
        do {
            try session.begin()
            if backend.dialect.asksFromAfar { try transaction.prepare(for: jobs.map(\.needs)) }
            for job in jobs {
                let run = { try job.run(transaction) }
                failures.append(
                    try marked
                        ? transaction.attempt(in: session, run)
                        : transaction.attemptUnmarked(in: session, isAlone: jobs.count == 1, run))
            }
        } catch let halfDone as HalfDone {
            session.rollBack()
            throw halfDone
        } catch {
            session.rollBack()
            throw BatchUndone(cause: error, certain: true)
        }
        if failures.contains(where: { $0 == nil }) {
            try transaction.commit(session, hooks)
            tally.add(jobs: failures.count { $0 == nil })
        } else {
            session.rollBack()
        }
        return failures
    }
}

/// Nothing of a batch was stored (`certain`), or nobody knows.
struct BatchUndone: Error {
    var cause: any Error
    var certain: Bool
}

/// A job failed after it had changed something and has no mark to go back to: its batch begins anew.
private struct HalfDone: Error {}

extension Transaction {
    /// Runs one job without a mark; gives its failure when nothing has to be undone for it, or nothing but its own
    /// changes would be committed. Throws `HalfDone` otherwise.
    fileprivate func attemptUnmarked(
        in session: any WriteSession, isAlone: Bool, _ job: () throws -> Void
    ) throws -> (any Error)? {
        session.watch()
        do {
            try job()
            try session.checkWhole()
            keepJob()
            return nil
        } catch let error as StoreError where error.code == .unreachable || error.code == .undone {
            throw error  // nothing of the whole batch is left
        } catch {
            guard isAlone || (!session.hasChanged && isWhole(session)) else { throw HalfDone() }
            forgetJob()
            return error
        }
    }

    private func isWhole(_ session: any WriteSession) -> Bool {
        do {
            try session.checkWhole()
            return true
        } catch { return false }
    }

    /// Runs one job between a mark and a keep; gives its failure when it could be undone alone, throws otherwise.
    func attempt(in session: any WriteSession, _ job: () throws -> Void) throws -> (any Error)? {
        try session.mark()
        do {
            try job()
            try session.keep()
            keepJob()
            return nil
        } catch let error as StoreError where error.code == .unreachable || error.code == .undone {
            throw error  // what was undone is not this job's alone
        } catch {
            forgetJob()
            do {
                try session.undo()
            } catch _ {
                throw error  // the job's own failure says more than that of the undoing
            }
            return error
        }
    }

    /// Ends the transaction: the heads, the keyring, the ledger, the hooks, in this order.
    func commit(_ session: any WriteSession, _ hooks: CommitHooks) throws {
        do {
            try settle()
            try hooks.beforeCommit()
            try session.commitKeyring()
            try session.commit()
        } catch let error as StoreError where error.code == .commitUnknown {
            session.rollBack()
            callAfterCommit()
            throw BatchUndone(cause: error, certain: false)
        } catch {
            session.rollBack()
            forget()
            throw BatchUndone(cause: error, certain: true)
        }
        callAfterCommit()
        do {
            try hooks.afterCommit()
        } catch {
            throw BatchUndone(
                cause: StoreError(.commitUnknown, "the answer of the commit was lost: \(error)", at: "commit"),
                certain: false)
        }
    }
}
