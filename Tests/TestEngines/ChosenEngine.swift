import Foundation
import PostgresEngine
import SQLiteEngine
public import Store

/// The engine that the tests of use cases and pages run on: SQLite, or PostgreSQL with `MOTCUA_TEST_ENGINE=postgres`.
public enum ChosenEngine {
    /// What holds on SQLite alone asks this, so that it is skipped by name and not by chance.
    public static let isPostgres = ProcessInfo.processInfo.environment["MOTCUA_TEST_ENGINE"] == "postgres"

    /// Opens a store for a test that has the folder to itself.
    public static func open(
        _ folder: DataFolder, settings: StoreEngine.Settings, hooks: CommitHooks = CommitHooks()
    ) throws -> StoreEngine {
        guard isPostgres else {
            return try StoreEngine.sqlite(folder, holder: "tests", settings: settings, hooks: hooks)
        }
        // Files lie in the folder on either engine.
        try FileManager.default.createDirectory(atPath: folder.files, withIntermediateDirectories: true)
        return try StoreEngine.postgres(try TestPostgres.place(for: folder), settings: settings, hooks: hooks)
    }

    /// Opens it for reading, beside whoever writes.
    public static func openReading(_ folder: DataFolder, settings: StoreEngine.Settings) throws -> StoreEngine {
        guard isPostgres else { return try StoreEngine.sqliteReading(folder, settings: settings) }
        return try StoreEngine.postgresReading(try TestPostgres.place(for: folder), settings: settings)
    }

    /// Opens a folder of its own on the engine that the tests do not run on; nil where no server was started.
    public static func openOther(_ folder: DataFolder, settings: StoreEngine.Settings) throws -> StoreEngine? {
        if isPostgres { return try StoreEngine.sqlite(folder, holder: "tests", settings: settings) }
        guard TestPostgres.connection != nil else { return nil }
        try FileManager.default.createDirectory(atPath: folder.files, withIntermediateDirectories: true)
        return try StoreEngine.postgres(try TestPostgres.place(for: folder), settings: settings)
    }

    /// Removes what a test made.
    public static func remove(_ folder: DataFolder) {
        do {
            // On PostgreSQL a store without files has no folder.
            if FileManager.default.fileExists(atPath: folder.path) {
                try FileManager.default.removeItem(atPath: folder.path)
            }
            if isPostgres { try TestPostgres.remove(folder) }
        } catch { print("left behind: \(folder.path): \(error)") }
    }
}
