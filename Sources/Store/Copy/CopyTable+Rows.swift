import Core

/// Rows in the order of their keys, a page at a time: no more is held in memory, however large the table.
extension CopyTable {
    /// Of a row, what finds it.
    func key(of row: [SQLValue]) -> [SQLValue] { key.map { row[$0] } }

    /// Rows after a key, or from the first.
    func page(after last: [SQLValue]?, limit: Int, in sql: any SQLConnection) throws -> [[SQLValue]] {
        let from = last.map { _ in "WHERE (\(keyList)) > (\(marks(from: 1)))" } ?? ""
        let text = "\(select) \(from) ORDER BY \(keyList) LIMIT ?\((last?.count ?? 0) + 1)"
        return try sql.query(text, (last ?? []) + [SQLValue(limit)], row)
    }

    /// Rows after a key, or from the first, up to another and with it.
    func range(after last: [SQLValue]?, through end: [SQLValue], in sql: any SQLConnection) throws -> [[SQLValue]] {
        let from = last.map { "(\(keyList)) > (\(marks(from: $0.count + 1))) AND " } ?? ""
        return try sql.query(
            "\(select) WHERE \(from)(\(keyList)) <= (\(marks(from: 1))) ORDER BY \(keyList)", end + (last ?? []), row)
    }

    /// True if there is a row after a key; without one, if there is any.
    func hasMore(after last: [SQLValue]?, in sql: any SQLConnection) throws -> Bool {
        let from = last.map { _ in "WHERE (\(keyList)) > (\(marks(from: 1)))" } ?? ""
        return try sql.first("SELECT 1 FROM \(name) \(from) LIMIT 1", last ?? []) { _ in true } ?? false
    }

    /// The key of the last row; nil while there is none.
    func lastKey(in sql: any SQLConnection) throws -> [SQLValue]? {
        let backwards = key.map { columns[$0].name + " DESC" }.joined(separator: ", ")
        return try sql.first("\(select) ORDER BY \(backwards) LIMIT 1") { key(of: try row($0)) }
    }

    func count(in sql: any SQLConnection) throws -> Int {
        try sql.first("SELECT count(*) FROM \(name)") { Int($0.integer(0)) } ?? 0
    }

    func insert(_ row: [SQLValue], in sql: any SQLConnection) throws {
        let all = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        try sql.post("INSERT INTO \(name) (\(list)) VALUES (\(all))", row)
    }

    func remove(_ key: [SQLValue], in sql: any SQLConnection) throws {
        try sql.execute("DELETE FROM \(name) WHERE (\(keyList)) = (\(marks(from: 1)))", key)
    }

    func removeAll(after last: [SQLValue]?, in sql: any SQLConnection) throws {
        let from = last.map { _ in "WHERE (\(keyList)) > (\(marks(from: 1)))" } ?? ""
        try sql.execute("DELETE FROM \(name) \(from)", last ?? [])
    }

    /// A key as people can look it up.
    func words(of key: [SQLValue]) -> String {
        zip(self.key, key).map { place, value in
            let said: String =
                switch value {
                case .null: "null"
                case .integer(let number): "\(number)"
                case .text(let text): text
                case .blob(let bytes): hexadecimal(bytes)
                }
            return "\(columns[place].name) \(said)"
        }.joined(separator: ", ")
    }

    private func row(_ source: any SQLRow) throws -> [SQLValue] {
        columns.enumerated().map { place, column in
            if source.isNull(place) { return .null }
            return switch column.kind {
            case .integer: .integer(source.integer(place))
            case .text: .text(source.text(place))
            case .blob: .blob(source.blob(place))
            }
        }
    }

    private var select: String { "SELECT \(list) FROM \(name)" }
    private var list: String { columns.map(\.name).joined(separator: ", ") }
    private var keyList: String { key.map { columns[$0].name }.joined(separator: ", ") }

    private func marks(from first: Int) -> String {
        key.indices.map { "?\(first + $0)" }.joined(separator: ", ")
    }
}
