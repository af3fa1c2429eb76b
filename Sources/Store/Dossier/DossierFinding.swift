public import Core

/// Finds single dossiers: by code, number, stream, person (tra cứu hồ sơ).
public enum DossierFinding {
    public static func row(stream: DossierID, in sql: any SQLConnection) throws -> DossierRow? {
        try sql.first("SELECT \(DossierRow.columns) FROM dossier WHERE stream = ?1", [.text(stream.text)]) {
            try DossierRow($0)
        }
    }

    public static func row(code: DossierCode, in sql: any SQLConnection) throws -> DossierRow? {
        try sql.first("SELECT \(DossierRow.columns) FROM dossier WHERE code = ?1", [.text(code.text)]) {
            try DossierRow($0)
        }
    }

    public static func row(number: SubmissionNumber, in sql: any SQLConnection) throws -> DossierRow? {
        try sql.first("SELECT \(DossierRow.columns) FROM dossier WHERE number = ?1", [.text(number.text)]) {
            try DossierRow($0)
        }
    }

    /// Whatever was typed: a dossier code or a submission number; nil if it is neither or none is found.
    public static func row(typed: String, in sql: any SQLConnection) throws -> DossierRow? {
        if let code = DossierCode(typed: typed), let row = try row(code: code, in: sql) { return row }
        if let number = SubmissionNumber(typed: typed) { return try row(number: number, in: sql) }
        return nil
    }

    /// Newest first, at most `most`: by name (marks forgiven) or by personal number or phone, whole.
    public static func search(
        _ typed: String, index: any ContactIndex, most: Int = 50, in sql: any SQLConnection
    ) throws -> [DossierRow] {
        let digits = typed.filter { $0.isASCII && $0.isNumber }
        if digits.count >= 9, typed.allSatisfy({ !$0.isLetter }) {
            return try sql.query(
                "SELECT \(DossierRow.columns) FROM dossier WHERE number_index = ?1 OR phone_index = ?2 "
                    + "ORDER BY id DESC LIMIT \(most)",
                [.text(index.personalNumber(typed)), .text(index.phone(typed))]
            ) { try DossierRow($0) }
        }
        guard let expression = DossierSearch.expression(typed) else { return [] }
        return try sql.query(
            "SELECT \(DossierRow.columns) FROM dossier WHERE id IN (SELECT rowid FROM dossier_search "
                + "WHERE dossier_search MATCH ?1 ORDER BY rowid DESC LIMIT \(most)) ORDER BY id DESC",
            [.text(expression)]
        ) { try DossierRow($0) }
    }
}
