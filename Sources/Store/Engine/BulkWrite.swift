/// Many jobs from one thread in a few large transactions: for the demonstration, for imports, for rebuilding tables.
///
/// Why beside group commit: with one caller there is nobody to share a commit with, so it is shared over time. What
/// was done since the last commit is lost in a crash; who needs each job on disk at its return uses `write`.
public final class BulkWrite {
    private let session: any WriteSession
    private let hooks: CommitHooks
    private let every: Int
    private let transaction: Transaction
    private var jobs = 0
    /// Jobs that are on disk.
    public private(set) var committed = 0

    init(_ session: any WriteSession, hooks: CommitHooks, every: Int) {
        self.session = session
        self.hooks = hooks
        self.every = every
        transaction = Transaction(session)
    }

    /// Runs one job; when it throws, it alone is undone and its error is thrown on.
    @discardableResult
    public func run<T>(_ job: (Transaction) throws -> T) throws -> T {
        if jobs == 0 { try session.begin() }
        var value: T?
        let failure: (any Error)?
        do {
            failure = try transaction.attempt(in: session) { value = try job(transaction) }
        } catch {
            let alone = jobs == 0
            rollBack()
            if alone { throw error }
            throw StoreError(.undone, "every job since the last commit was undone: \(error)", at: "bulk write")
        }
        if let failure {
            // With nothing else to commit the transaction ends here, so that the next job begins one.
            if jobs == 0 { rollBack() }
            throw failure
        }
        jobs += 1
        if jobs >= every { try commit() }
        guard let value else { preconditionFailure("a job that did not fail has a value") }
        return value
    }

    /// Puts on disk what was done so far.
    public func commit() throws {
        guard jobs > 0 else { return }
        do {
            try transaction.commit(session, hooks)
        } catch let undone as BatchUndone {
            jobs = 0
            throw undone.cause
        }
        committed += jobs
        jobs = 0
    }

    func rollBack() {
        session.rollBack()
        transaction.forget()
        jobs = 0
    }
}
