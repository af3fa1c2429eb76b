import Core
import Foundation
import Ledger
import PostgresEngine
import SQLiteEngine
import Store
import UseCases

/// Where a measured province lies: a data folder, or a folder with the master key and databases on a server.
enum Place {
    case sqlite(DataFolder)
    case postgres(DataFolder, PostgresServer, database: String)

    var folder: DataFolder {
        switch self {
        case .sqlite(let folder): folder
        case .postgres(let folder, _, _): folder
        }
    }

    /// What `motcua` is told, after its command.
    var arguments: [String] {
        switch self {
        case .sqlite(let folder): ["--data", folder.path]
        case .postgres(let folder, let server, let database):
            ["--data", folder.path, "--database", server.connection(database)]
        }
    }

    func ledger() throws -> any RawDatabase {
        switch self {
        case .sqlite(let folder): try RawSQLite(path: folder.ledger)
        case .postgres(_, let server, let database): try server.raw(database)
        }
    }

    func keyring() throws -> any RawDatabase {
        switch self {
        case .sqlite(let folder): try RawSQLite(path: folder.keyring)
        case .postgres(_, let server, let database): try server.raw(database + PostgresServer.keyringEnd)
        }
    }

    /// Syncs as the program asks for; a server's own settings are what they are.
    func makeDurable(_ ledger: any RawDatabase, _ keyring: any RawDatabase) throws(RawFailure) {
        switch self {
        case .sqlite:
            for database in [ledger, keyring] {
                try database.run(
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384; "
                        + "PRAGMA wal_autocheckpoint=4000; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY")
            }
            try keyring.run("PRAGMA secure_delete=ON")
        case .postgres: break
        }
    }

    /// The store alone; `fresh` makes an empty one.
    func store(holder: String, fresh: Bool = false) throws -> StoreEngine {
        switch self {
        case .sqlite(let folder):
            let bulk = SQLiteLimits(cacheKiB: 256 * 1024, walPages: 4_000)
            return try StoreEngine.sqlite(folder, holder: holder, limits: fresh ? SQLiteLimits() : bulk)
        case .postgres(_, let server, let database):
            return try StoreEngine.postgres(try PostgresPlace(server.connection(database)), mayCreate: fresh)
        }
    }

    /// The whole office, opened in this process.
    func office(holder: String) throws -> Office {
        let store = try store(holder: holder)
        let master = try MasterKeyText.read(folder.masterKey)
        let log = try store.readNow { sql in try sql.first("SELECT log FROM head LIMIT 1") { $0.text(0) } }
        var random = SystemRandom()
        return try Office(
            store: store, keyring: Keyring(master: try MasterKey(master), engine: store, cached: 400_000),
            files: FolderFileStore(folder), log: LogID(log ?? "H21"), sealer: MasterKeySealer(masterKey: master),
            clock: FixedClock(now: Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))),
            codes: NoCodeChannel(), random: &random)
    }
}

/// The master key as its file holds it: 64 hexadecimal digits.
enum MasterKeyText {
    static func read(_ path: String) throws -> [UInt8] {
        let text = try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let digits = Array(text.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap { place in
            UInt8(String(decoding: digits[place...(place + 1)], as: UTF8.self), radix: 16)
        }
    }
}

/// A clock that stands still, for making what the server will find.
struct FixedClock: OfficeClock {
    let instant: Instant

    init(now: Instant) { instant = now }
    func now() -> Instant { instant }
}
