public import Core

/// A reminder as it is kept: when it was given last, and whether its holder has seen it since (nhắc việc đã lưu).
public struct KeptReminder: Hashable, Sendable {
    public var reminder: Reminder
    public var reminded: Instant
    public var seen: Instant?
}

/// Reminders, one row for each holder, dossier and reason, so that none is given twice by two processes.
public enum ReminderTable {
    /// All that are kept; as many as there is late work, and its heads.
    public static func all(in sql: any SQLConnection) throws -> [KeptReminder] {
        try sql.query(
            "SELECT dossier, reason, officer, role, agency, moment, reminded, seen FROM reminder", []
        ) { try kept($0) }
    }

    /// Keeps a new one; one that is there already stays as it is.
    public static func add(_ reminder: Reminder, now: Instant, in sql: any SQLConnection) throws {
        try sql.execute(
            """
            INSERT INTO reminder (dossier, reason, officer, role, agency, moment, reminded) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (dossier, reason, officer, role, agency) DO NOTHING
            """, key(reminder) + [.integer(reminder.moment.microseconds), .integer(now.microseconds)])
    }

    /// Takes one away that is over: the dossier went on, or its due moved.
    public static func remove(_ reminder: Reminder, in sql: any SQLConnection) throws {
        try sql.execute(
            "DELETE FROM reminder WHERE \(byKey) AND moment = ?6",
            key(reminder) + [.integer(reminder.moment.microseconds)])
    }

    /// Gives one again that was seen and is still late; nothing where another process did so before.
    ///
    /// - Parameter since: when it was given last, as it was read.
    public static func renew(
        _ reminder: Reminder, since: Instant, now: Instant, in sql: any SQLConnection
    ) throws {
        try sql.execute(
            "UPDATE reminder SET reminded = ?7, seen = NULL WHERE \(byKey) AND reminded = ?6",
            key(reminder) + [.integer(since.microseconds), .integer(now.microseconds)])
    }

    private static let byKey = "dossier = ?1 AND reason = ?2 AND officer = ?3 AND role = ?4 AND agency = ?5"

    private static func key(_ reminder: Reminder) -> [SQLValue] {
        let holder = reminder.holder
        return [
            .integer(reminder.dossier), .text(reminder.reason.rawValue), .text(holder.officer?.text ?? ""),
            .text(holder.role.rawValue), .text(holder.agency.text),
        ]
    }

    /// The first eight columns of a row.
    private static func kept(_ row: any SQLRow) throws -> KeptReminder {
        guard let reason = ReminderReason(rawValue: row.text(1)), let role = Role(rawValue: row.text(3)) else {
            throw StoreError(.corrupt, "a row cannot be read", at: "reminder")
        }
        let officer = row.text(2)
        let holder = ReminderHolder(
            officer: officer.isEmpty ? nil : ActorID(officer), role: role, agency: AgencyCode(row.text(4)))
        return KeptReminder(
            reminder: Reminder(
                dossier: row.integer(0), holder: holder, reason: reason,
                moment: Instant(microseconds: row.integer(5))),
            reminded: Instant(microseconds: row.integer(6)),
            seen: row.integerOrNil(7).map { Instant(microseconds: $0) })
    }
}
