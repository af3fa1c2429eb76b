import Foundation
import Store
import Synchronization

/// A province's schema on PostgreSQL: the ledger's database and the keyring's, one writer and many readers.
final class PostgresBackend: StoreBackend {
    let dialect = Dialect.postgres

    private let place: PostgresPlace
    private let ledger: PostgresPool
    private let keyring: PostgresPool
    private let writes: Bool
    private let writer = NSLock()
    private let commits: CommitMarkBox
    private let closed = Atomic(false)

    /// - Parameter writes: false refuses every writing, and makes no table.
    init(_ place: PostgresPlace, writes: Bool, mayCreate: Bool, readers: Int, limits: PostgresLimits) throws {
        self.place = place
        self.writes = writes
        ledger = PostgresPool(place.connection, keep: readers + 1)
        keyring = PostgresPool(place.keyring, keep: readers + 1)
        commits = CommitMarkBox(CommitMark(schema: place.schema, lockSeconds: limits.lockSeconds))
        let setting = PostgresSetup(place)
        try ledger.lend { try setting.checkDurable($0) }
        if writes, try setting.mayMakeTables(ledger) {
            if !mayCreate { try ledger.lend { try setting.checkThere($0) } }
            for pool in [ledger, keyring] { try pool.lend { try setting.makeSchema($0) } }
            try ledger.lend { try setting.makeExtension($0) }
            try withWriteSession { session in
                try Migrator(Migrations.ledger, dialect: dialect, place: "ledger").run(session) { $0.sql }
                try Migrator(Migrations.keyring, dialect: dialect, place: "keyring").run(session) { try $0.keyring }
            }
            for pool in [ledger, keyring] { try pool.lend { try setting.grant($0) } }
        } else {
            try ledger.lend { connection in
                try PostgresReadSession(connection, schema: place.schema).read {
                    try Migrator(Migrations.ledger, dialect: .postgres, place: "ledger").check($0)
                }
            }
            try readKeyring { try Migrator(Migrations.keyring, dialect: .postgres, place: "keyring").check($0) }
        }
        if writes { try clearOldMarks() }
    }

    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T { try withReader { try $0.read(body) } }

    func withReader<T>(_ body: (any ReadSession) throws -> T) throws -> T {
        try checkOpen()
        return try ledger.lend { try body(PostgresReadSession($0, schema: place.schema, holding: BesideTables.gate)) }
    }

    func readKeyring<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try checkOpen()
        return try keyring.lend { try PostgresReadSession($0, schema: place.schema).read(body) }
    }

    func withWriteSession<T>(_ body: (any WriteSession) throws -> T) throws -> T {
        try checkOpen()
        guard writes else { throw StoreError(.readOnly, "opened for reading", at: "store") }
        writer.lock()
        defer { writer.unlock() }
        return try ledger.lend { ledger in
            try keyring.lend { keys in
                let session = PostgresWriteSession(
                    ledger: ledger, keys: keys, schema: place.schema, commits: commits.mark)
                defer { session.rollBack() }
                return try body(session)
            }
        }
    }

    func close() {
        guard !closed.exchange(true, ordering: .sequentiallyConsistent) else { return }
        // Whoever writes now ends first.
        writer.lock()
        ledger.close()
        keyring.close()
        writer.unlock()
    }

    private func clearOldMarks() throws {
        try withWriteSession { session in
            try session.begin()
            try commits.mark.clearOld(on: session.sql)
            try session.commitKeyring()
            try session.commit()
        }
    }

    private func checkOpen() throws {
        guard !closed.load(ordering: .acquiring) else { throw StoreError(.closed, "the store is closed", at: "store") }
    }
}

/// `@unchecked`: used by whoever holds the writer's lock.
private final class CommitMarkBox: @unchecked Sendable {
    let mark: CommitMark

    init(_ mark: CommitMark) { self.mark = mark }
}
