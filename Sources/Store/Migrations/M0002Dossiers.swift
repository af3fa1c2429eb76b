extension Migrations {
    /// Tables of dossiers: made from events alone, so that `motcua rebuild` can empty and fill them again.
    static let m0002Dossiers = Migration(
        number: 2, name: "dossiers",
        statements: [
            """
            CREATE TABLE dossier (
                id INTEGER NOT NULL PRIMARY KEY,
                stream TEXT NOT NULL UNIQUE,
                version INTEGER NOT NULL,
                number TEXT NOT NULL UNIQUE,
                code TEXT UNIQUE,
                procedure TEXT NOT NULL,
                procedure_version INTEGER NOT NULL,
                variant TEXT NOT NULL,
                sector TEXT NOT NULL,
                channel INTEGER NOT NULL,
                phase TEXT NOT NULL,
                help TEXT,
                intake TEXT NOT NULL,
                competent TEXT NOT NULL,
                result TEXT NOT NULL,
                result_way TEXT NOT NULL,
                submitted_at INTEGER NOT NULL,
                answer_by INTEGER,
                received_at INTEGER,
                due INTEGER,
                original_due INTEGER,
                step TEXT,
                step_role TEXT,
                desk TEXT NOT NULL,
                assignee TEXT,
                step_due INTEGER,
                ended_at INTEGER,
                outcome TEXT,
                returned_at INTEGER,
                applicant TEXT,
                applicant_fold TEXT,
                number_index TEXT,
                phone_index TEXT,
                email_index TEXT
            ) STRICT
            """,
            // Open work has indexes of its own: they stay small however many dossiers have ended.
            "CREATE INDEX dossier_incoming ON dossier (intake, answer_by, id) WHERE phase = 'submitted'",
            "CREATE INDEX dossier_completion ON dossier (intake, submitted_at, id) WHERE phase = 'awaitingCompletion'",
            "CREATE INDEX dossier_ready ON dossier (result, ended_at, id) WHERE phase IN ('settled', 'refused')",
            "CREATE INDEX dossier_unassigned ON dossier (competent, due, id) WHERE phase = 'received'",
            "CREATE INDEX dossier_desk ON dossier (desk, due, id) WHERE phase = 'processing'",
            "CREATE INDEX dossier_mine ON dossier (assignee, due, id) WHERE phase = 'processing'",
            """
            CREATE INDEX dossier_waiting ON dossier (desk, due, id)
            WHERE phase IN ('awaitingSupplement', 'awaitingPayment')
            """,
            "CREATE INDEX dossier_intake ON dossier (intake, id)",
            "CREATE INDEX dossier_person ON dossier (number_index) WHERE number_index IS NOT NULL",
            "CREATE INDEX dossier_phone ON dossier (phone_index) WHERE phone_index IS NOT NULL",
            .only(
                .sqlite,
                """
                CREATE VIRTUAL TABLE dossier_search USING fts5 (
                    applicant_fold, content='dossier', content_rowid='id', tokenize='unicode61', prefix='2 3'
                )
                """),
            """
            CREATE TABLE dossier_order (
                agency TEXT NOT NULL,
                day INTEGER NOT NULL,
                last INTEGER NOT NULL,
                PRIMARY KEY (agency, day)
            ) STRICT
            """,
            """
            CREATE TABLE clock_entry (
                dossier INTEGER NOT NULL,
                version INTEGER NOT NULL,
                at INTEGER NOT NULL,
                recorded INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                detail TEXT,
                sector TEXT,
                time_limit TEXT,
                due INTEGER,
                PRIMARY KEY (dossier, version)
            ) STRICT
            """,
            """
            CREATE TABLE reception_refusal (
                dossier INTEGER NOT NULL PRIMARY KEY,
                at INTEGER NOT NULL,
                recorded INTEGER NOT NULL,
                competent TEXT NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE tally (
                day INTEGER NOT NULL,
                agency TEXT NOT NULL,
                sector TEXT NOT NULL,
                measure INTEGER NOT NULL,
                n INTEGER NOT NULL,
                PRIMARY KEY (day, agency, sector, measure)
            ) STRICT
            """,
        ])
}
