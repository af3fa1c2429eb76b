import Foundation
public import Store

@testable import PostgresEngine
@testable import SQLiteEngine

/// The engines without the threads and queues over them, for tests that put something between.
public enum BareBackend {
    public static func sqlite(_ folder: DataFolder) throws -> any StoreBackend {
        try SQLiteBackend(writing: folder, holder: "tests", readers: 2, limits: SQLiteLimits())
    }

    public static func postgres(_ folder: DataFolder) throws -> any StoreBackend {
        // Files lie in the folder on either engine.
        try FileManager.default.createDirectory(atPath: folder.files, withIntermediateDirectories: true)
        return try PostgresBackend(
            try TestPostgres.place(for: folder), writes: true, mayCreate: true, readers: 2, limits: PostgresLimits())
    }

    /// That of `ChosenEngine`.
    public static func chosen(_ folder: DataFolder) throws -> any StoreBackend {
        ChosenEngine.isPostgres ? try postgres(folder) : try sqlite(folder)
    }
}
