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

    /// Removes what a test made.
    public static func remove(_ folder: DataFolder) {
        do {
            try FileManager.default.removeItem(atPath: folder.path)
            if isPostgres { try TestPostgres.remove(folder) }
        } catch { print("left behind: \(folder.path): \(error)") }
    }
}
