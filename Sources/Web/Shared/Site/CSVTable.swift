/// A table as a file that spreadsheets open (tệp CSV, RFC 4180): UTF-8 with its mark, so that Excel reads Vietnamese.
struct CSVTable {
    var head: [String]
    var rows: [[String]]

    var bytes: [UInt8] {
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
        for row in [head] + rows {
            bytes += Array(row.map { CSVTable.cell($0) }.joined(separator: ",").utf8)
            bytes += [0x0D, 0x0A]
        }
        return bytes
    }

    /// Quoted where a sign in it would end it; text that a spreadsheet would compute is made plain text.
    ///
    /// Why: what people typed as a name stands here, and a name beginning with `=` would run on the officer's computer.
    static func cell(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) { text = "'" + text }
        guard text.unicodeScalars.contains(where: { "\",\r\n;".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// - Parameter name: without its ending, letters and digits alone.
    func download(_ name: String) -> Reply { .download(bytes, "text/csv; charset=utf-8", name: name + ".csv") }
}
