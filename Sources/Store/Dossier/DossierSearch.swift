import Core

/// Finds dossiers by the name of their owner, marks or no marks (tìm hồ sơ theo tên).
///
/// The full-text index keeps no text of its own; a row is taken out with its old words before they are cleared, so
/// that an erased person leaves no word behind.
public enum DossierSearch {
    /// Puts `new` in the place of `old`; `units` are those where the dossier is handed in and handed over.
    static func replace(
        _ old: String?, with new: String?, units: [AgencyCode], row: Int64, in sql: any SQLConnection
    ) throws {
        let words = SQLValue.text(units.map(word).joined(separator: " "))
        if let old {
            try sql.execute(
                "INSERT INTO dossier_search (dossier_search, rowid, applicant_fold, units) "
                    + "VALUES ('delete', ?1, ?2, ?3)", [.integer(row), .text(old), words])
        }
        if let new {
            try sql.execute(
                "INSERT INTO dossier_search (rowid, applicant_fold, units) VALUES (?1, ?2, ?3)",
                [.integer(row), .text(new), words])
        }
    }

    /// Words as a full-text query in which every word must occur, the last one also as a beginning; nil if none is
    /// left.
    ///
    /// - Parameter units: only dossiers handed in or handed over at one of these; nil for those of the whole office.
    static func expression(_ typed: String, at units: [AgencyCode]?) -> String? {
        let words = TextFold.folded(typed).split { !$0.isLetter && !$0.isNumber }.prefix(8)
        guard let last = words.last else { return nil }
        let name = (words.dropLast().map { "\"\($0)\"" } + ["\"\(last)\"*"]).joined(separator: " AND ")
        guard let units else { return "applicant_fold : (\(name))" }
        // A query of no words is refused by the index; no code begins with a zero.
        let places = units.isEmpty ? "\"0\"" : units.map { "\"\(word($0))\"" }.joined(separator: " OR ")
        return "applicant_fold : (\(name)) AND units : (\(places))"
    }

    /// An agency's code as one word of the index, as the migration made it.
    private static func word(_ unit: AgencyCode) -> String {
        String(unit.text.lowercased().map { $0 == "." ? "x" : $0 })
    }
}
