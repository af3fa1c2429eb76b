import Core
import Foundation
import Ledger
import PostgresEngine
import SQLiteEngine
import Store
import UseCases

/// Opens the parts of an installation: data folder, master key, office (mở cơ sở dữ liệu của cơ quan).
enum OpenOffice {
    /// Opens for writing; a second writing process on the folder is refused by name.
    ///
    /// - Parameter log: the log to begin where the folder is new.
    /// - Parameter limits: instead of those of the settings, for bulk work.
    /// - Parameter mayCreate: true where a new installation is wanted; else a mistyped name is refused.
    static func writing(
        _ data: String, _ settings: InstallationSettings, holder: String, clock: any OfficeClock = MachineClock.live(),
        log: LogID = "H21", codes: any OneTimeCodeChannel = NoCodeChannel(), cachedKeys: Int = 10_000,
        limits: SQLiteLimits? = nil, mayCreate: Bool = false
    ) throws -> Office {
        let folder = DataFolder(data)
        if let place = try settings.place {
            let key = MasterKeyFile(folder, settings)
            let store = try StoreEngine.postgres(place, mayCreate: mayCreate, settings: settings.store)
            let files = PostgresFileStore(place)
            if mayCreate { try makeFolder(folder) }
            return try office(
                files, store, try mayCreate ? key.readOrMake() : key.read(), clock, log, codes, cachedKeys)
        }
        if !mayCreate { try checkThere(folder) }
        // A folder whose tables are yet to be made may get its key now; one that holds records has had its own.
        let size = try mayCreate ? nil : URL(filePath: folder.ledger).resourceValues(forKeys: [.fileSizeKey]).fileSize
        let isNew = mayCreate || size == 0
        let key = MasterKeyFile(folder, settings)
        let master = try isNew ? key.readOrMake() : key.read()
        let store = try StoreEngine.sqlite(
            folder, holder: holder, settings: settings.store, limits: limits ?? settings.sqlite)
        return try office(FolderFileStore(folder), store, master, clock, log, codes, cachedKeys)
    }

    /// Room for bulk work: most of a large ledger's indexes stay in memory, and the log is folded in rarely.
    static let bulk = SQLiteLimits(cacheKiB: 512 * 1024, walPages: 60_000)

    /// Opens for reading, also beside a server that writes.
    static func reading(
        _ data: String, _ settings: InstallationSettings, clock: any OfficeClock = MachineClock.live()
    ) throws -> Office {
        let folder = DataFolder(data)
        if let place = try settings.place {
            let store = try StoreEngine.postgresReading(place, settings: settings.store)
            let master = try MasterKeyFile(folder, settings).read()
            return try office(PostgresFileStore(place), store, master, clock, "H21", NoCodeChannel(), 10_000)
        }
        try checkThere(folder)
        let master = try MasterKeyFile(folder, settings).read()
        let store = try StoreEngine.sqliteReading(folder, settings: settings.store, limits: settings.sqlite)
        return try office(FolderFileStore(folder), store, master, clock, "H21", NoCodeChannel(), 10_000)
    }

    private static func checkThere(_ folder: DataFolder) throws(NoDataFolder) {
        guard FileManager.default.fileExists(atPath: folder.ledger) else { throw NoDataFolder(path: folder.path) }
    }

    /// The folder holds settings alone where the data lie on PostgreSQL.
    private static func makeFolder(_ folder: DataFolder) throws {
        try FileManager.default.createDirectory(
            atPath: folder.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    private static func office(
        _ files: any FileStore, _ store: StoreEngine, _ master: [UInt8], _ clock: any OfficeClock, _ log: LogID,
        _ codes: any OneTimeCodeChannel, _ cachedKeys: Int
    ) throws -> Office {
        var random = SystemRandom()
        let begun = try store.readNow { sql in try sql.first("SELECT log FROM head LIMIT 1") { $0.text(0) } }
        return try Office(
            store: store, keyring: Keyring(master: try MasterKey(master), engine: store, cached: cachedKeys),
            files: files, log: begun.map { LogID($0) } ?? log,
            sealer: MasterKeySealer(masterKey: master), clock: clock, codes: codes, random: &random)
    }
}

extension InstallationSettings {
    /// Where the data lie on PostgreSQL; nil for SQLite in the data folder.
    var place: PostgresPlace? {
        get throws(StoreError) {
            guard let database else { return nil }
            return try PostgresPlace(database, keyring: keyringDatabase, schema: databaseSchema)
        }
    }
}

/// A data folder that was named and is not there, or holds no installation.
struct NoDataFolder: Error {
    var path: String
}

extension MachineClock {
    /// The clock of this machine.
    static func live() -> MachineClock {
        let start = ContinuousClock.now
        return MachineClock(wall: { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }) {
            (ContinuousClock.now - start).microseconds
        }
    }
}

extension Duration {
    /// Whole microseconds.
    var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}
