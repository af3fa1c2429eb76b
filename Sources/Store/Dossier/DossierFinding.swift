public import Core

/// Finds single dossiers: by code, number, stream, person (tra cứu hồ sơ).
public enum DossierFinding {
    /// The dossier of a stream; nil for a stream that holds none.
    public static func row(stream: DossierID, in sql: any SQLConnection) throws -> DossierRow? {
        try sql.first("SELECT \(DossierRow.columns) FROM dossier WHERE stream = ?1", [.text(stream.text)]) {
            try DossierRow($0)
        }
    }

    /// The dossier with exactly this code (mã số hồ sơ).
    public static func row(code: DossierCode, in sql: any SQLConnection) throws -> DossierRow? {
        try sql.first("SELECT \(DossierRow.columns) FROM dossier WHERE code = ?1", [.text(code.text)]) {
            try DossierRow($0)
        }
    }

    /// The dossier with exactly this submission number (mã nộp hồ sơ).
    public static func row(number: SubmissionNumber, in sql: any SQLConnection) throws -> DossierRow? {
        try sql.first("SELECT \(DossierRow.columns) FROM dossier WHERE number = ?1", [.text(number.text)]) {
            try DossierRow($0)
        }
    }

    /// Whatever was typed: a dossier code or a submission number; nil if it is neither or none is found.
    public static func row(typed: String, in sql: any SQLConnection) throws -> DossierRow? {
        for code in DossierCode.readings(typed: typed) {
            if let row = try row(code: code, in: sql) { return row }
        }
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
        guard let match = match(typed, index, units, sql.dialect) else { return [] }
        let older = position == nil ? "" : " AND \(match.id) < ?\(match.arguments.count + 1)"
        return try sql.query(
            "SELECT \(DossierRow.columns) FROM \(match.source)\(older) ORDER BY \(match.id) DESC LIMIT \(most)",
            match.arguments + (position.map { [.integer($0)] } ?? [])
        ) { try DossierRow($0) }
    }

    /// The rows' ids alone, newest first: one look at a frequent name gives both its first page and how many there are.
    public static func ids(
        _ typed: String, index: any ContactIndex, at units: [AgencyCode]?, most: Int, in sql: any SQLConnection
    ) throws -> [Int64] {
        guard let match = match(typed, index, units, sql.dialect) else { return [] }
        return try sql.query(
            "SELECT \(match.id) FROM \(match.source) ORDER BY \(match.id) DESC LIMIT \(most)", match.arguments
        ) { $0.integer(0) }
    }

    /// The dossiers of these rows, newest first.
    public static func rows(_ ids: [Int64], in sql: any SQLConnection) throws -> [DossierRow] {
        guard !ids.isEmpty else { return [] }
        let marks = ids.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        return try sql.query(
            "SELECT \(DossierRow.columns) FROM dossier WHERE id IN (\(marks)) ORDER BY id DESC",
            ids.map { .integer($0) }
        ) { try DossierRow($0) }
    }

    /// How many a search would find; counting stops at `most`.
    public static func count(
        _ typed: String, index: any ContactIndex, at units: [AgencyCode]? = nil, most: Int = 200,
        in sql: any SQLConnection
    ) throws -> ListCount {
        guard let match = match(typed, index, units, sql.dialect) else { return .none }
        return try ListCount(of: match.source, match.arguments, most: most, in: sql)
    }

    /// Names come from the engine's own index, in the order of its rows; numbers from the blind index.
    private static func match(
        _ typed: String, _ index: any ContactIndex, _ units: [AgencyCode]?, _ dialect: Dialect
    ) -> RowMatch? {
        let digits = typed.filter { $0.isASCII && $0.isNumber }
        guard digits.count >= 9, typed.allSatisfy({ !$0.isLetter }) else {
            return DossierSearch.match(typed, at: units, in: dialect)
        }
        var match = RowMatch(
            source: "dossier d WHERE (d.number_index = ?1 OR d.phone_index = ?2)",
            arguments: [.text(index.personalNumber(typed)), .text(index.phone(typed))], id: "d.id")
        if let units { match.narrow(to: units) }
        return match
    }
}
