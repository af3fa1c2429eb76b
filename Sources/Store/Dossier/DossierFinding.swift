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

    /// Newest first: by name (marks forgiven) or by personal number or phone, whole.
    ///
    /// - Parameters:
    ///   - units: only dossiers handed in or handed over at these; nil for those of the whole office.
    ///   - position: rows older than this one, where an earlier page ended.
    public static func search(
        _ typed: String, index: any ContactIndex, at units: [AgencyCode]? = nil, after position: Int64? = nil,
        most: Int = 50, in sql: any SQLConnection
    ) throws -> [DossierRow] {
        guard let match = Match(typed, index, units) else { return [] }
        let older = position == nil ? "" : " AND id < ?\(match.arguments.count + 1)"
        return try sql.query(
            "SELECT \(DossierRow.columns) FROM dossier WHERE \(match.condition)\(older) ORDER BY id DESC LIMIT \(most)",
            match.arguments + (position.map { [.integer($0)] } ?? [])
        ) { try DossierRow($0) }
    }

    /// How many a search would find; counting stops at `most`.
    public static func count(
        _ typed: String, index: any ContactIndex, at units: [AgencyCode]? = nil, most: Int = 1_000,
        in sql: any SQLConnection
    ) throws -> Int {
        guard let match = Match(typed, index, units) else { return 0 }
        let count = try sql.first(
            "SELECT count(*) FROM (SELECT 1 FROM dossier WHERE \(match.condition) LIMIT \(most)) AS counted",
            match.arguments
        ) { Int($0.integer(0)) }
        return count ?? 0
    }

    /// What was typed as a condition, the places among it: filtering afterwards would hide what is older.
    private struct Match {
        var condition: String
        var arguments: [SQLValue]

        init?(_ typed: String, _ index: any ContactIndex, _ units: [AgencyCode]?) {
            let digits = typed.filter { $0.isASCII && $0.isNumber }
            if digits.count >= 9, typed.allSatisfy({ !$0.isLetter }) {
                condition = "(number_index = ?1 OR phone_index = ?2)"
                arguments = [.text(index.personalNumber(typed)), .text(index.phone(typed))]
            } else {
                guard let expression = DossierSearch.expression(typed) else { return nil }
                condition = "id IN (SELECT rowid FROM dossier_search WHERE dossier_search MATCH ?1)"
                arguments = [.text(expression)]
            }
            guard let units else { return }
            let marks = units.indices.map { "?\(arguments.count + 1 + $0)" }.joined(separator: ", ")
            condition += " AND (intake IN (\(marks)) OR result IN (\(marks)))"
            arguments += units.map { .text($0.text) }
        }
    }
}
