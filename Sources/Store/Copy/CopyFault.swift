public import Core
public import Ledger

/// Why a copy is not begun, or is not what it was made from (bản chép không dùng được).
public enum CopyFault: Error, Hashable, Sendable {
    /// The source holds no record: there is no province in it.
    case nothing
    /// The two were shaped by different programs: the last migration of each.
    case migrations(source: Int, target: Int)
    /// A table has other columns on the two sides, or is on one side alone.
    case shape(table: String)
    /// The target holds rows although it holds no record: they are not from here.
    case taken(table: String)
    /// Another log lies in the target.
    case otherLog(LogID)
    /// The target's first records have another root than as many of the source: another province, or a damaged copy.
    case otherRoot(LogID, size: Int)
    /// The target has more records than the source: it was in use since.
    case ahead(LogID, source: Int, target: Int)
    /// The target has fewer records than the source, and they are the source's first: the copy stops short.
    case behind(LogID, source: Int, target: Int)
    /// The keyring of the target belongs to another installation.
    case otherKeyring
    /// The first row that differs: in one side alone, or with other values.
    case row(table: String, key: String)
    /// A record of the target is not what was hashed.
    case flaw(LogID, LedgerFlaw)
    /// A stored file is on one side alone, or is not what its name says.
    case file(FileID)
    /// Words of the search are missing, or there are too many.
    case search(rows: Int, names: Int)
    /// The source was written to meanwhile.
    case moved
}

/// The steps of a copy, for whoever shows how far it is.
public enum CopyStep: String, Sendable {
    case keys, rows, files, search, check
}

/// What was copied and compared (kết quả chép).
public struct CopyReport: Hashable, Sendable {
    /// A table that is equal on both sides.
    public struct Table: Hashable, Sendable {
        public var name: String
        public var rows: Int
        /// SHA-256 over all rows in the order of their keys, the same from every engine.
        public var digest: String
    }

    /// A log whose records verify, and where it ends.
    public struct Log: Hashable, Sendable {
        public var log: LogID
        public var size: Int
        public var root: LedgerHash
    }

    public var tables: [Table]
    public var logs: [Log]
    public var files: Int
    /// Files of the source that are not what their names say: they are nowhere whole, and were left out.
    public var damaged: [FileID]
}
