extension Migrations {
    /// Questions put to other agencies, so that an agency finds what it was asked without opening every dossier.
    ///
    /// Only adds, so that the program before it goes on working; `motcua rebuild` fills it for what was asked earlier.
    static let m0005Consultations = Migration(
        number: 5, name: "consultations", programFrom: 4,
        statements: [
            """
            CREATE TABLE consultation (
                dossier INTEGER NOT NULL,
                id TEXT NOT NULL,
                agency TEXT NOT NULL,
                due INTEGER NOT NULL,
                answered_at INTEGER,
                PRIMARY KEY (dossier, id)
            ) STRICT
            """,
            "CREATE INDEX consultation_open ON consultation (agency, due, dossier) WHERE answered_at IS NULL",
        ])
}
