import Core
import Crypto

/// One forward step of a database's shape, with the same number on every engine.
///
/// A released migration never changes: its checksum is stored where it was carried out, and compared at each start.
public struct Migration: Sendable {
    /// One SQL statement, for every engine or for one of them.
    public enum Statement: Sendable, ExpressibleByStringLiteral {
        /// SQL that every engine takes (see `Dialect`).
        case everywhere(String)
        /// SQL of one engine: triggers, grants, full-text tables.
        case only(Dialect, String)

        public init(stringLiteral value: String) { self = .everywhere(value) }
    }

    public let number: Int
    /// What it brings, as in `ledger` or `dossier-tables`.
    public let name: String
    /// The lowest number that a program must know to work with the database afterwards.
    ///
    /// Why: a migration that only adds leaves the previous program running, so that an upgrade can be taken back;
    /// one that removes raises this to its own number.
    public let programFrom: Int
    public let statements: [Statement]
    /// Whether the tables of dossiers must be made again from the records, as when it added a column to one: a server
    /// does so beside its work once it has started (`BesideTables`).
    public let remakesTables: Bool

    /// - Parameter programFrom: the number itself unless said, so that an older program is refused.
    public init(
        number: Int, name: String, programFrom: Int? = nil, remakesTables: Bool = false, statements: [Statement]
    ) {
        self.number = number
        self.name = name
        self.programFrom = programFrom ?? number
        self.remakesTables = remakesTables
        self.statements = statements
    }

    /// The statements for one engine, one each, in order.
    public func statements(for dialect: Dialect) -> [String] {
        statements.compactMap { statement in
            switch statement {
            case .everywhere(let sql): sql
            case .only(dialect, let sql): sql
            case .only: nil
            }
        }
    }

    /// SHA-256 of the statements for one engine, in hexadecimal.
    func checksum(for dialect: Dialect) -> String {
        var hash = SHA256()
        for statement in statements(for: dialect) { hash.update(data: Array((statement + "\u{0}").utf8)) }
        return hexadecimal(hash.finalize())
    }
}
