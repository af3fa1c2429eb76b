import Foundation
public import Store

@testable import PostgresEngine
@testable import SQLiteEngine

/// A place as an older program left it: shaped by the migrations it knew, and filled by a test (cơ sở dữ liệu cũ).
public enum OlderPlace {
    /// Makes it on the engine that the tests run on; nothing of it is open afterwards.
    ///
    /// - Parameter migration: the last migration of the ledger that is carried out; 0 leaves an empty place.
    /// - Parameter fill: called within one transaction over ledger and keyring.
    public static func make(
        _ folder: DataFolder, migration: Int, onPostgres: Bool = ChosenEngine.isPostgres,
        fill: (any WriteSession) throws -> Void = { _ in }
    ) throws {
        try FileManager.default.createDirectory(atPath: folder.files, withIntermediateDirectories: true)
        guard migration > 0 else { return }
        let known = Array(Migrations.ledger.prefix(migration))
        if onPostgres {
            try makePostgres(TestPostgres.place(for: folder), known, fill)
        } else {
            try makeSQLite(folder, known, fill)
        }
    }

    private static func makeSQLite(
        _ folder: DataFolder, _ known: [Migration], _ fill: (any WriteSession) throws -> Void
    ) throws {
        let limits = SQLiteLimits()
        let ledger = try SQLiteDatabase(writing: folder.ledger, readers: 1, limits: limits, level: .full)
        let keyring = try SQLiteDatabase(
            writing: folder.keyring, readers: 1, limits: limits, level: .full, erasing: true)
        defer {
            ledger.close()
            keyring.close()
        }
        try ledger.write { ledger in
            try keyring.write { keyring in
                try shape(SQLiteWriteSession(ledger: ledger, keyring: keyring), .sqlite, known, fill)
            }
        }
    }

    private static func makePostgres(
        _ place: PostgresPlace, _ known: [Migration], _ fill: (any WriteSession) throws -> Void
    ) throws {
        let (ledger, keys) = (PostgresConnection(place.connection), PostgresConnection(place.keyring))
        for connection in [ledger, keys] { try PostgresSetup(place).makeSchema(connection) }
        let session = PostgresWriteSession(
            ledger: ledger, keys: keys, schema: place.schema,
            commits: CommitMark(schema: place.schema, lockSeconds: 10))
        defer { session.rollBack() }
        try shape(session, .postgres, known, fill)
    }

    private static func shape(
        _ session: any WriteSession, _ dialect: Dialect, _ known: [Migration],
        _ fill: (any WriteSession) throws -> Void
    ) throws {
        try Migrator(known, dialect: dialect, place: "ledger").run(session) { $0.sql }
        try Migrator(Migrations.keyring, dialect: dialect, place: "keyring").run(session) { try $0.keyring }
        try session.begin()
        do {
            try fill(session)
            try session.commitKeyring()
            try session.commit()
        } catch {
            session.rollBack()
            throw error
        }
    }
}
