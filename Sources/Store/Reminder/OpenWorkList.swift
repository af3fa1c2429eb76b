public import Core

/// Work whose deadline is near or past, for those who remind of it (việc sắp hạn, quá hạn).
public enum OpenWorkList {
    /// All that is due, or whose step is, before a moment.
    ///
    /// Read from the indexes of open work, which stay small however many dossiers have ended; a wait for the applicant
    /// presses nobody.
    public static func due(before moment: Instant, in sql: any SQLConnection) throws -> [OpenWork] {
        let columns = "id, assignee, step_role, desk, competent, channel, due, step_due"
        // Always true for the agency; without it the planner may read every dossier that ever was.
        let received = "SELECT \(columns) FROM dossier WHERE phase = 'received' AND competent > '' AND due < ?1"
        let processing = """
            SELECT \(columns) FROM dossier WHERE phase = 'processing' AND desk > '' AND (due < ?1 OR step_due < ?1)
            """
        return try [received, processing].flatMap { text in
            try sql.query(text, [.integer(moment.microseconds)]) { try work($0) }
        }
    }

    private static func work(_ row: any SQLRow) throws -> OpenWork {
        guard let channel = Channel(rawValue: Int(row.integer(5))) else {
            throw StoreError(.corrupt, "a row of the dossier table cannot be read; run motcua rebuild", at: "dossier")
        }
        // Before the workflow it is the head of the division who assigns.
        let holder = ReminderHolder(
            officer: row.textOrNil(1).map { ActorID($0) },
            role: row.textOrNil(2).flatMap { Role(rawValue: $0) } ?? .leader, agency: AgencyCode(row.text(3)))
        return OpenWork(
            dossier: row.integer(0), holder: holder, competent: AgencyCode(row.text(4)), channel: channel,
            due: row.integerOrNil(6).map { Instant(microseconds: $0) },
            stepDue: row.integerOrNil(7).map { Instant(microseconds: $0) })
    }
}
