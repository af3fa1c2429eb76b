/// A table as text: a header line, columns apart by tabs, `#` lines are remarks (bảng dữ liệu dạng văn bản).
///
/// Spaces around a cell do not count. What spreadsheet programs add, a mark at the start and `\r` at line ends, is
/// taken; cells in quotation marks, which they write too, are refused, since the marks would end up in names.
struct TabTable {
    let name: String
    private let columns: [String: Int]
    let rows: [TabRow]

    /// - Parameter may: columns known beside `needs`, so that others are refused; nil to pass others over.
    /// - Throws: `CatalogueFault` naming file, line and column.
    init(name: String, bytes: [UInt8], needs: [String], may: [String]? = nil) throws(CatalogueFault) {
        let marked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        guard let text = String(validating: bytes.dropFirst(marked ? 3 : 0), as: UTF8.self) else {
            throw CatalogueFault(file: name, reason: .notUTF8)
        }
        self.name = name
        var header: [String: Int]?
        var headerLine = 1
        var rows: [TabRow] = []
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        for (index, line) in lines.enumerated() {
            if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") { continue }
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(TabTable.trimmed)
            guard let known = header else {
                header = try TabTable.columns(cells, file: name, line: index + 1, needs, may)
                headerLine = index + 1
                continue
            }
            let row = TabRow(file: name, line: index + 1, cells: cells, columns: known)
            guard cells.count <= known.count || cells[known.count...].allSatisfy(\.isEmpty) else {
                throw row.fault("", .tooManyCells)
            }
            for (column, index) in known where index < cells.count && cells[index].hasPrefix("\"") {
                throw row.fault(column, .quoted)
            }
            rows.append(row)
        }
        columns = header ?? [:]
        for column in needs where columns[column] == nil {
            throw CatalogueFault(file: name, line: headerLine, column: column, reason: .columnMissing)
        }
        self.rows = rows
    }

    private static func columns(
        _ cells: [String], file: String, line: Int, _ needs: [String], _ may: [String]?
    ) throws(CatalogueFault) -> [String: Int] {
        var columns: [String: Int] = [:]
        let last = cells.lastIndex { !$0.isEmpty } ?? -1
        for (index, cell) in cells[..<(last + 1)].enumerated() {
            if let may, !needs.contains(cell), !may.contains(cell) {
                throw CatalogueFault(file: file, line: line, column: cell, reason: .columnUnknown(needs + may))
            }
            guard columns.updateValue(index, forKey: cell) == nil else {
                throw CatalogueFault(file: file, line: line, column: cell, reason: .double)
            }
        }
        return columns
    }

    private static func trimmed(_ cell: Substring) -> String {
        let tail = cell.drop(while: \.isWhitespace)
        guard let last = tail.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(tail[...last])
    }
}

/// One line of a table; an absent cell is empty.
struct TabRow: Sendable {
    let file: String
    let line: Int
    fileprivate let cells: [String]
    fileprivate let columns: [String: Int]

    fileprivate init(file: String, line: Int, cells: [String], columns: [String: Int]) {
        self.file = file
        self.line = line
        self.cells = cells
        self.columns = columns
    }

    subscript(_ column: String) -> String {
        guard let index = columns[column], index < cells.count else { return "" }
        return cells[index]
    }

    /// The cell, or nil if it is empty.
    func optional(_ column: String) -> String? {
        let text = self[column]
        return text.isEmpty ? nil : text
    }

    func needed(_ column: String) throws(CatalogueFault) -> String {
        guard let text = optional(column) else { throw fault(column, .empty) }
        return text
    }

    /// The cell as a value; `missing` where it is empty, and without that a value is needed.
    func read<Value>(
        _ column: String, else missing: Value? = nil, _ understand: (String) -> Value?
    ) throws(CatalogueFault) -> Value {
        guard let text = optional(column) else {
            if let missing { return missing }
            throw fault(column, .empty)
        }
        guard let value = understand(text) else { throw fault(column, .notUnderstood(text)) }
        return value
    }

    /// `1` or `0`.
    func flag(_ column: String, else missing: Bool) throws(CatalogueFault) -> Bool {
        try read(column, else: missing) { ["1": true, "0": false][$0] }
    }

    /// True where the column beside a value says that it is made up for the demonstration.
    func isDemonstration(_ column: String) throws(CatalogueFault) -> Bool {
        try read(column, else: false) { ["demo": true, "source": false][$0] }
    }

    func fault(_ column: String, _ reason: CatalogueFault.Reason) -> CatalogueFault {
        CatalogueFault(file: file, line: line, column: column, reason: reason)
    }
}
