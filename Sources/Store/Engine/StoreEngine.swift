/// The store as the rest of the program sees it: closures in, values out, on threads of its own.
///
/// `read` and `write` are for the server; their twins `readNow`, `writeNow` and `bulkNow` work on the calling thread,
/// for the command line and for building the demonstration, and must not be called from a task. No call may be made
/// from inside a closure of the same kind: a read within a read, or a write within a write, is a bug and stops the
/// program.
///
/// A writing closure may run twice (when a batch has to be undone); it may change nothing but its transaction.
public final class StoreEngine: Sendable {
    /// The limits of the engine; each can be set in the settings file.
    public struct Settings: Hashable, Sendable {
        /// Threads that read, each with a connection.
        public var readers: Int
        /// Callers that may wait for a reader.
        public var readQueue: Int
        /// Callers that may wait for the writer.
        public var writeQueue: Int
        /// Callers that share one commit at most.
        public var batch: Int
        /// Threads for other work that blocks: files, key derivation.
        public var workers: Int
        /// Callers that may wait for one of them.
        public var workQueue: Int

        /// Every number must be above 0; another is a mistake in the program and stops it.
        public init(
            readers: Int = 4, readQueue: Int = 4096, writeQueue: Int = 4096, batch: Int = 256, workers: Int = 2,
            workQueue: Int = 256
        ) {
            precondition(readers > 0 && readQueue > 0 && writeQueue > 0 && batch > 0 && workers > 0 && workQueue > 0)
            self.readers = readers
            self.readQueue = readQueue
            self.writeQueue = writeQueue
            self.batch = batch
            self.workers = workers
            self.workQueue = workQueue
        }
    }

    public let settings: Settings
    private let backend: any StoreBackend
    private let hooks: CommitHooks
    private let reads: JobQueue<Read>
    private let readers: WorkerThreads
    private let works: JobQueue<@Sendable () -> Void>
    private let workers: WorkerThreads
    private let committer: GroupCommit

    /// Starts the threads at once; `close` ends them.
    public init(backend: any StoreBackend, settings: Settings = Settings(), hooks: CommitHooks = CommitHooks()) {
        self.backend = backend
        self.settings = settings
        self.hooks = hooks
        let reads = JobQueue<Read>(limit: settings.readQueue, place: "read queue")
        self.reads = reads
        readers = WorkerThreads(count: settings.readers, name: "store-reader") {
            StoreEngine.answer(reads, from: backend)
        }
        let works = JobQueue<@Sendable () -> Void>(limit: settings.workQueue, place: "work queue")
        self.works = works
        workers = WorkerThreads(count: settings.workers, name: "store-worker") {
            while let work = works.take(atMost: 1).first { work() }
        }
        committer = GroupCommit(
            backend: backend, queueLimit: settings.writeQueue, batchLimit: settings.batch, hooks: hooks)
    }

    /// Whoever forgets `close` loses nothing that was answered; the threads end and the folder is given back.
    deinit {
        reads.close()
        works.close()
    }

    /// The SQL that the engine underneath speaks.
    public var dialect: Dialect { backend.dialect }

    /// Callers that wait for a reading thread and for the writer, for the metrics page.
    public var waiting: (reads: Int, writes: Int) { (reads.count, committer.waiting) }

    /// Group commits that reached the disk since the start, and the jobs in them.
    public var committed: (commits: Int, jobs: Int) { committer.done }

    /// Reads one unchanging state of ledger and tables.
    public func read<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try reads.put { session in
                    continuation.resume(with: Result { try session.get().read(body) })
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Does work that blocks (files, key derivation) on a thread for such, without a connection.
    public func offload<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try works.put { continuation.resume(with: Result { try body() }) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Writes together with whoever else writes now; returns when it is on disk. A task's cancelling does not stop it.
    ///
    /// - Parameter needs: what `body` will look up, where the caller knows it.
    @discardableResult
    public func write<T: Sendable>(
        needing needs: WriteNeeds = .none, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        let value = Kept<T>()
        return try await withCheckedThrowingContinuation { continuation in
            let job = GroupCommit.Job(needs: needs) { transaction in
                value.keep(try body(transaction))
            } answer: { failure in
                if let failure {
                    continuation.resume(throwing: failure)
                } else {
                    continuation.resume(returning: value.taken())
                }
            }
            do {
                try committer.put(job)
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Carries out what waits, ends the threads and gives the data folder back.
    public func close() {
        reads.close()
        works.close()
        committer.close()
        readers.join()
        workers.join()
        backend.close()
    }
}

extension StoreEngine {
    /// What a reading thread is given: its connection, or why it has none.
    private typealias Read = @Sendable (Result<any ReadSession, any Error>) -> Void

    /// The life of a reading thread: one connection, borrowed at the first read and held to the end.
    private static func answer(_ reads: JobQueue<Read>, from backend: any StoreBackend) {
        while let first = reads.take(atMost: 1).first {
            do {
                try backend.withReader { session in
                    first(.success(session))
                    while let read = reads.take(atMost: 1).first { read(.success(session)) }
                }
            } catch {
                // None could be opened: this caller is told so, the next one tries anew.
                first(.failure(error))
            }
        }
    }
}

extension StoreEngine {
    /// `read` on the calling thread.
    public func readNow<T>(_ body: (any SQLConnection) throws -> T) throws -> T { try backend.read(body) }

    /// Reads the keyring on the calling thread; also inside a `read`.
    public func readKeyringNow<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try backend.readKeyring(body)
    }

    /// `write` on the calling thread, with a commit of its own.
    ///
    /// It sets no mark, as group commit does where a job failed: under a mark SQLite walks the list of all pages that
    /// it could put back after every statement, so that one long job, such as `motcua rebuild`, would cost its square.
    @discardableResult
    public func writeNow<T>(_ body: (Transaction) throws -> T) throws -> T {
        try backend.withWriteSession { session in
            let transaction = Transaction(session)
            try session.begin()
            let value: T
            do {
                value = try body(transaction)
            } catch {
                session.rollBack()
                throw error
            }
            transaction.keepJob()
            do {
                try transaction.commit(session, hooks)
            } catch let undone as BatchUndone {
                throw undone.cause
            }
            return value
        }
    }

    /// Many jobs on the calling thread, committed together `every` so many; nobody else writes meanwhile.
    ///
    /// When `body` throws, what was not yet committed is undone.
    @discardableResult
    public func bulkNow<T>(every: Int, _ body: (BulkWrite) throws -> T) throws -> T {
        precondition(every > 0)
        return try backend.withWriteSession { session in
            let bulk = BulkWrite(session, hooks: hooks, every: every)
            do {
                let value = try body(bulk)
                try bulk.commit()
                return value
            } catch {
                bulk.rollBack()
                throw error
            }
        }
    }

    /// Carries out migrations on the ledger's database; opening does so with those of the program.
    func migrateNow(_ migrations: [Migration]) throws -> [Int] {
        try backend.withWriteSession { session in
            try Migrator(migrations, dialect: dialect, place: "ledger").run(session) { $0.sql }
        }
    }
}
