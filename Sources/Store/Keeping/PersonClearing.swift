public import Core

/// Takes a person out of the tables (xóa khỏi các bảng): what stays counts the dossier and names nobody.
public enum PersonClearing {
    /// Clears the columns that name somebody or find them, the words of the search with them, and what stands in
    /// short-lived tables under the dossier's own id.
    ///
    /// The row itself stays, with codes, places and clocks: every figure is counted from them.
    ///
    /// - Parameter visitors: under which its owner has laid something aside for it.
    public static func clear(_ dossier: DossierID, visitors: [[UInt8]], in sql: any SQLConnection) throws {
        try clearRow(dossier, in: sql)
        try BesideTables.clear(dossier, in: sql)
        let stream = [SQLValue.text(dossier.text)]
        for draft in try drafts(of: dossier, visitors: visitors, in: sql) {
            try DraftFileTable.removeAll(of: draft, in: sql)
            try DraftTable.remove(draft, in: sql)
        }
        try sql.execute("DELETE FROM one_time_code WHERE dossier = ?1", stream)
        // A mailbox or a gateway may have put an address into what it answered.
        try sql.execute("UPDATE parked_record SET reason = 'erased' WHERE stream = ?1", stream)
    }

    /// The row of the dossier alone, and the words of the search with it.
    static func clearRow(_ dossier: DossierID, in sql: any SQLConnection) throws {
        let row = try sql.first(
            "SELECT id, applicant_fold, intake, result FROM dossier WHERE stream = ?1", [.text(dossier.text)]
        ) { (id: $0.integer(0), fold: $0.textOrNil(1), units: [AgencyCode($0.text(2)), AgencyCode($0.text(3))]) }
        if let row {
            try DossierSearch.replace(row.fold, with: nil, units: row.units, row: row.id, in: sql)
            try sql.execute(
                """
                UPDATE dossier SET applicant = NULL, applicant_fold = NULL, number_index = NULL, phone_index = NULL, \
                email_index = NULL WHERE id = ?1
                """, [.integer(row.id)])
        }
    }

    /// Drafts that became the dossier, or are to be added to it.
    public static func drafts(
        of dossier: DossierID, visitors: [[UInt8]], in sql: any SQLConnection
    ) throws -> [DraftID] {
        var drafts = try sql.query("SELECT id FROM draft WHERE dossier = ?1", [.text(dossier.text)]) {
            DraftID($0.text(0))
        }
        for visitor in visitors {
            drafts += try sql.query("SELECT id FROM draft WHERE visitor = ?1", [.blob(visitor)]) {
                DraftID($0.text(0))
            }
        }
        return drafts
    }

    /// Every form that is held, for whoever can open it.
    public static func heldForms(in sql: any SQLConnection) throws -> [(
        id: HeldFormID, actor: ActorID, sealed: [UInt8]
    )] {
        try sql.query("SELECT id, actor, sealed FROM held_form", []) {
            (HeldFormID($0.text(0)), ActorID($0.text(1)), $0.blob(2))
        }
    }

    /// Every answer that is kept for a repeated request, for whoever can open it.
    public static func answers(
        in sql: any SQLConnection
    ) throws -> [(actor: ActorID, key: String, route: String, sealed: [UInt8])] {
        try sql.query("SELECT actor, idempotency_key, route, sealed FROM idempotency WHERE sealed IS NOT NULL", []) {
            (ActorID($0.text(0)), $0.text(1), $0.text(2), $0.blob(3))
        }
    }
}
