import Core

/// Fills the words of the search from the rows they belong to; PostgreSQL's index follows its table by itself.
struct SearchFilling {
    /// The table whose names are searched.
    static let table = "dossier"

    private let engine: StoreEngine
    private let page: Int

    init(_ engine: StoreEngine, page: Int) {
        self.engine = engine
        self.page = page
    }

    func run(progress: (_ done: Int, _ total: Int) -> Void) throws {
        guard engine.dialect == .sqlite else { return }
        let total = try engine.readNow { try SearchFilling.names($0) }
        try engine.writeNow { try DossierSearch.clear(in: $0.sql) }
        var last = Int64.min
        var done = 0
        while true {
            let rows = try engine.readNow { sql in
                try sql.query(
                    """
                    SELECT id, applicant_fold, intake, result FROM dossier
                    WHERE applicant_fold IS NOT NULL AND id > ?1 ORDER BY id LIMIT ?2
                    """, [.integer(last), SQLValue(page)]
                ) { (id: $0.integer(0), fold: $0.text(1), units: [AgencyCode($0.text(2)), AgencyCode($0.text(3))]) }
            }
            if rows.isEmpty { return }
            try engine.writeNow { transaction in
                for row in rows {
                    try DossierSearch.replace(nil, with: row.fold, units: row.units, row: row.id, in: transaction.sql)
                }
            }
            done += rows.count
            progress(done, max(done, total))
            if let end = rows.last { last = end.id }
        }
    }

    /// Throws `CopyFault.search` where there are not as many entries as names.
    static func check(_ sql: any SQLConnection) throws {
        guard sql.dialect == .sqlite else { return }
        let rows = try sql.first("SELECT count(*) FROM dossier_search") { Int($0.integer(0)) } ?? 0
        let names = try names(sql)
        guard rows == names else { throw CopyFault.search(rows: rows, names: names) }
    }

    private static func names(_ sql: any SQLConnection) throws -> Int {
        try sql.first("SELECT count(*) FROM dossier WHERE applicant_fold IS NOT NULL") { Int($0.integer(0)) } ?? 0
    }
}
