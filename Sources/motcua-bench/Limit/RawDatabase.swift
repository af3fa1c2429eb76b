import Store

/// A value as an engine keeps it.
enum RawValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text([UInt8])
    case blob([UInt8])

    init(_ value: SQLValue) {
        switch value {
        case .null: self = .null
        case .integer(let number): self = .integer(number)
        case .text(let text): self = .text(Array(text.utf8))
        case .blob(let bytes): self = .blob(bytes)
        }
    }

    static func text(_ text: String) -> RawValue { .text(Array(text.utf8)) }

    /// The number, or 0 for anything else.
    var number: Int64 { if case .integer(let number) = self { number } else { 0 } }

    /// The text, or nil for anything else.
    var string: String? { if case .text(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { nil } }
}

/// What an engine said against a statement.
struct RawFailure: Error, CustomStringConvertible {
    var description: String
}

/// An engine's own C interface with nothing between: what the engine itself can do.
///
/// Parameters are written `?1`, `?2` … for both engines.
protocol RawDatabase: AnyObject {
    /// Runs statements without values.
    func run(_ text: String) throws(RawFailure)

    /// Runs one prepared statement with its values; an engine at the end of a wire may send it with those that follow.
    func run(_ text: String, _ values: [RawValue]) throws(RawFailure)

    /// Waits for the answers of all that was sent.
    func flush() throws(RawFailure)

    /// All rows of a query.
    func rows(_ text: String, _ values: [RawValue]) throws(RawFailure) -> [[RawValue]]

    /// The columns of a table in their order; none for a table that is not there.
    func columns(of table: String) throws(RawFailure) -> [String]

    /// How far the database has come, by table, for `rows(of:after:)`.
    func marks(_ tables: [String]) throws(RawFailure) -> [String: Int64]

    /// The rows of a table that came after its mark, in the order in which they came.
    func rows(of table: String, after mark: Int64) throws(RawFailure) -> [[RawValue]]
}

extension RawDatabase {
    func rows(_ text: String) throws(RawFailure) -> [[RawValue]] { try rows(text, []) }

    /// An insertion of whole rows.
    func insertion(into table: String) throws(RawFailure) -> String {
        let columns = try columns(of: table)
        let places = (1...max(1, columns.count)).map { "?\($0)" }.joined(separator: ", ")
        return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
    }
}

/// One statement with its values.
struct RawStatement: Sendable {
    var text: String
    var values: [RawValue]
}
