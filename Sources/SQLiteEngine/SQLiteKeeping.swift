import Foundation
import GRDB
public import Store

/// What only SQLite needs so that nothing removed is left on its pages (dọn sạch các trang đã xóa).
public enum SQLiteKeeping {
    /// The steps of a purge, for whoever shows how far it is.
    public enum Step: Int, CaseIterable, Sendable { case search, ledger, keyring }

    /// Merges the search's index, writes both databases anew without their free pages, and empties their logs.
    ///
    /// The store that holds the folder goes on answering; nobody writes meanwhile. Needs as much room again as the
    /// larger of the two databases has.
    ///
    /// - Parameter store: the one that writes to this folder; it must not be within a transaction on this thread.
    /// - Throws: `StoreError` `.diskFull`, `.readOnly`, and `.busy` where somebody reads on and on.
    public static func purge(
        _ folder: DataFolder, of store: StoreEngine, progress: (_ step: Step) -> Void = { _ in }
    ) throws {
        // Holds the right to write without a transaction, so that connections of our own can rewrite the files.
        try store.bulkNow(every: 1) { _ in
            progress(.search)
            try rewrite(folder.ledger) { sql in
                // What is in the making may hold the person in a search's index of its own.
                try sql.execute("BEGIN IMMEDIATE")
                try BesideTables.again(in: sql)
                try sql.execute("COMMIT")
                try sql.execute("INSERT INTO dossier_search (dossier_search) VALUES ('optimize')")
                progress(.ledger)
            }
            progress(.keyring)
            try rewrite(folder.keyring) { _ in }
        }
    }

    /// Room that a purge needs, in bytes.
    public static func room(for folder: DataFolder) throws -> Int {
        try [folder.ledger, folder.keyring].map { path in
            let facts = try FileManager.default.attributesOfItem(atPath: path)
            return (facts[.size] as? Int ?? 0) * 2
        }.max() ?? 0
    }

    private static func rewrite(_ path: String, _ before: (SQLiteConnection) throws -> Void) throws {
        var configuration = Configuration()
        // A page that is read, a backup: both end.
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON")
        }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.inDatabase { database in
                let connection = try SQLiteConnection(database)
                defer { connection.letGo() }
                try before(connection)
                _ = try connection.query("PRAGMA wal_checkpoint(TRUNCATE)", []) { $0.integer(0) }
                try connection.execute("VACUUM")
                let busy = try connection.query("PRAGMA wal_checkpoint(TRUNCATE)", []) { $0.integer(0) }
                guard busy.first == 0 else { throw StoreError(.busy, "somebody still reads it", at: path) }
            }
            try queue.close()
        } catch {
            throw SQLiteFailure.from(error, place: path)
        }
    }
}
