public import Core

/// A table as text: a header line, columns apart by tabs, `#` lines are remarks (bảng dữ liệu dạng văn bản).
struct TabTable {
    let name: String
    private let columns: [String: Int]
    let rows: [TabRow]

    /// - Throws: `CatalogueFault` naming file, line and column.
    init(name: String, bytes: [UInt8], needs: [String]) throws(CatalogueFault) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CatalogueFault(file: name, line: 0, column: "", reason: .notUTF8)
        }
        self.name = name
        var header: [String: Int]?
        var rows: [TabRow] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.hasSuffix("\r") ? line.dropLast() : line
            if line.isEmpty || line.hasPrefix("#") { continue }
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard let known = header else {
                header = Dictionary(cells.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
                continue
            }
            guard cells.count <= known.count else {
                throw CatalogueFault(file: name, line: index + 1, column: "", reason: .tooManyCells)
            }
            rows.append(TabRow(file: name, line: index + 1, cells: cells, columns: known))
        }
        columns = header ?? [:]
        for column in needs where columns[column] == nil {
            throw CatalogueFault(file: name, line: 1, column: column, reason: .columnMissing)
        }
        self.rows = rows
    }
}

/// One line of a table; an absent cell is empty.
struct TabRow {
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

    func fault(_ column: String, _ reason: CatalogueFault.Reason) -> CatalogueFault {
        CatalogueFault(file: file, line: line, column: column, reason: reason)
    }
}

/// Why a catalogue file is not taken: which file, line and column, and what is wrong there.
public struct CatalogueFault: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        case notUTF8, columnMissing, tooManyCells, empty, double
        /// The text is none that this column takes.
        case notUnderstood(String)
        case workflow(WorkflowFault)
        case calendar(CalendarRefusal)
    }

    public var file: String
    /// 1 for the first line; 0 for the whole file.
    public var line: Int
    public var column: String
    public var reason: Reason
}
