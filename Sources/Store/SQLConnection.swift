/// A value that both engines store alike: instants and money as integers, ids and JSON as text.
public enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

/// One row of an answer, its columns by position; valid only inside the closure that is given it.
///
/// Columns count from 0. Reading a NULL, or a value of another kind, is a mistake in the program: ask `isNull` first.
public protocol SQLRow {
    func integer(_ column: Int) -> Int64
    func text(_ column: Int) -> String
    func blob(_ column: Int) -> [UInt8]
    func isNull(_ column: Int) -> Bool
}

/// A connection inside `store.read { }` or `store.write { }`: synchronous, on a thread of the store's own.
///
/// Parameters are numbered `?1`, `?2` … in the order of `arguments`; the dialect of an engine rewrites what it must.
/// Statements are prepared once and kept. Throws `StoreError` alone.
public protocol SQLConnection: AnyObject {
    /// The SQL that the engine underneath speaks.
    var dialect: Dialect { get }

    /// Runs a statement that answers rows, and gives what `row` makes of each, in their order.
    func query<Row>(_ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Row) throws -> [Row]

    /// Runs a statement that answers nothing; gives the number of rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// Runs a statement whose outcome nobody branches on, such as the row of a record.
    ///
    /// An engine at the end of a wire sends several together; a failure then shows at a later statement and undoes the
    /// whole transaction.
    func post(_ sql: String, _ arguments: [SQLValue]) throws
}

extension SQLConnection {
    /// Runs it at once, where nothing is won by waiting.
    public func post(_ sql: String, _ arguments: [SQLValue]) throws { try execute(sql, arguments) }

    /// The first row of the answer, or nil.
    public func first<Row>(
        _ sql: String, _ arguments: [SQLValue] = [], _ row: (any SQLRow) throws -> Row
    ) throws -> Row? {
        try query(sql, arguments, row).first
    }

    /// Runs a statement without parameters; gives the number of rows it changed.
    @discardableResult
    public func execute(_ sql: String) throws -> Int { try execute(sql, []) }
}

extension SQLRow {
    /// The number, or nil for NULL.
    public func integerOrNil(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }
    /// The text, or nil for NULL.
    public func textOrNil(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    /// The bytes, or nil for NULL.
    public func blobOrNil(_ column: Int) -> [UInt8]? { isNull(column) ? nil : blob(column) }
}

extension SQLValue {
    public init(_ value: Int) { self = .integer(Int64(value)) }
    /// NULL for nil.
    public init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
    /// NULL for nil.
    public init(_ value: Int64?) { self = value.map { .integer($0) } ?? .null }
    /// NULL for nil; an empty text stays one.
    public init(_ value: String?) { self = value.map { .text($0) } ?? .null }
    /// NULL for nil; no bytes stay a value.
    public init(_ value: [UInt8]?) { self = value.map { .blob($0) } ?? .null }
}
