/// A connection on which the tables in the making go by the names of those that answer: so one projection fills both.
///
/// Statements name a table after `FROM`, `INTO`, `JOIN` or `UPDATE`, and its columns by the table's name or by none.
public final class BesideConnection: SQLConnection {
    /// What statements are called there, kept from one transaction to the next.
    public final class Texts {
        fileprivate var known: [String: String] = [:]

        public init() {}
    }

    private let sql: any SQLConnection
    private let texts: Texts

    /// - Parameter sql: the connection of a transaction in which tables are in the making.
    public init(_ sql: any SQLConnection, _ texts: Texts = Texts()) {
        self.sql = sql
        self.texts = texts
    }

    public var dialect: Dialect { sql.dialect }

    /// As `sql`, on the tables in the making.
    public func query<Row>(
        _ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Row
    ) throws -> [Row] { try self.sql.query(beside(sql), arguments, row) }

    /// As `sql`, on the tables in the making.
    @discardableResult
    public func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try self.sql.execute(beside(sql), arguments)
    }

    /// As `sql`, on the tables in the making.
    public func post(_ sql: String, _ arguments: [SQLValue]) throws { try self.sql.post(beside(sql), arguments) }

    private func beside(_ text: String) -> String {
        if let known = texts.known[text] { return known }
        let new = BesideConnection.translate(text)
        // Statements that set what differs are many, and few of them return.
        if texts.known.count >= 500 { texts.known = [:] }
        texts.known[text] = new
        return new
    }

    static func translate(_ text: String) -> String {
        var words: [Substring] = []
        var before: Substring = ""
        var rest = text[...]
        while let first = rest.first {
            let isWord = first.isLetter || first.isNumber || first == "_"
            let word = rest.prefix { ($0.isLetter || $0.isNumber || $0 == "_") == isWord }
            rest = rest.dropFirst(word.count)
            if word == "dossier_search" {
                // A full-text table has a column of its own name, which goes with it.
                words.append("dossier_search\(BesideTables.ending)")
            } else if BesideTables.names.contains(String(word)), keywords.contains(before) {
                words.append("\(word)\(BesideTables.ending) AS \(word)")
            } else {
                words.append(word)
            }
            if isWord { before = word } else if !word.allSatisfy(\.isWhitespace) { before = "" }
        }
        return words.joined()
    }

    private static let keywords: Set<Substring> = ["FROM", "INTO", "JOIN", "UPDATE"]
}
