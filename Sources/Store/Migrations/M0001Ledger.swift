extension Migrations {
    /// The ledger (sổ cái): records that nobody can change, and the head of each log.
    ///
    /// The triggers, not the program, refuse a change; one before INSERT as well, because `INSERT OR REPLACE` removes
    /// the row that stands in its way without asking a trigger on DELETE.
    static let m0001Ledger = Migration(
        number: 1, name: "ledger",
        statements: [
            """
            CREATE TABLE record (
                log TEXT NOT NULL,
                seq INTEGER NOT NULL,
                stream TEXT NOT NULL,
                version INTEGER NOT NULL,
                kind TEXT NOT NULL,
                at INTEGER NOT NULL,
                recorded INTEGER NOT NULL,
                actor TEXT NOT NULL,
                node TEXT NOT NULL,
                node_seq INTEGER NOT NULL,
                command TEXT NOT NULL,
                salt BLOB NOT NULL,
                body BLOB NOT NULL,
                sealed BLOB,
                leaf BLOB NOT NULL,
                PRIMARY KEY (log, seq)
            ) STRICT
            """,
            "CREATE UNIQUE INDEX record_stream ON record (stream, version, log)",
            "CREATE INDEX record_command ON record (command)",
            """
            CREATE TABLE head (
                log TEXT NOT NULL PRIMARY KEY,
                node TEXT NOT NULL,
                size INTEGER NOT NULL,
                node_seq INTEGER NOT NULL,
                frontier BLOB NOT NULL,
                root BLOB NOT NULL,
                recorded INTEGER NOT NULL
            ) STRICT
            """,
            .only(
                .sqlite,
                """
                CREATE TRIGGER record_unchanged BEFORE UPDATE ON record
                BEGIN SELECT RAISE(ABORT, 'immutable: a record cannot be changed'); END
                """),
            .only(
                .sqlite,
                """
                CREATE TRIGGER record_kept BEFORE DELETE ON record
                BEGIN SELECT RAISE(ABORT, 'immutable: a record cannot be removed'); END
                """),
            .only(
                .sqlite,
                """
                CREATE TRIGGER record_added BEFORE INSERT ON record
                WHEN EXISTS (SELECT 1 FROM record WHERE log = NEW.log AND seq = NEW.seq)
                    OR EXISTS (SELECT 1 FROM record
                        WHERE stream = NEW.stream AND version = NEW.version AND log = NEW.log)
                    OR EXISTS (SELECT 1 FROM record WHERE rowid = NEW.rowid)
                BEGIN SELECT RAISE(ABORT, 'immutable: a record cannot be replaced'); END
                """),
            .only(
                .postgres,
                """
                CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'immutable: % cannot be changed', TG_TABLE_NAME USING ERRCODE = 'MC001'; END $$
                """),
            .only(
                .postgres,
                """
                CREATE TRIGGER record_unchanged BEFORE UPDATE OR DELETE ON record
                FOR EACH ROW EXECUTE FUNCTION refuse_change()
                """),
            .only(
                .postgres,
                """
                CREATE TRIGGER record_kept BEFORE TRUNCATE ON record
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
                """),
            .only(
                .postgres,
                """
                CREATE TABLE stored_file (
                    name TEXT NOT NULL,
                    part INTEGER NOT NULL,
                    bytes BLOB NOT NULL,
                    PRIMARY KEY (name, part)
                )
                """),
            // The last commit of each process, by which a commit without an answer is told (see PostgresEngine).
            .only(
                .postgres,
                "CREATE TABLE commit_mark (process TEXT PRIMARY KEY, turn INTEGER NOT NULL, at INTEGER NOT NULL)"),
        ])
}
