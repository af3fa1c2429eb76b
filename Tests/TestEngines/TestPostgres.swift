import Foundation
public import Store

@testable public import PostgresEngine

/// The PostgreSQL server that the test script starts: `MOTCUA_TEST_POSTGRES` names its ledger's database.
public enum TestPostgres {
    /// Nil where no server was started; the test script sees to it that there is one.
    public static let connection = ProcessInfo.processInfo.environment["MOTCUA_TEST_POSTGRES"]

    /// Why a suite is skipped.
    public static let absence = "no server: scripts/test.sh starts one"

    /// A schema of its own for each folder: the same folder opened again is the same province.
    public static func place(for folder: DataFolder) throws -> PostgresPlace {
        guard let connection else { throw StoreError(.unreachable, "no test server", at: "MOTCUA_TEST_POSTGRES") }
        let name = folder.path.split(separator: "/").last.map(String.init) ?? "test"
        let schema = "t_" + name.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
        return try PostgresPlace(connection, schema: String(schema.prefix(60)))
    }

    /// Drops what a test made.
    public static func remove(_ folder: DataFolder) throws {
        let place = try place(for: folder)
        for database in [place.connection, place.keyring] {
            let link = try PostgresLink(database)
            let drop = "DROP SCHEMA IF EXISTS \(PostgresDialect.quoted(place.schema)) CASCADE"
            _ = try link.run([PostgresStatement(PostgresShape(drop), origin: drop, [])])
        }
    }
}
