import Core

/// Finds dossiers by the name of their owner, marks or no marks (tìm hồ sơ theo tên).
///
/// The full-text index keeps no text of its own; a row is taken out with its old text before that text is cleared, so
/// that an erased person leaves no word behind.
public enum DossierSearch {
    static func replace(_ old: String?, with new: String?, row: Int64, in sql: any SQLConnection) throws {
        if let old {
            try sql.execute(
                "INSERT INTO dossier_search (dossier_search, rowid, applicant_fold) VALUES ('delete', ?1, ?2)",
                [.integer(row), .text(old)])
        }
        if let new {
            try sql.execute(
                "INSERT INTO dossier_search (rowid, applicant_fold) VALUES (?1, ?2)", [.integer(row), .text(new)])
        }
    }

    /// Words as a full-text query in which every word must occur, the last one also as a beginning; nil if none is
    /// left.
    static func expression(_ typed: String) -> String? {
        let words = TextFold.folded(typed).split { !$0.isLetter && !$0.isNumber }.prefix(8)
        guard let last = words.last else { return nil }
        return (words.dropLast().map { "\"\($0)\"" } + ["\"\(last)\"*"]).joined(separator: " ")
    }
}
