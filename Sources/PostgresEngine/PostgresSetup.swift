import Store

/// What a start looks at and makes before anything is served: durability, schema, tables' rights.
struct PostgresSetup {
    private let place: PostgresPlace

    init(_ place: PostgresPlace) { self.place = place }

    /// Throws `.notDurable` where a commit would be answered before it is on a disk.
    func checkDurable(_ connection: PostgresConnection) throws {
        try connection.connect()
        for (name, refused) in [("fsync", ["off"]), ("full_page_writes", ["off"]), ("synchronous_commit", ["off"])] {
            let value = try connection.first("SELECT current_setting(?1)", [.text(name)]) { $0.text(0) } ?? ""
            guard !refused.contains(value) else {
                throw StoreError(.notDurable, "\(name) is \(value) on this server", at: "database")
            }
        }
        let version = try connection.first("SELECT current_setting('server_version_num')") { $0.text(0) } ?? ""
        guard let number = Int(version), number >= PostgresSetup.oldest else {
            throw StoreError(.notDurable, "PostgreSQL 15 or later is needed, this is \(version)", at: "database")
        }
    }

    /// `pg_checkpoint`, the role that a purge asks for, came with 15; older servers are tested by nobody here.
    private static let oldest = 150_000

    /// Whether this role makes and changes tables; a serving role does not and need not.
    func mayMakeTables(_ pool: PostgresPool) throws -> Bool {
        try pool.lend { connection in
            try connection.connect()
            return try connection.first(
                """
                SELECT coalesce((SELECT pg_catalog.pg_has_role(n.nspowner, 'USAGE') FROM pg_catalog.pg_namespace n \
                WHERE n.nspname = ?1), pg_catalog.has_database_privilege(current_database(), 'CREATE'))
                """, [.text(place.schema)]
            ) { $0.integer(0) == 1 } ?? false
        }
    }

    /// Throws `.olderDatabase` for a schema that holds no province.
    func checkThere(_ connection: PostgresConnection) throws {
        try connection.connect()
        let tables = try connection.first(
            "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = ?1 AND tablename = 'migration'",
            [.text(place.schema)]
        ) { $0.integer(0) }
        guard tables == 1 else {
            throw StoreError(.olderDatabase, "no province was set up in it", at: "schema \(place.schema)")
        }
    }

    func makeSchema(_ connection: PostgresConnection) throws {
        try connection.connect()
        try connection.execute("CREATE SCHEMA IF NOT EXISTS \(PostgresDialect.quoted(place.schema))")
    }

    /// Makes the extension that searching needs, which all provinces of a database share: one after the other, for the
    /// server refuses the second of two who make it at once.
    func makeExtension(_ connection: PostgresConnection) throws {
        try connection.connect()
        let isThere = try connection.first("SELECT count(*) FROM pg_catalog.pg_extension WHERE extname = 'pg_trgm'") {
            $0.integer(0) == 1
        }
        guard isThere == false else { return }
        try connection.wait(with: "BEGIN")
        _ = try connection.first(
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(?1)) AS held",
            [.integer(PostgresDialect.writersLock("pg_trgm"))]
        ) { $0.integer(0) }
        try connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public")
        try connection.command("COMMIT")
    }

    /// What the serving role may do: everything but change a record, an audit line or the list of migrations.
    func grant(_ connection: PostgresConnection) throws {
        try connection.connect()
        let isThere = try connection.first(
            "SELECT count(*) FROM pg_catalog.pg_roles WHERE rolname = ?1", [.text(place.applicationRole)]
        ) { $0.integer(0) }
        guard isThere == 1 else { return }
        let schema = PostgresDialect.quoted(place.schema)
        let role = PostgresDialect.quoted(place.applicationRole)
        try connection.execute("GRANT USAGE ON SCHEMA \(schema) TO \(role)")
        try connection.execute(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \(schema) TO \(role)")
        let kept = try connection.query(
            "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = ?1", [.text(place.schema)]
        ) { $0.text(0) }.filter(PostgresSetup.unchanging.contains)
        for table in kept {
            try connection.execute(
                "REVOKE UPDATE, DELETE, TRUNCATE ON \(schema).\(PostgresDialect.quoted(table)) FROM \(role)")
        }
        try connection.execute("REVOKE INSERT ON \(schema).migration FROM \(role)")
    }

    private static let unchanging: Set<String> = ["record", "audit_line", "migration"]
}
