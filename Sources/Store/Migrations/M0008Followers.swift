extension Migrations {
    /// Followers (tác vụ theo dõi sổ cái): how far each has come, what it could not carry out, and which process leads.
    static let m0008Followers = Migration(
        number: 8, name: "followers", programFrom: 6,
        statements: [
            """
            CREATE TABLE follower (
                name TEXT NOT NULL PRIMARY KEY,
                next INTEGER NOT NULL,
                moved INTEGER NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE parked_record (
                follower TEXT NOT NULL,
                seq INTEGER NOT NULL,
                stream TEXT NOT NULL,
                kind TEXT NOT NULL,
                state TEXT NOT NULL,
                failed INTEGER NOT NULL,
                try_at INTEGER NOT NULL,
                reason TEXT,
                parked INTEGER NOT NULL,
                ended INTEGER,
                ended_by TEXT,
                PRIMARY KEY (follower, seq)
            ) STRICT
            """,
            "CREATE INDEX parked_record_open ON parked_record (follower, stream, seq) WHERE ended IS NULL",
            """
            CREATE TABLE chore (
                name TEXT NOT NULL PRIMARY KEY,
                begun INTEGER NOT NULL,
                succeeded INTEGER,
                failed INTEGER NOT NULL,
                reason TEXT
            ) STRICT
            """,
            // `beat` counts renewals: who waits for the lead looks whether it moves, and compares no two clocks.
            """
            CREATE TABLE lease (
                name TEXT NOT NULL PRIMARY KEY,
                holder TEXT,
                epoch INTEGER NOT NULL,
                beat INTEGER NOT NULL,
                renewed INTEGER NOT NULL
            ) STRICT
            """,
        ])
}
