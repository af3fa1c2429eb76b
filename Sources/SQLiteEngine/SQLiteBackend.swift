import Foundation
import GRDB
import Store
import Synchronization

/// A data folder on SQLite: two databases, a lock, and GRDB's pools under them.
final class SQLiteBackend: StoreBackend {
    let dialect = Dialect.sqlite

    private let ledger: SQLiteDatabase
    private let keyring: SQLiteDatabase
    private let writes: Bool
    private let lock: Mutex<FolderLock?>
    private let closed = Atomic(false)

    /// Opens for writing: takes the lock, makes what is missing, checks durability, carries out migrations.
    init(
        writing folder: DataFolder, holder: String, readers: Int, limits: SQLiteLimits, level: Durability.Level = .full
    ) throws {
        try SQLiteBackend.makeFolder(folder.path)
        try SQLiteBackend.makeFolder(folder.files)
        lock = Mutex(try FolderLock(folder, holder: holder))
        for path in [folder.ledger, folder.keyring] { try SQLiteBackend.makePrivate(path) }
        ledger = try SQLiteDatabase(writing: folder.ledger, readers: readers, limits: limits, level: level)
        keyring = try SQLiteDatabase(
            writing: folder.keyring, readers: readers, limits: limits, level: level, erasing: true)
        writes = true
        try withWriteSession { session in
            try Durability.check(session.sql, place: folder.ledger)
            try Durability.check(session.keyring, place: folder.keyring)
            try Migrator(Migrations.ledger, dialect: dialect, place: "ledger").run(session) { $0.sql }
            try Migrator(Migrations.keyring, dialect: dialect, place: "keyring").run(session) { try $0.keyring }
        }
    }

    /// Opens for reading, also beside the process that writes.
    init(reading folder: DataFolder, readers: Int, limits: SQLiteLimits) throws {
        lock = Mutex(nil)
        ledger = try SQLiteDatabase(reading: folder.ledger, readers: readers, limits: limits)
        keyring = try SQLiteDatabase(reading: folder.keyring, readers: readers, limits: limits)
        writes = false
        try read { try Migrator(Migrations.ledger, dialect: .sqlite, place: "ledger").check($0) }
        try readKeyring { try Migrator(Migrations.keyring, dialect: .sqlite, place: "keyring").check($0) }
    }

    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try checkOpen()
        return try ledger.read(body)
    }

    func withReader<T>(_ body: (any ReadSession) throws -> T) throws -> T {
        try checkOpen()
        return try ledger.reader(body)
    }

    func readKeyring<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try checkOpen()
        return try keyring.read(body)
    }

    func withWriteSession<T>(_ body: (any WriteSession) throws -> T) throws -> T {
        try checkOpen()
        guard writes else { throw StoreError(.readOnly, "opened for reading", at: "store") }
        return try ledger.write { ledger in
            try keyring.write { keyring in
                let session = SQLiteWriteSession(ledger: ledger, keyring: keyring)
                // A transaction that a failure left open would end the whole program at the end of this loan.
                defer { session.rollBack() }
                return try body(session)
            }
        }
    }

    func close() {
        guard !closed.exchange(true, ordering: .sequentiallyConsistent) else { return }
        ledger.close()
        keyring.close()
        lock.withLock { $0 = nil }
    }

    private func checkOpen() throws {
        guard !closed.load(ordering: .acquiring) else { throw StoreError(.closed, "the store is closed", at: "store") }
    }

    /// Makes a file that only its owner reads before SQLite would make one for all; its logs take over the mode.
    private static func makePrivate(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, Foundation.close(descriptor) == 0 else {
            throw StoreError(.unreachable, String(cString: strerror(errno)), at: path)
        }
    }

    private static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError(.unreachable, "the folder cannot be made: \(error)", at: path)
        }
    }
}
