import Core

/// Finds dossiers by the name of their owner, marks or no marks (tìm hồ sơ theo tên).
///
/// Each engine has an index of its own over the folded name; here is all in which they differ. SQLite's keeps no text:
/// a row is taken out with its old words before they are cleared, so that an erased person leaves no word behind.
/// PostgreSQL's lies over the column itself and follows it.
public enum DossierSearch {
    /// Puts `new` in the place of `old`; `units` are those where the dossier is handed in and handed over.
    static func replace(
        _ old: String?, with new: String?, units: [AgencyCode], row: Int64, in sql: any SQLConnection
    ) throws {
        guard sql.dialect == .sqlite else { return }
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

    /// Empties the index, before the table it follows is made again.
    public static func clear(in sql: any SQLConnection) throws {
        guard sql.dialect == .sqlite else { return }
        try sql.execute("INSERT INTO dossier_search (dossier_search) VALUES ('delete-all')")
    }

    /// Rows `d` whose name has every word typed, the last one also as a beginning; nil if no word is left.
    ///
    /// - Parameter units: only dossiers handed in or handed over at one of these; nil for those of the whole office.
    static func match(_ typed: String, at units: [AgencyCode]?, in dialect: Dialect) -> RowMatch? {
        let words = TextFold.folded(typed).split { !$0.isLetter && !$0.isNumber }.prefix(8).map(String.init)
        guard !words.isEmpty else { return nil }
        switch dialect {
        case .sqlite:
            return RowMatch(
                source: "dossier_search s CROSS JOIN dossier d ON d.id = s.rowid WHERE s.dossier_search MATCH ?1",
                arguments: [.text(expression(words, at: units))], id: "s.rowid")
        case .postgres:
            var match = RowMatch(
                source: "dossier d WHERE "
                    + words.indices.map { "(' ' || d.applicant_fold || ' ') LIKE ?\($0 + 1)" }
                    .joined(separator: " AND "),
                arguments: words.indices.map { .text("% \(words[$0])\($0 == words.count - 1 ? "%" : " %")") },
                id: "d.id")
            if let units { match.narrow(to: units) }
            return match
        }
    }

    /// Words as a full-text query of SQLite's.
    private static func expression(_ words: [String], at units: [AgencyCode]?) -> String {
        let name = words.indices.map { "\"\(words[$0])\"\($0 == words.count - 1 ? "*" : "")" }
            .joined(separator: " AND ")
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

/// What was typed as a source of rows `d`, the places among its conditions: filtering afterwards would hide what is
/// older.
struct RowMatch {
    var source: String
    var arguments: [SQLValue]
    /// What the rows are ordered by.
    var id: String

    /// Only dossiers handed in or handed over at one of these.
    mutating func narrow(to units: [AgencyCode]) {
        guard !units.isEmpty else { return source += " AND 1 = 0" }
        let marks = units.indices.map { "?\(arguments.count + 1 + $0)" }.joined(separator: ", ")
        source += " AND (d.intake IN (\(marks)) OR d.result IN (\(marks)))"
        arguments += units.map { .text($0.text) }
    }
}
