import GRDB
import Store

/// One database file: GRDB's pool of one writer and several readers, and our statements on its connections.
final class SQLiteDatabase: Sendable {
    private let pool: DatabasePool
    private let connections = SQLiteConnections()
    private let path: String

    /// - Parameter erasing: overwrite what is removed, as keys must be.
    convenience init(
        writing path: String, readers: Int, limits: SQLiteLimits, level: Durability.Level, erasing: Bool = false
    ) throws {
        try self.init(path, SQLiteDatabase.configuration(readers, limits, erasing: erasing))
        try write { try Durability.set(level, $0) }
    }

    convenience init(reading path: String, readers: Int, limits: SQLiteLimits) throws {
        var configuration = SQLiteDatabase.configuration(readers, limits, erasing: false)
        configuration.readonly = true
        try self.init(path, configuration)
    }

    private init(_ path: String, _ configuration: Configuration) throws {
        self.path = path
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
        } catch {
            throw SQLiteFailure.from(error, place: path)
        }
    }

    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        do {
            return try pool.unsafeRead { try SQLiteReadSession(try connections.connection($0)).read(body) }
        } catch {
            throw SQLiteFailure.from(error, place: path)
        }
    }

    /// Lends a reading connection made for this loan, for a thread that keeps it: the pool's own would have to be
    /// borrowed anew for each read, which costs more than the read, and could not be used within one.
    func reader<T>(_ body: (SQLiteReadSession) throws -> T) throws -> T {
        do {
            var configuration = pool.configuration
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return try queue.unsafeRead { database in
                let connection = try SQLiteConnection(database)
                defer { connection.letGo() }
                return try body(SQLiteReadSession(connection))
            }
        } catch {
            throw SQLiteFailure.from(error, place: path)
        }
    }

    /// Lends the writing connection; its transactions are the caller's.
    func write<T>(_ body: (SQLiteConnection) throws -> T) throws -> T {
        do {
            return try pool.writeWithoutTransaction { try body(try connections.connection($0)) }
        } catch {
            throw SQLiteFailure.from(error, place: path)
        }
    }

    /// Waits for whoever still reads or writes, folds the log into the file, then closes all connections.
    ///
    /// Why fold: after a long job the next start would read every page through a log as large as the file.
    func close() {
        do {
            if !pool.configuration.readonly {
                try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            }
            try pool.barrierWriteWithoutTransaction { _ in connections.letGo() }
            try pool.close()
        } catch {
            // Closed already; or somebody still reads, whose connection closes with the pool itself: nothing is lost
            // by it, for what was acknowledged stands in the log, which the next start takes up.
        }
    }

    private static func configuration(_ readers: Int, _ limits: SQLiteLimits, erasing: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.persistentReadOnlyConnections = true
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(limits.busySeconds)
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA cache_size=-\(limits.cacheKiB);
                    PRAGMA temp_store=MEMORY;
                    PRAGMA trusted_schema=OFF;
                    PRAGMA wal_autocheckpoint=\(limits.walPages);
                    PRAGMA journal_size_limit=\(limits.walPages * 4096 * 2);
                    PRAGMA secure_delete=\(erasing ? 1 : 0);
                    """)
        }
        return configuration
    }
}
