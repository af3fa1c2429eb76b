import CLibPQ
public import Store

/// Where an installation's data lies on PostgreSQL: two databases, and the schema of the province in each.
///
/// One schema a province: provinces share a cluster, and none waits for another's writes. The keyring is a database
/// of its own, so that its backups are its own.
public struct PostgresPlace: Hashable, Sendable {
    /// How libpq reaches ledger and tables: a URI or `key=value` words, several hosts allowed.
    public let connection: String
    /// How libpq reaches the keyring.
    public let keyring: String
    /// The schema, `motcua` unless the installation says otherwise.
    public let schema: String
    /// The role that serving processes belong to; what it may do is granted when tables are made.
    public let applicationRole: String

    /// The schema where none is named.
    public static let defaultSchema = "motcua"
    /// The role where none is named.
    public static let defaultRole = "motcua_app"

    /// - Parameter keyring: nil for the database beside it whose name ends in `_keyring`.
    /// - Throws: `.statement` for a text that libpq does not understand, for one that carries a password (it would
    ///   stand in the list of processes: `PGPASSFILE` or `PGPASSWORD` hold it), and for a name of a schema or role that
    ///   is not made of small letters, digits and `_`.
    public init(
        _ connection: String, keyring: String? = nil, schema: String = defaultSchema,
        applicationRole: String = defaultRole
    ) throws(StoreError) {
        for name in [schema, applicationRole] {
            guard name.utf8.count <= 63, name.wholeMatch(of: /[a-z_][a-z0-9_]*/) != nil else {
                throw StoreError(.statement, "\(name): small letters, digits and _ alone", at: "database")
            }
        }
        self.connection = connection
        self.schema = schema
        self.applicationRole = applicationRole
        let words = try PostgresPlace.words(connection)
        if let keyring {
            _ = try PostgresPlace.words(keyring)
            self.keyring = keyring
        } else {
            let name = (words["dbname"] ?? words["user"] ?? "motcua") + "_keyring"
            let others = words.filter { $0.key != "dbname" }
            self.keyring = (others.map { ($0.key, $0.value) } + [("dbname", name)]).sorted { $0.0 < $1.0 }
                .map { "\($0.0)=\(PostgresPlace.quoted($0.1))" }.joined(separator: " ")
        }
    }

    /// Why a text is no connection of ours (chuỗi kết nối không dùng được).
    public enum Refusal: Hashable, Sendable {
        /// libpq does not understand it; its own words may repeat a password, so they are not kept.
        case notAConnection
        /// It carries a password, which would stand in files and in the list of processes.
        case password
    }

    /// What stands against a connection as it was typed (chuỗi kết nối), asked before anything repeats it; nil for
    /// nothing.
    public static func refusal(of connection: String) -> Refusal? {
        guard let options = PQconninfoParse(connection, nil) else { return .notAConnection }
        defer { PQconninfoFree(options) }
        return given(options)["password"] == nil ? nil : .password
    }

    /// The words of a connection string, as libpq reads them.
    private static func words(_ text: String) throws(StoreError) -> [String: String] {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(text, &message) else {
            let reason = message.map { String(cString: $0) } ?? "out of memory"
            PQfreemem(message)
            throw StoreError(.statement, "not a connection: \(reason.replacing("\n", with: ""))", at: "database")
        }
        defer { PQconninfoFree(options) }
        let words = given(options)
        guard words["password"] == nil else {
            throw StoreError(.statement, "a password may not stand here; put it into PGPASSFILE", at: "database")
        }
        return words
    }

    /// The options that have a value.
    private static func given(_ options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        var words: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { words[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return words
    }

    private static func quoted(_ value: String) -> String {
        "'" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
