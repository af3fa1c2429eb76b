/// The shape of a table that answers, given to one in the making (cấu trúc bảng dựng song song).
///
/// On SQLite indexes keep a name of their own after the switch, for it cannot rename one: with the ending, or without
/// it where the table's own has it already. A migration that drops one there has to drop either name.
enum BesideShape {
    static func make(_ table: String, in sql: any SQLConnection) throws {
        switch sql.dialect {
        case .sqlite: try makeSQLite(table, sql)
        case .postgres: try makePostgres(table, sql)
        }
    }

    static func makeSearch(in sql: any SQLConnection) throws { try makeSQLite("dossier_search", sql) }

    private static func makeSQLite(_ table: String, _ sql: any SQLConnection) throws {
        let texts = try sql.query(
            """
            SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ?1 AND sql IS NOT NULL \
            AND type IN ('table', 'index') ORDER BY type DESC, name
            """, [.text(table)]
        ) { (type: $0.text(0), name: $0.text(1), sql: $0.text(2)) }
        for text in texts {
            let next = text.type == "table" ? table + BesideTables.ending : other(text.name)
            try sql.execute(try renamed(text.sql, text.name, next, on: text.type == "index" ? table : nil))
        }
    }

    private static func makePostgres(_ table: String, _ sql: any SQLConnection) throws {
        let next = table + BesideTables.ending
        try sql.execute("CREATE TABLE \(next) (LIKE \(table) INCLUDING DEFAULTS INCLUDING CONSTRAINTS)")
        let constraints = try sql.query(
            """
            SELECT conname::text, pg_get_constraintdef(oid) FROM pg_catalog.pg_constraint \
            WHERE conrelid = to_regclass(?1::text) AND contype IN ('p', 'u') ORDER BY conname
            """, [.text(table)]
        ) { ($0.text(0), $0.text(1)) }
        for (name, definition) in constraints {
            try sql.execute("ALTER TABLE \(next) ADD CONSTRAINT \(other(name)) \(definition)")
        }
        let indexes = try sql.query(
            """
            SELECT c.relname::text, pg_get_indexdef(c.oid) FROM pg_catalog.pg_index i \
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = to_regclass(?1::text) \
            AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint n WHERE n.conindid = i.indexrelid) ORDER BY 1
            """, [.text(table)]
        ) { ($0.text(0), $0.text(1)) }
        for (name, definition) in indexes {
            // INDEX name ON schema.table USING …
            guard let on = definition.firstRange(of: " ON "), let using = definition.firstRange(of: " USING ") else {
                throw StoreError(.statement, "an index is told otherwise than expected: \(definition)", at: name)
            }
            let begin = definition[..<on.lowerBound].replacing(name, with: other(name))
            try sql.execute("\(begin) ON \(next)\(definition[using.lowerBound...])")
        }
        try grant(next, like: table, in: sql)
    }

    /// Gives the indexes of a table that has changed places, and the constraints they stand for, their plain names.
    static func settleNames(of table: String, in sql: any SQLConnection) throws {
        guard sql.dialect == .postgres else { return }
        let names = try sql.query(
            """
            SELECT c.relname::text FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
            WHERE i.indrelid = to_regclass(?1::text) ORDER BY 1
            """, [.text(table)]
        ) { $0.text(0) }
        for name in names where name.hasSuffix(BesideTables.ending) {
            try sql.execute("ALTER INDEX \(name) RENAME TO \(other(name))")
        }
    }

    /// Gives a table in the making the owner of the one whose place it will take, whoever makes it.
    private static func own(_ next: String, like table: String, in sql: any SQLConnection) throws {
        let owner = try sql.first(
            """
            SELECT quote_ident(r.rolname) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_roles r ON r.oid = c.relowner \
            WHERE c.oid = to_regclass(?1::text) AND r.rolname <> current_user
            """, [.text(table)]
        ) { $0.text(0) }
        if let owner { try sql.execute("ALTER TABLE \(next) OWNER TO \(owner)") }
    }

    /// Who owns a table and what roles may do with it, holds for the one that takes its place.
    static func grant(_ next: String, like table: String, in sql: any SQLConnection) throws {
        guard sql.dialect == .postgres else { return }
        try own(next, like: table, in: sql)
        let grants = try sql.query(
            """
            SELECT g.privilege_type, quote_ident(r.rolname) FROM pg_catalog.pg_class c, \
            aclexplode(c.relacl) g JOIN pg_catalog.pg_roles r ON r.oid = g.grantee \
            WHERE c.oid = to_regclass(?1::text) AND g.grantee <> c.relowner
            """, [.text(table)]
        ) { ($0.text(0), $0.text(1)) }
        for (right, role) in grants { try sql.execute("GRANT \(right) ON \(next) TO \(role)") }
    }

    private static func other(_ name: String) -> String {
        let ending = BesideTables.ending
        return name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name + ending
    }

    /// `CREATE … name … [ON table]` with other names; SQLite keeps the text as it was given, or quoted by a renaming.
    private static func renamed(_ text: String, _ name: String, _ next: String, on table: String?) throws -> String {
        guard let place = text.firstRange(of: name) else {
            throw StoreError(.statement, "its text does not name it", at: name)
        }
        let whole = text[..<place.lowerBound] + next + text[place.upperBound...]
        guard let table else { return String(whole) }
        guard let on = whole.firstRange(of: " ON "),
            let word = whole[on.upperBound...].firstRange(of: table)
        else { throw StoreError(.statement, "its text does not name its table", at: name) }
        return String(whole[..<word.lowerBound] + table + BesideTables.ending + whole[word.upperBound...])
    }
}
