extension Migrations {
    /// Tables of the office's own decisions, made from its records: agencies, sectors, procedures, calendar, officers.
    static let m0004Office = Migration(
        number: 4, name: "office",
        statements: [
            """
            CREATE TABLE province (
                code TEXT NOT NULL PRIMARY KEY,
                stream TEXT NOT NULL,
                version INTEGER NOT NULL,
                body BLOB NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE agency (
                code TEXT NOT NULL PRIMARY KEY,
                stream TEXT NOT NULL,
                version INTEGER NOT NULL,
                body BLOB NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE sector (
                code TEXT NOT NULL PRIMARY KEY,
                stream TEXT NOT NULL,
                version INTEGER NOT NULL,
                body BLOB NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE procedure_version (
                code TEXT NOT NULL,
                number INTEGER NOT NULL,
                stream TEXT NOT NULL,
                version INTEGER NOT NULL,
                name TEXT NOT NULL,
                sector TEXT NOT NULL,
                active INTEGER NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (code, number)
            ) STRICT
            """,
            "CREATE INDEX procedure_active ON procedure_version (code) WHERE active = 1",
            """
            CREATE TABLE calendar (
                number INTEGER NOT NULL PRIMARY KEY,
                stream TEXT NOT NULL,
                version INTEGER NOT NULL,
                body BLOB NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE officer (
                id TEXT NOT NULL PRIMARY KEY,
                stream TEXT NOT NULL,
                version INTEGER NOT NULL,
                name TEXT,
                title TEXT,
                body BLOB NOT NULL
            ) STRICT
            """,
        ])
}
