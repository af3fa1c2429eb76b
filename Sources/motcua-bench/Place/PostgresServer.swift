import CLibPQ

/// A server on which databases may be made: a throw-away one, or one kept for measuring.
struct PostgresServer {
    static let keyringEnd = "_keyring"
    private static let schema = "motcua"

    /// Words of the connection but the database's name.
    private let words: [(String, String)]
    private let start: String

    /// - Parameter connection: as for `motcua --database`; its own database is worked from and left alone.
    init(_ connection: String) throws(RawFailure) {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(connection, &message) else {
            let reason = message.map { String(cString: $0) } ?? "out of memory"
            PQfreemem(message)
            throw RawFailure(description: "--database: \(reason)")
        }
        defer { PQconninfoFree(options) }
        var words: [(String, String)] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { words.append((String(cString: keyword), String(cString: value))) }
            option += 1
        }
        start = words.first { $0.0 == "dbname" }?.1 ?? "postgres"
        self.words = words.filter { $0.0 != "dbname" }
    }

    /// The connection to another database of the server.
    func connection(_ database: String) -> String {
        (words + [("dbname", database)]).map { word, value in
            word + "='" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
        }.joined(separator: " ")
    }

    func raw(_ database: String) throws(RawFailure) -> RawPostgres {
        try RawPostgres(connection(database), schema: PostgresServer.schema)
    }

    /// Makes an empty database and its keyring's.
    func make(_ database: String) throws(RawFailure) {
        for name in [database, database + PostgresServer.keyringEnd] {
            try admin().run(
                "CREATE DATABASE \"\(name)\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
        }
    }

    /// Copies a database and its keyring's, file by file.
    func copy(_ database: String, to copy: String) throws(RawFailure) {
        for end in ["", PostgresServer.keyringEnd] {
            let admin = try admin()
            try admin.run("CHECKPOINT")
            try admin.run("CREATE DATABASE \"\(copy + end)\" TEMPLATE \"\(database + end)\" STRATEGY file_copy")
        }
    }

    func drop(_ database: String) throws(RawFailure) {
        for name in [database, database + PostgresServer.keyringEnd] {
            try admin().run("DROP DATABASE IF EXISTS \"\(name)\" WITH (FORCE)")
        }
    }

    /// Bytes of a database and its keyring's, without the server's write-ahead log.
    func bytes(of database: String) throws(RawFailure) -> Int {
        var bytes = 0
        for name in [database, database + PostgresServer.keyringEnd] {
            bytes += Int(try admin().rows("SELECT pg_database_size(?1::text::name)", [.text(name)])[0][0].number)
        }
        return bytes
    }

    private func admin() throws(RawFailure) -> RawPostgres { try RawPostgres(connection(start)) }
}
