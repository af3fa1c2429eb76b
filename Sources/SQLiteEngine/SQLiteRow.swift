import GRDBSQLite
import Store

/// The row a statement stands on.
struct SQLiteRow: SQLRow {
    let pointer: OpaquePointer

    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(pointer, CInt(column)) }

    func text(_ column: Int) -> String {
        // The pointer first, then the length: asked the other way round SQLite may measure another encoding.
        guard let start = sqlite3_column_text(pointer, CInt(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, CInt(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func blob(_ column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(pointer, CInt(column)) else { return [] }
        let count = Int(sqlite3_column_bytes(pointer, CInt(column)))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(pointer, CInt(column)) == SQLITE_NULL }
}
