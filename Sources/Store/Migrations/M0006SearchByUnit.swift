extension Migrations {
    /// Names are looked up together with the counters that may see them: a frequent name in a small ward would
    /// otherwise be sought through the whole province.
    ///
    /// The index keeps no text of its own, neither before nor after.
    static let m0006SearchByUnit = Migration(
        number: 6, name: "search-by-unit",
        statements: [
            .only(.sqlite, "DROP TABLE dossier_search"),
            .only(
                .sqlite,
                """
                CREATE VIRTUAL TABLE dossier_search USING fts5 (
                    applicant_fold, units, content='', tokenize='unicode61', prefix='2 3'
                )
                """),
            .only(
                .sqlite,
                """
                INSERT INTO dossier_search (rowid, applicant_fold, units)
                SELECT id, applicant_fold,
                    replace(lower(intake), '.', 'x') || ' ' || replace(lower(result), '.', 'x')
                FROM dossier WHERE applicant_fold IS NOT NULL
                """),
            .only(.postgres, "CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public"),
            .only(
                .postgres,
                """
                CREATE INDEX dossier_name ON dossier USING gin ((' ' || applicant_fold || ' ') public.gin_trgm_ops)
                """),
        ])
}
