import GRDB
import GRDBSQLite
import Store

/// What SQLite says, in the store's own codes.
enum SQLiteFailure {
    /// The failure of the last call on a connection; `place` names the statement or the file.
    static func last(_ handle: OpaquePointer?, place: String) -> StoreError {
        let text = sqlite3_errmsg(handle).map { String(cString: $0) } ?? "out of memory"
        return make(extended: sqlite3_extended_errcode(handle), text: text, place: place)
    }

    /// The same for what GRDB throws; a failure of ours passes as it is.
    static func from(_ error: any Error, place: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        return make(
            extended: error.extendedResultCode.rawValue, text: error.message ?? "no message", place: place)
    }

    static func make(extended: CInt, text: String, place: String) -> StoreError {
        StoreError(code(extended: extended, text: text), text, at: place)
    }

    private static func code(extended: CInt, text: String) -> StoreError.Code {
        switch extended & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT: return .busy
        case SQLITE_FULL: return .diskFull
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: return .readOnly
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT: return .corrupt
        case SQLITE_IOERR, SQLITE_NOMEM, SQLITE_PROTOCOL: return .disk
        case SQLITE_CANTOPEN: return .unreachable
        case SQLITE_CONSTRAINT: return constraint(extended: extended, text: text)
        default: return .statement
        }
    }

    private static func constraint(extended: CInt, text: String) -> StoreError.Code {
        // The extended codes are macros with a shift, which Swift does not import: 19 | n << 8.
        switch extended >> 8 {
        case 6, 8, 10: return .duplicate  // primary key, unique, rowid
        case 7: return text.hasPrefix("immutable") ? .immutable : .constraint  // trigger
        default: return .constraint
        }
    }
}
