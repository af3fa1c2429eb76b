public import Core

/// The order of dossiers received in a day at an agency: gap-free, taken in the transaction that receives (số thứ tự).
public enum DossierOrder {
    /// The next order; no row is changed until the reception itself is written.
    public static func next(at agency: AgencyCode, on day: CivilDate, in sql: any SQLConnection) throws -> Int {
        let last: Int64? = try sql.first(
            "SELECT last FROM dossier_order WHERE agency = ?1 AND day = ?2 /* for update */",
            [.text(agency.text), SQLValue(day.dayNumber)]
        ) { $0.integer(0) }
        return Int(last ?? 0) + 1
    }

    /// Notes a code as used; a voided reception keeps its order.
    static func note(_ agency: AgencyCode, at instant: Instant, in sql: any SQLConnection) throws {
        try add(1, at: agency, on: instant.date, in: sql)
    }

    /// Notes so many codes of a day as used.
    public static func add(
        _ count: Int, at agency: AgencyCode, on day: CivilDate, in sql: any SQLConnection
    ) throws {
        try sql.post(
            """
            INSERT INTO dossier_order (agency, day, last) VALUES (?1, ?2, ?3) \
            ON CONFLICT (agency, day) DO UPDATE SET last = dossier_order.last + ?3
            """,
            [.text(agency.text), SQLValue(day.dayNumber), SQLValue(count)])
    }
}
