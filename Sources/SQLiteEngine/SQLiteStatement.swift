import GRDBSQLite
import Store

/// A prepared statement; its owner keeps it on one thread at a time.
final class SQLiteStatement {
    let pointer: OpaquePointer
    /// True while its rows are being read: whoever asks for the same SQL meanwhile gets a statement of their own.
    var inUse = false
    private let parameters: Int
    private let handle: OpaquePointer

    /// Compiles one statement; two at once are refused, because SQLite would silently leave the second out.
    init(_ sql: String, on handle: OpaquePointer, kept: Bool) throws {
        var sql = sql
        var pointer: OpaquePointer?
        let flags = kept ? CUnsignedInt(SQLITE_PREPARE_PERSISTENT) : 0
        let rest: Bool? = sql.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) { text -> Bool? in
                var tail: UnsafePointer<CChar>?
                let length = CInt(text.count)
                guard sqlite3_prepare_v3(handle, text.baseAddress, length, flags, &pointer, &tail) == SQLITE_OK else {
                    return nil
                }
                guard let start = text.baseAddress, let tail else { return false }
                return text[(tail - start)...].contains { !SQLiteStatement.blank.contains($0) }
            }
        }
        guard let rest else { throw SQLiteFailure.last(handle, place: sql) }
        guard let pointer, !rest else {
            sqlite3_finalize(pointer)
            throw StoreError(.statement, "exactly one statement is wanted", at: sql)
        }
        self.pointer = pointer
        self.handle = handle
        parameters = Int(sqlite3_bind_parameter_count(pointer))
    }

    deinit { sqlite3_finalize(pointer) }

    private static let blank = " \n\t;".utf8.map { CChar(bitPattern: $0) }
    /// Tells SQLite to copy the bytes at once.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    func bind(_ arguments: [SQLValue]) throws {
        guard arguments.count == parameters else {
            throw StoreError(.statement, "\(parameters) arguments wanted, \(arguments.count) given", at: text)
        }
        for index in arguments.indices {
            let place = CInt(index + 1)
            let code: CInt
            switch arguments[index] {
            case .null: code = sqlite3_bind_null(pointer, place)
            case .integer(let value): code = sqlite3_bind_int64(pointer, place, value)
            // Nothing to point at would be bound as null.
            case .text(let value) where value.isEmpty:
                code = sqlite3_bind_text(pointer, place, "", 0, SQLiteStatement.copied)
            case .blob(let value) where value.isEmpty: code = sqlite3_bind_zeroblob(pointer, place, 0)
            case .text(var value):
                code = value.withUTF8 { bytes in
                    bytes.withMemoryRebound(to: CChar.self) { bytes in
                        sqlite3_bind_text(
                            pointer, place, bytes.baseAddress, CInt(bytes.count), SQLiteStatement.copied)
                    }
                }
            case .blob(let value):
                code = value.withUnsafeBytes { bytes in
                    sqlite3_bind_blob64(
                        pointer, place, bytes.baseAddress, sqlite3_uint64(bytes.count), SQLiteStatement.copied)
                }
            }
            if code != SQLITE_OK { throw SQLiteFailure.last(handle, place: text) }
        }
    }

    /// Moves to the next row; false at the end.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw SQLiteFailure.last(handle, place: text)
        }
    }

    /// Makes it ready for the next caller and lets go of the values bound, which may be personal.
    func reset() {
        sqlite3_reset(pointer)
        if parameters > 0 { sqlite3_clear_bindings(pointer) }
    }

    private var text: String { sqlite3_sql(pointer).map { String(cString: $0) } ?? "statement" }
}
