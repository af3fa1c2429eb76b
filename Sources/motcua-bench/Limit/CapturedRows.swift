/// The rows that a load added to one database, table by table, as they lie there.
struct CapturedRows {
    struct Table {
        var insert: String
        var rows: [[RawValue]]
    }

    private(set) var tables: [String: Table] = [:]

    /// How far each table had come before the load.
    static func marks(in path: String) throws(RawSQLite.Failure) -> [String: Int64] {
        let database = try RawSQLite(path: path)
        var marks: [String: Int64] = [:]
        for name in try names(in: database) {
            if case .integer(let last) = try database.rows("SELECT coalesce(max(rowid), 0) FROM \(name)").first?.first {
                marks[name] = last
            }
        }
        return marks
    }

    /// Reads what came after the marks.
    init(from path: String, after marks: [String: Int64]) throws(RawSQLite.Failure) {
        let database = try RawSQLite(path: path)
        for (name, mark) in marks {
            let rows = try database.rows("SELECT * FROM \(name) WHERE rowid > ?1 ORDER BY rowid", [.integer(mark)])
            guard let width = rows.first?.count else { continue }
            let places = (1...width).map { "?\($0)" }.joined(separator: ", ")
            tables[name] = Table(insert: "INSERT INTO \(name) VALUES (\(places))", rows: rows)
        }
    }

    var count: Int { tables.values.reduce(0) { $0 + $1.rows.count } }

    /// The n-th of so many equal parts of every table.
    func part(_ number: Int, of parts: Int) -> [(insert: String, rows: ArraySlice<[RawValue]>)] {
        tables.sorted { $0.key < $1.key }.map { _, table in
            let bounds = (table.rows.count * number / parts)..<(table.rows.count * (number + 1) / parts)
            return (table.insert, table.rows[bounds])
        }
    }

    /// Tables that hold rows of their own; a full-text index is filled from its table.
    private static func names(in database: RawSQLite) throws(RawSQLite.Failure) -> [String] {
        let rows = try database.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                + "AND name NOT LIKE 'dossier_search%' AND name NOT IN ('head', 'migration')")
        return rows.compactMap { row in
            guard case .text(let name) = row.first else { return nil }
            return String(decoding: name, as: UTF8.self)
        }
    }
}
