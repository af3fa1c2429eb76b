extension Migrations {
    /// Who may come in, and what is kept for them while they are here (truy cập).
    ///
    /// Secrets that a person holds (cookies, tokens, links) stand here as SHA-256 alone, codes and what strangers typed
    /// as HMAC, forms and drafts sealed: whoever reads a copy of these tables can neither sign in with it nor learn a
    /// telephone number from it.
    static let m0003Access = Migration(
        number: 3, name: "access",
        statements: accounts + sessions + tokens + codes + drafts + answers + auditLines)

    private static let accounts: [Migration.Statement] = [
        """
        CREATE TABLE account (
            actor TEXT NOT NULL PRIMARY KEY,
            login TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            state TEXT NOT NULL,
            language TEXT NOT NULL,
            created INTEGER NOT NULL,
            last_used INTEGER,
            verifier TEXT,
            password_set INTEGER,
            must_change INTEGER NOT NULL,
            CHECK ((verifier IS NULL) = (password_set IS NULL))
        ) STRICT
        """,
        """
        CREATE TABLE login_guard (
            subject BLOB NOT NULL PRIMARY KEY,
            failed INTEGER NOT NULL,
            last_failed INTEGER NOT NULL,
            locked_until INTEGER
        ) STRICT
        """,
        "CREATE INDEX login_guard_age ON login_guard (last_failed)",
    ]

    private static let sessions: [Migration.Statement] = [
        """
        CREATE TABLE session (
            token BLOB NOT NULL PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            actor TEXT NOT NULL,
            started INTEGER NOT NULL,
            seen INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            idle INTEGER NOT NULL,
            form_secret BLOB NOT NULL,
            browser TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX session_actor ON session (actor, started)",
        "CREATE INDEX session_age ON session (expires)",
        """
        CREATE TABLE held_form (
            id TEXT NOT NULL PRIMARY KEY,
            actor TEXT NOT NULL,
            kept INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            sealed BLOB NOT NULL
        ) STRICT
        """,
        "CREATE INDEX held_form_actor ON held_form (actor, kept)",
        "CREATE INDEX held_form_age ON held_form (expires)",
    ]

    private static let tokens: [Migration.Statement] = [
        """
        CREATE TABLE bearer_token (
            id TEXT NOT NULL PRIMARY KEY,
            token BLOB NOT NULL UNIQUE,
            actor TEXT NOT NULL,
            label TEXT NOT NULL,
            created INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            last_used_day INTEGER,
            revoked INTEGER
        ) STRICT
        """,
        "CREATE INDEX bearer_token_actor ON bearer_token (actor, created)",
        """
        CREATE TABLE one_time_link (
            token BLOB NOT NULL PRIMARY KEY,
            purpose TEXT NOT NULL,
            actor TEXT,
            made_by TEXT,
            created INTEGER NOT NULL,
            expires INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX one_time_link_purpose ON one_time_link (purpose, actor)",
        "CREATE INDEX one_time_link_age ON one_time_link (expires)",
    ]

    private static let codes: [Migration.Statement] = [
        """
        CREATE TABLE one_time_code (
            dossier TEXT NOT NULL,
            purpose TEXT NOT NULL,
            mac BLOB NOT NULL,
            made INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            failed INTEGER NOT NULL,
            PRIMARY KEY (dossier, purpose)
        ) STRICT
        """,
        "CREATE INDEX one_time_code_age ON one_time_code (expires)",
        """
        CREATE TABLE attempt (
            kind TEXT NOT NULL,
            subject BLOB NOT NULL,
            at INTEGER NOT NULL,
            id TEXT NOT NULL,
            PRIMARY KEY (kind, subject, at, id)
        ) STRICT
        """,
        "CREATE INDEX attempt_age ON attempt (at)",
    ]

    private static let drafts: [Migration.Statement] = [
        """
        CREATE TABLE draft (
            id TEXT NOT NULL PRIMARY KEY,
            visitor BLOB NOT NULL,
            dossier TEXT NOT NULL UNIQUE,
            procedure TEXT NOT NULL,
            step TEXT NOT NULL,
            sealed BLOB,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            submitted INTEGER
        ) STRICT
        """,
        "CREATE INDEX draft_visitor ON draft (visitor, updated)",
        "CREATE INDEX draft_age ON draft (expires)",
        """
        CREATE TABLE draft_file (
            draft TEXT NOT NULL,
            file TEXT NOT NULL,
            component TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            added INTEGER NOT NULL,
            sealed BLOB NOT NULL,
            PRIMARY KEY (draft, file)
        ) STRICT
        """,
    ]

    private static let answers: [Migration.Statement] = [
        """
        CREATE TABLE idempotency (
            actor TEXT NOT NULL,
            idempotency_key TEXT NOT NULL,
            route TEXT NOT NULL,
            digest BLOB NOT NULL,
            created INTEGER NOT NULL,
            answer INTEGER,
            sealed BLOB,
            PRIMARY KEY (actor, idempotency_key)
        ) STRICT
        """,
        "CREATE INDEX idempotency_age ON idempotency (created)",
    ]

    /// The trigger before INSERT is there because `INSERT OR REPLACE` removes a row without asking one on DELETE.
    private static let auditLines: [Migration.Statement] = [
        """
        CREATE TABLE audit_line (
            id TEXT NOT NULL PRIMARY KEY,
            at INTEGER NOT NULL,
            actor TEXT,
            action TEXT NOT NULL,
            subject TEXT,
            detail TEXT
        ) STRICT
        """,
        "CREATE INDEX audit_line_actor ON audit_line (actor, id)",
        "CREATE INDEX audit_line_subject ON audit_line (subject, id)",
        .only(
            .sqlite,
            """
            CREATE TRIGGER audit_line_unchanged BEFORE UPDATE ON audit_line
            BEGIN SELECT RAISE(ABORT, 'immutable: an audit line cannot be changed'); END
            """),
        .only(
            .sqlite,
            """
            CREATE TRIGGER audit_line_kept BEFORE DELETE ON audit_line
            BEGIN SELECT RAISE(ABORT, 'immutable: an audit line cannot be removed'); END
            """),
        .only(
            .sqlite,
            """
            CREATE TRIGGER audit_line_added BEFORE INSERT ON audit_line
            WHEN EXISTS (SELECT 1 FROM audit_line WHERE id = NEW.id)
                OR EXISTS (SELECT 1 FROM audit_line WHERE rowid = NEW.rowid)
            BEGIN SELECT RAISE(ABORT, 'immutable: an audit line cannot be replaced'); END
            """),
        .only(
            .postgres,
            """
            CREATE TRIGGER audit_line_unchanged BEFORE UPDATE OR DELETE ON audit_line
            FOR EACH ROW EXECUTE FUNCTION refuse_change()
            """),
        .only(
            .postgres,
            """
            CREATE TRIGGER audit_line_kept BEFORE TRUNCATE ON audit_line
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
            """),
    ]
}
