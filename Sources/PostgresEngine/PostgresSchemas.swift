import Store

/// Schemas as wholes: whether one holds a province, and one that was built aside put into its place.
public enum PostgresSchemas {
    /// True if the schema holds a province, or the beginning of one.
    public static func holdsProvince(_ place: PostgresPlace) throws -> Bool {
        let connection = PostgresConnection(place.connection)
        do {
            try PostgresSetup(place).checkThere(connection)
        } catch let error as StoreError where error.code == .olderDatabase { return false }
        return true
    }

    /// Removes what an earlier building left behind. Needs the owner's role.
    public static func remove(_ place: PostgresPlace) throws {
        try both(place, "DROP SCHEMA IF EXISTS \(PostgresDialect.quoted(place.schema)) CASCADE")
    }

    /// Gives a schema another name, the ledger's last: who looks there finds a province that is whole.
    public static func rename(_ place: PostgresPlace, to name: String) throws {
        try both(
            place, "ALTER SCHEMA \(PostgresDialect.quoted(place.schema)) RENAME TO \(PostgresDialect.quoted(name))")
    }

    /// Finishes a renaming that was cut off between the two databases.
    ///
    /// - Returns: true if there was one: the keyring had its new name already, the ledger not yet.
    public static func finishRenaming(_ place: PostgresPlace, to name: String) throws -> Bool {
        guard try holds(name, place.keyring), try !holds(place.schema, place.keyring),
            try holds(place.schema, place.connection), try !holds(name, place.connection)
        else { return false }
        let ledger = PostgresConnection(place.connection)
        try ledger.connect()
        try ledger.command(
            "ALTER SCHEMA \(PostgresDialect.quoted(place.schema)) RENAME TO \(PostgresDialect.quoted(name))")
        return true
    }

    private static func holds(_ schema: String, _ database: String) throws -> Bool {
        let connection = PostgresConnection(database)
        try connection.connect()
        return try connection.first("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?1", [.text(schema)]) { _ in
            true
        } ?? false
    }

    private static func both(_ place: PostgresPlace, _ statement: String) throws {
        for database in [place.keyring, place.connection] {
            let connection = PostgresConnection(database)
            try connection.connect()
            try connection.command(statement)
        }
    }
}
