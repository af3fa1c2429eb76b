/// A table as its engine tells of it: columns, and the key in whose order its rows are copied (bảng cần chép).
///
/// Asked of the database, not written down here, so that a table that comes later is copied without anybody thinking
/// of it.
struct CopyTable: Hashable, Sendable {
    typealias Column = TableShape.Column

    var name: String
    var columns: [Column]
    /// Places of the primary key's columns, in the key's order.
    var key: [Int]

    /// Never copied: what each engine keeps for itself, and files, which have a way of their own.
    static let own: Set<String> = ["migration", "commit_mark", "stored_file"]

    /// Only ever added to; the database itself refuses anything else.
    static let growing: Set<String> = ["record", "audit_line"]

    /// The ends of logs. Copied last, so that a store that was copied by half has none and cannot be appended to.
    static let head = "head"

    /// The order in which tables are copied: what only grows first, the heads last.
    static func copied(in sql: any SQLConnection) throws -> [CopyTable] {
        func rank(_ table: CopyTable) -> Int {
            switch table.name {
            case "record": 0
            case "audit_line": 1
            case CopyTable.head: 3
            case _: 2
            }
        }
        return try all(in: sql).filter { !own.contains($0.name) }
            .sorted { (rank($0), $0.name) < (rank($1), $1.name) }
    }

    /// Every table but those of the full-text search and those in the making, in the order of their names.
    static func all(in sql: any SQLConnection) throws -> [CopyTable] {
        let text =
            switch sql.dialect {
            case .sqlite: sqliteColumns
            case .postgres: postgresColumns
            }
        var tables: [CopyTable] = []
        var keys: [[Int: Int]] = []
        let rows = try sql.query(text, []) { ($0.text(0), $0.text(1), $0.integer(2), Int($0.integer(3))) }
            .filter { !$0.0.hasSuffix(BesideTables.ending) }
        for (name, column, number, place) in rows {
            guard let kind = UInt8(exactly: number).flatMap({ ColumnKind(rawValue: $0) }) else {
                throw StoreError(.statement, "column \(column) holds something that is never stored", at: name)
            }
            if tables.last?.name != name {
                tables.append(CopyTable(name: name, columns: [], key: []))
                keys.append([:])
            }
            if place > 0 { keys[keys.count - 1][place] = tables[tables.count - 1].columns.count }
            tables[tables.count - 1].columns.append(Column(name: column, kind: kind))
        }
        for (index, key) in keys.enumerated() {
            guard !key.isEmpty else {
                throw StoreError(.statement, "it has no primary key to copy it by", at: tables[index].name)
            }
            tables[index].key = key.sorted { $0.key < $1.key }.map(\.value)
        }
        return tables
    }
}
