/// Brings a database to the shape this program knows, or says why it cannot.
///
/// Forward only: what was carried out stays; a database that a newer program shaped is refused, not guessed at.
public struct Migrator: Sendable {
    private let migrations: [Migration]
    private let dialect: Dialect
    /// The database's name for failures, as in `ledger`.
    private let place: String

    /// Migrations must be numbered 1, 2, 3 … in order; a gap is a mistake in the program and stops it.
    public init(_ migrations: [Migration], dialect: Dialect, place: String) {
        for (index, migration) in migrations.enumerated() {
            precondition(migration.number == index + 1, "migrations are numbered 1, 2, 3 … in order")
        }
        self.migrations = migrations
        self.dialect = dialect
        self.place = place
    }

    /// One row of the table `migration`.
    private struct Carried {
        var number: Int
        var name: String
        var checksum: String
        var programFrom: Int
    }

    /// Carries out what is missing, one transaction each; gives the numbers that were carried out.
    @discardableResult
    public func run(
        _ session: any WriteSession, on connection: (any WriteSession) throws -> any SQLConnection
    ) throws -> [Int] {
        var done: [Int] = []
        // What is missing is asked anew each time: another process may carry out the same ones at this moment.
        while let number = try inTransaction(session, { try carryOutNext(connection(session)) }) { done.append(number) }
        return done
    }

    /// Carries out the first migration that is missing and gives its number; nil when none is.
    private func carryOutNext(_ sql: any SQLConnection) throws -> Int? {
        try sql.execute(Migrator.table)
        guard let migration = try missing(in: sql).first else { return nil }
        for statement in migration.statements(for: dialect) { try sql.execute(statement) }
        try BesideTables.migrated(wants: migration.remakesTables, in: sql)
        try sql.execute(
            "INSERT INTO migration (number, name, checksum, program_from) VALUES (?1, ?2, ?3, ?4)",
            [
                SQLValue(migration.number), .text(migration.name), .text(migration.checksum(for: dialect)),
                SQLValue(migration.programFrom),
            ])
        return migration.number
    }

    /// Refuses a database that lacks a migration or has one this program does not know; changes nothing.
    public func check(_ sql: any SQLConnection) throws {
        let missing: ArraySlice<Migration>
        do {
            missing = try self.missing(in: sql)
        } catch let error as StoreError where error.code == .statement {
            throw StoreError(.olderDatabase, "no province was set up in it", at: place)
        }
        guard let first = missing.first else { return }
        throw StoreError(
            .olderDatabase,
            "migration \(first.number) (\(first.name)) was not carried out yet; start the server once to do so",
            at: place)
    }

    /// What must still be carried out; throws when this program cannot work with the database.
    private func missing(in sql: any SQLConnection) throws -> ArraySlice<Migration> {
        let carried = try sql.query(Migrator.select, []) { row in
            Carried(
                number: Int(row.integer(0)), name: row.text(1), checksum: row.text(2),
                programFrom: Int(row.integer(3)))
        }
        for (index, row) in carried.enumerated() {
            guard index < migrations.count else {
                guard row.programFrom <= migrations.count else {
                    throw StoreError(
                        .newerDatabase,
                        "migration \(row.number) (\(row.name)) needs a program that knows migration "
                            + "\(row.programFrom); this one knows \(migrations.count)",
                        at: place)
                }
                continue
            }
            let known = migrations[index]
            guard row.number == known.number, row.checksum == known.checksum(for: dialect) else {
                throw StoreError(
                    .changedMigration,
                    "migration \(row.number) (\(row.name)) was carried out with another text than this program's "
                        + "\(known.number) (\(known.name))",
                    at: place)
            }
        }
        return migrations.dropFirst(carried.count)
    }

    private func inTransaction<T>(_ session: any WriteSession, _ work: () throws -> T) throws -> T {
        try session.begin()
        do {
            let value = try work()
            try session.commitKeyring()
            try session.commit()
            return value
        } catch {
            session.rollBack()
            throw error
        }
    }

    private static let table = """
        CREATE TABLE IF NOT EXISTS migration (
            number INTEGER NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            program_from INTEGER NOT NULL
        ) STRICT
        """

    private static let select = "SELECT number, name, checksum, program_from FROM migration ORDER BY number"
}
