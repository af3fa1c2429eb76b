extension Migrations {
    /// Reminders (nhắc việc) of dossiers whose deadline nears or has passed: one for each holder, dossier and reason.
    ///
    /// `officer` is empty where the reminder is for whoever holds the role at the agency.
    static let m0010Reminders = Migration(
        number: 10, name: "reminders", programFrom: 6,
        statements: [
            """
            CREATE TABLE reminder (
                dossier INTEGER NOT NULL,
                reason TEXT NOT NULL,
                officer TEXT NOT NULL,
                role TEXT NOT NULL,
                agency TEXT NOT NULL,
                moment INTEGER NOT NULL,
                reminded INTEGER NOT NULL,
                seen INTEGER,
                PRIMARY KEY (dossier, reason, officer, role, agency)
            ) STRICT
            """,
            "CREATE INDEX reminder_officer ON reminder (officer, moment) WHERE officer <> '' AND seen IS NULL",
            "CREATE INDEX reminder_role ON reminder (role, agency, moment) WHERE officer = '' AND seen IS NULL",
        ])
}
