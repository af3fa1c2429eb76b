public import Store

extension StoreEngine {
    /// Opens a province on PostgreSQL for writing; makes and migrates its tables where the role may.
    ///
    /// - Parameter mayCreate: true where a new province is wanted; else a mistyped name is refused.
    ///
    /// Several processes may write at once: they take turns at each commit. Throws `.olderDatabase` when tables are
    /// missing and the role may not make them, `.notDurable` when the server would answer before a commit is on disk.
    public static func postgres(
        _ place: PostgresPlace, mayCreate: Bool = true, settings: Settings = Settings(),
        limits: PostgresLimits = PostgresLimits(), hooks: CommitHooks = CommitHooks()
    ) throws -> StoreEngine {
        var settings = settings
        // A batch is one transaction under the writers' lock: kept short, so that another process gets its turn.
        settings.batch = min(settings.batch, limits.batch)
        let backend = try PostgresBackend(
            place, writes: true, mayCreate: mayCreate, readers: settings.readers, limits: limits)
        return StoreEngine(backend: backend, settings: settings, hooks: hooks)
    }

    /// Opens a province on PostgreSQL for reading, beside whoever writes; writing then throws `.readOnly`.
    public static func postgresReading(
        _ place: PostgresPlace, settings: Settings = Settings(), limits: PostgresLimits = PostgresLimits()
    ) throws -> StoreEngine {
        let backend = try PostgresBackend(
            place, writes: false, mayCreate: false, readers: settings.readers, limits: limits)
        return StoreEngine(backend: backend, settings: settings)
    }
}

/// Sizes of PostgreSQL's own that can be set.
public struct PostgresLimits: Hashable, Sendable {
    /// Seconds that a commit waits for another process's before it fails as busy.
    public var lockSeconds: Double
    /// Callers that share one commit at most.
    public var batch: Int

    public init(lockSeconds: Double = 10, batch: Int = 64) {
        precondition(lockSeconds > 0 && batch > 0)
        self.lockSeconds = lockSeconds
        self.batch = batch
    }
}
