import Core

/// Rows of tables in one file (gói dữ liệu bảng), the same from every engine: what is copied with one is restored on
/// another.
///
/// A first line that names the form; then, for each table, its name, its columns and its rows. Texts and bytes stand
/// behind their length, numbers are 8 bytes, the highest first.
final class RowPack {
    static let first = Array("motcua rows 1\n".utf8)
    private let part: PartWriter
    private var row: [UInt8] = []

    init(_ name: String, in folder: String) throws {
        part = try PartWriter(name, in: folder)
        try part.append(RowPack.first)
    }

    /// Begins a table; the rows that follow are its.
    func begin(_ table: TableShape) throws {
        var head: [UInt8] = [RowMark.table]
        head.append(counted: table.name)
        head.append(number: Int64(table.columns.count))
        for column in table.columns {
            head.append(counted: column.name)
            head.append(column.kind.rawValue)
        }
        try part.append(head)
    }

    /// Adds the row that a query of the table's columns stands on.
    func add(_ source: any SQLRow, _ table: TableShape) throws {
        row.removeAll(keepingCapacity: true)
        row.append(RowMark.row)
        for (index, column) in table.columns.enumerated() {
            if source.isNull(index) {
                row.append(0)
                continue
            }
            row.append(column.kind.rawValue)
            switch column.kind {
            case .integer: row.append(number: source.integer(index))
            case .text: row.append(counted: source.text(index))
            case .blob:
                let bytes = source.blob(index)
                row.append(number: Int64(bytes.count))
                row.append(contentsOf: bytes)
            }
        }
        try part.append(row)
    }

    func finish() throws -> ArchivePart {
        try part.append([RowMark.end])
        return try part.finish()
    }
}

/// What comes next in a pack.
enum RowMark {
    static let end: UInt8 = 0
    static let table: UInt8 = 1
    static let row: UInt8 = 2
}

extension [UInt8] {
    mutating func append(number: Int64) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    mutating func append(counted text: String) {
        append(number: Int64(text.utf8.count))
        append(contentsOf: text.utf8)
    }
}

/// Reads a pack of rows back, in the order in which they were written.
struct RowPackReader {
    private let reader: PartReader

    /// Throws `ArchiveFault.newer` for another form than this program's.
    init(_ path: String) throws {
        reader = try PartReader(path)
        guard Array(try reader.take(RowPack.first.count)) == RowPack.first else { throw ArchiveFault.newer(path) }
    }

    /// Calls `row` for each row with its table.
    func each(_ body: (_ table: TableShape, _ values: [SQLValue]) throws -> Void) throws {
        var table: TableShape?
        while true {
            switch try reader.next() {
            case RowMark.table: table = try shape()
            case RowMark.row:
                guard let table else { throw ArchiveFault.damaged(reader.path) }
                try body(table, try table.columns.map { _ in try value() })
            case RowMark.end: return
            case _: throw ArchiveFault.damaged(reader.path)
            }
        }
    }

    private func shape() throws -> TableShape {
        let name = try reader.text()
        let count = try reader.number()
        guard (1...1_000).contains(count) else { throw ArchiveFault.damaged(reader.path) }
        let columns = try (0..<count).map { _ in
            let name = try reader.text()
            guard let kind = try reader.next().flatMap({ ColumnKind(rawValue: $0) }) else {
                throw ArchiveFault.damaged(reader.path)
            }
            return TableShape.Column(name: name, kind: kind)
        }
        return TableShape(name: name, columns: columns)
    }

    private func value() throws -> SQLValue {
        guard let mark = try reader.next() else { throw ArchiveFault.damaged(reader.path) }
        if mark == 0 { return .null }
        switch ColumnKind(rawValue: mark) {
        case .integer: return .integer(try reader.number())
        case .text: return .text(try reader.text())
        case .blob: return .blob(Array(try reader.counted()))
        case nil: throw ArchiveFault.damaged(reader.path)
        }
    }
}
