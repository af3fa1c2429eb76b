import Store

/// What PostgreSQL says otherwise: the SQL of the program, written once in SQLite's form, in PostgreSQL's.
enum PostgresDialect {
    /// `?1` becomes `$1`, `/* for update */` a lock, and in a new table every type its own of 64 bits.
    ///
    /// Text is compared byte by byte, as SQLite does, whatever the database's language.
    static func translate(_ sql: String) -> String {
        var text = sql.replacing("/* for update */", with: "FOR UPDATE")
        text.replace(/\?([0-9]+)/) { "$\($0.1)" }
        guard text.hasPrefix("CREATE TABLE") else { return text }
        text.replace(/\bINTEGER\b/, with: "BIGINT")
        text.replace(/\bBLOB\b/, with: "BYTEA")
        text.replace(/\bTEXT\b/, with: "TEXT COLLATE \"C\"")
        text.replace(/\)\s*STRICT\s*$/, with: ")")
        return text
    }

    /// Whether a statement changes nothing, so that no mark is needed before it.
    static func onlyReads(_ sql: String) -> Bool { sql.hasPrefix("SELECT") || sql.hasPrefix("WITH") }

    /// A name that PostgreSQL takes as it is.
    static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    /// The first statement of every transaction: no connection keeps a state of its own, so that any pooler may stand
    /// between.
    static func searchPath(_ schema: String) -> String { "SET LOCAL search_path TO \(quoted(schema))" }

    /// The lock under which one process at a time writes to a schema.
    ///
    /// Why: the use cases count on what they read in a transaction staying true until its commit, as SQLite's single
    /// writer gives it; so nothing is decided on what another process is changing.
    static func writersLock(_ schema: String) -> Int64 {
        // FNV-1a over the name: the same number in every process and release.
        "motcua writes \(schema)".utf8.reduce(Int64(bitPattern: 0xcbf2_9ce4_8422_2325)) { hash, byte in
            (hash ^ Int64(byte)) &* 0x100_0000_01b3
        }
    }
}
