import Core
import Foundation
import Ledger
import Testing

@testable import Store

@Suite("Packs of rows")
struct RowPackTests {
    private let folder = TestStore.newFolder().path
    private let table = TableShape(
        name: "t",
        columns: [
            TableShape.Column(name: "a", kind: .integer), TableShape.Column(name: "b", kind: .text),
            TableShape.Column(name: "c", kind: .blob),
        ])

    private struct Row: SQLRow {
        var values: [SQLValue]

        func integer(_ column: Int) -> Int64 { if case .integer(let value) = values[column] { value } else { 0 } }
        func text(_ column: Int) -> String { if case .text(let value) = values[column] { value } else { "" } }
        func blob(_ column: Int) -> [UInt8] { if case .blob(let value) = values[column] { value } else { [] } }
        func isNull(_ column: Int) -> Bool { values[column] == .null }
    }

    private func written(_ rows: [[SQLValue]]) throws -> ArchivePart {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let pack = try RowPack("rows.pack", in: folder)
        try pack.begin(table)
        for row in rows { try pack.add(Row(values: row), table) }
        return try pack.finish()
    }

    private func read() throws -> [[SQLValue]] {
        var rows: [[SQLValue]] = []
        try RowPackReader(folder + "/rows.pack").each { table, values in
            #expect(table == self.table)
            rows.append(values)
        }
        return rows
    }

    @Test func `what is written is read back, over the buffer's edges too`() throws {
        defer { remove() }
        var rows: [[SQLValue]] = [
            [.integer(.min), .text(""), .blob([])], [.null, .null, .null],
            [.integer(.max), .text("Đỗ"), .blob([0, 255])],
        ]
        for length in [1 << 10, 1 << 20, 3 << 20] {
            rows.append([
                .integer(1), .text(String(repeating: "ạ", count: length)), .blob(.init(repeating: 7, count: length)),
            ])
        }
        let part = try written(rows)
        #expect(try read() == rows)
        try part.check(in: folder) { _ in }
    }

    @Test func `a pack that ends early is told as damaged, wherever it ends`() throws {
        defer { remove() }
        let part = try written([[.integer(1), .text("Đỗ Thị"), .blob([1, 2, 3])], [.null, .text("x"), .null]])
        let path = folder + "/rows.pack"
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(whole.count == part.bytes)
        for length in RowPack.first.count..<whole.count {
            try whole.prefix(length).write(to: URL(fileURLWithPath: path))
            #expect(throws: ArchiveFault.damaged(path)) { try read() }
            #expect(throws: ArchiveFault.damaged(path)) { try part.check(in: folder) { _ in } }
        }
    }

    private func remove() {
        do { try FileManager.default.removeItem(atPath: folder) } catch { print("left behind: \(folder)") }
    }
}
