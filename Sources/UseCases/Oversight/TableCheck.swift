import Store

/// Compares every table with one made anew from the records (đối chiếu các bảng với sổ cái).
///
/// Works on an office that is opened on a copy of the data folder: it leaves tables of its own behind there.
public struct TableCheck {
    /// A table that says something else than the records.
    public struct Difference: Hashable, Sendable {
        public var table: String
        /// Rows that the records do not account for.
        public var surplus: Int
        /// Rows that the records give and the table lacks.
        public var missing: Int
    }

    private let scratch: Office

    public init(onCopy scratch: Office) { self.scratch = scratch }

    /// - Parameter progress: told how many of how many records are done.
    /// - Returns: the tables that differ, in the order of `Rebuild`; none where all agree.
    public func run(progress: (_ done: Int, _ total: Int) -> Void) throws -> [Difference] {
        try scratch.store.writeNow { transaction in
            for table in Rebuild.tables {
                try transaction.sql.execute("CREATE TABLE \(TableCheck.kept(table)) AS SELECT * FROM \(table)")
            }
        }
        try Rebuild(scratch).run(progress: progress)
        return try scratch.store.readNow { sql in
            try Rebuild.tables.compactMap { table in
                let kept = TableCheck.kept(table)
                let surplus = try count(in: kept, butNot: table, sql)
                let missing = try count(in: table, butNot: kept, sql)
                return surplus + missing > 0 ? Difference(table: table, surplus: surplus, missing: missing) : nil
            }
        }
    }

    private static func kept(_ table: String) -> String { "kept_\(table)" }

    /// Every table has a key, so that no row stands in it twice and a difference of sets is one of rows.
    private func count(in table: String, butNot other: String, _ sql: any SQLConnection) throws -> Int {
        try sql.first("SELECT count(*) FROM (SELECT * FROM \(table) EXCEPT SELECT * FROM \(other)) AS rest") {
            Int($0.integer(0))
        } ?? 0
    }
}
