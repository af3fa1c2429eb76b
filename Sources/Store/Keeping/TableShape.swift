/// What a column holds; the number stands in archives and never changes.
enum ColumnKind: UInt8, Sendable {
    case integer = 1
    case text = 2
    case blob = 3
}

/// A table's name and columns, as the database itself tells them.
struct TableShape: Hashable, Sendable {
    struct Column: Hashable, Sendable {
        var name: String
        var kind: ColumnKind
    }

    var name: String
    var columns: [Column]

    /// Every column in its order.
    var select: String { "SELECT \(list) FROM \(name)" }
    var insert: String {
        "INSERT INTO \(name) (\(list)) VALUES (\(columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")))"
    }

    private var list: String { columns.map(\.name).joined(separator: ", ") }

    /// Made again from records and keys, or of no use to another process; everything else is kept.
    ///
    /// Why so: a table that comes later is kept without anybody thinking of it. Sessions and codes end with the
    /// process that is restored, for nobody knows how long ago they were left behind.
    static let made: Set<String> = [
        "record", "migration", "dossier", "dossier_order", "clock_entry", "reception_refusal", "consultation",
        "tally", "province", "agency", "sector", "procedure_version", "calendar", "officer", "erasure", "session",
        "one_time_code", "lease",
    ]

    /// Only ever added to, in the order of its identifiers, which begin with the moment.
    static let growing = "audit_line"

    /// The tables that nothing else brings back, in the order of their names.
    static func kept(in sql: any SQLConnection) throws -> [TableShape] {
        try all(in: sql).filter { !made.contains($0.name) && !CopyTable.own.contains($0.name) }
    }

    /// A table as it is now; nil where there is none of this name.
    static func find(_ name: String, in sql: any SQLConnection) throws -> TableShape? {
        try all(in: sql).first { $0.name == name }
    }

    private static func all(in sql: any SQLConnection) throws -> [TableShape] {
        try CopyTable.all(in: sql).map { TableShape(name: $0.name, columns: $0.columns) }
    }
}
