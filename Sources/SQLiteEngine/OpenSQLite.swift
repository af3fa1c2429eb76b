public import Store

extension StoreEngine {
    /// Opens a data folder on SQLite for writing; makes it when it is not there.
    ///
    /// - Parameter holder: what a second process is told, as in `motcua serve`.
    /// Throws `.heldElsewhere` when another process writes here, `.newerDatabase` when a newer program made it, and
    /// `.notDurable` when the disk would not be waited for.
    public static func sqlite(
        _ folder: DataFolder, holder: String, settings: Settings = Settings(), limits: SQLiteLimits = SQLiteLimits(),
        hooks: CommitHooks = CommitHooks()
    ) throws -> StoreEngine {
        let backend = try SQLiteBackend(writing: folder, holder: holder, readers: settings.readers, limits: limits)
        return StoreEngine(backend: backend, settings: settings, hooks: hooks)
    }

    /// Opens a data folder for reading, also while a server writes to it; writing then throws `.readOnly`.
    ///
    /// Throws `.unreachable` when there is none, `.olderDatabase` when it lacks a migration of this program.
    public static func sqliteReading(
        _ folder: DataFolder, settings: Settings = Settings(), limits: SQLiteLimits = SQLiteLimits()
    ) throws -> StoreEngine {
        let backend = try SQLiteBackend(reading: folder, readers: settings.readers, limits: limits)
        return StoreEngine(backend: backend, settings: settings)
    }
}
