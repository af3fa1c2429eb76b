/// What a statement's text says about itself, read once (dạng câu lệnh): what it may read, what it changes, and whether
/// it does nothing but add a row.
struct PostgresShape: Sendable {
    /// The text in PostgreSQL's form.
    let sql: String
    /// It only asks.
    let isQuestion: Bool
    /// The one table that it changes; nil for a question, and for what nothing may pass, as it begins, marks or ends
    /// something, or cannot be told.
    let changes: Substring?
    /// The text of its row, where it does nothing but add one row of values.
    let row: PostgresRowText?
    /// Every word of the text: more than the tables it may touch, and never fewer.
    private let words: Set<Substring>

    /// - Parameter sql: in the program's own form.
    init(_ sql: String) {
        let text = PostgresDialect.translate(sql)
        self.sql = text
        isQuestion = text.hasPrefix("SELECT")
        let start = text.prefixMatch(of: /(?:INSERT INTO|UPDATE|DELETE FROM) ([a-z0-9_]+)\s/)
        let changes = start?.output.1
        self.changes = changes
        row = PostgresRowText(text)
        let named = row == nil ? text.split { !$0.isLetter && !$0.isNumber && $0 != "_" } : [changes].compactMap(\.self)
        words = Set(named)
    }

    /// Whether it may as well be sent after `other`, which was given later and touches other tables.
    func mayFollow(_ other: PostgresShape) -> Bool {
        guard let changes, other.isQuestion || other.row != nil else { return false }
        guard !other.words.contains(changes) else { return false }
        // A row of values reads no table, so it matters only to what names the table it is added to.
        return other.isQuestion || other.changes.map { !words.contains($0) } ?? false
    }
}

/// The text of one added row, cut at its arguments, so that it can be written for many (dòng dữ liệu).
struct PostgresRowText: Sendable {
    /// Up to the rows.
    private let head: String
    /// What stands before each argument of a row, and the argument's number.
    private let pieces: [(before: String, number: Int)]
    private let end: String

    /// Nil where the text does more than add one row of plain values.
    init?(_ text: String) {
        let form = /(INSERT INTO [a-z0-9_]+(?: AS [a-z0-9_]+)? \([a-z0-9_,\s]+\)\s+VALUES\s+)\(([0-9a-zA-Z$,\s]*)\)\s*/
        guard let match = text.wholeMatch(of: form) else { return nil }
        var pieces: [(before: String, number: Int)] = []
        var rest = match.output.2[...]
        var before = "("
        while let mark = rest.firstIndex(of: "$") {
            before += rest[..<mark]
            rest = rest[rest.index(after: mark)...]
            let digits = rest.prefix { $0.isNumber }
            guard let number = Int(digits) else { return nil }
            pieces.append((before, number))
            before = ""
            rest = rest[digits.endIndex...]
        }
        head = String(match.output.1)
        self.pieces = pieces
        end = before + rest + ")"
    }

    /// The text of so many rows: the arguments of the second follow those of the first, `arguments` each.
    func text(rows: Int, arguments: Int) -> String {
        var text = head
        for row in 0..<rows {
            if row > 0 { text += ", " }
            for piece in pieces {
                text += piece.before
                text += "$\(piece.number + row * arguments)"
            }
            text += end
        }
        return text
    }
}

/// Rows of one table from several statements in one (gộp câu lệnh): parsed and planned once instead of once for each.
enum PostgresRows {
    /// Rows in one statement at most; with the widest table far below what a message may name.
    static let most = 64

    /// The same statements, rows of one table together wherever nothing between them touches that table.
    static func together(_ statements: [PostgresStatement]) -> [PostgresStatement] {
        guard statements.count > 1 else { return statements }
        var groups: [[PostgresStatement]] = []
        for statement in statements {
            if let place = place(for: statement, in: groups) {
                groups[place].append(statement)
            } else {
                groups.append([statement])
            }
        }
        return groups.map { $0.count == 1 ? $0[0] : PostgresStatement(rowsOf: $0) }
    }

    /// The group that the row may join: the statements after it do not mind coming later than the row.
    private static func place(for statement: PostgresStatement, in groups: [[PostgresStatement]]) -> Int? {
        guard statement.shape.row != nil else { return nil }
        for index in groups.indices.reversed() {
            let first = groups[index][0]
            if first.origin == statement.origin, first.count == statement.count, groups[index].count < most {
                return index
            }
            if !first.shape.mayFollow(statement.shape) { return nil }
        }
        return nil
    }
}
