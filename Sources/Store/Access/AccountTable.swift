public import Core

/// The table of accounts (bảng tài khoản).
public enum AccountTable {
    static let columns =
        "a.actor, a.login, a.name, a.state, a.language, a.created, a.last_used, a.verifier, a.password_set, "
        + "a.must_change"
    static let columnCount = 10

    /// The account of an actor, whatever its state; nil for an officer who has none.
    public static func find(_ actor: ActorID, in sql: any SQLConnection) throws -> Account? {
        try sql.query("SELECT \(columns) FROM account a WHERE a.actor = ?1", [.text(actor.text)]) {
            try account($0)
        }.first
    }

    /// `login` as it is stored: small letters.
    public static func find(login: String, in sql: any SQLConnection) throws -> Account? {
        try sql.query("SELECT \(columns) FROM account a WHERE a.login = ?1", [.text(login)]) { try account($0) }.first
    }

    /// Every account, or those in one state, by login, at most `limit` after `login`.
    public static func list(
        after login: String = "", state: AccountState? = nil, limit: Int, in sql: any SQLConnection
    ) throws -> [Account] {
        let inState = state == nil ? "" : " AND a.state = ?3"
        return try sql.query(
            "SELECT \(columns) FROM account a WHERE a.login > ?1\(inState) ORDER BY a.login LIMIT ?2",
            [.text(login), SQLValue(limit)] + (state.map { [.text($0.rawValue)] } ?? [])
        ) { try account($0) }
    }

    /// True before the first administrator of a fresh province is made.
    public static func isEmpty(in sql: any SQLConnection) throws -> Bool {
        try sql.first("SELECT 1 FROM account LIMIT 1", []) { _ in true } == nil
    }

    /// Adds an account; false if its login is taken.
    public static func insert(_ account: Account, in sql: any SQLConnection) throws -> Bool {
        try sql.execute(
            """
            INSERT INTO account (actor, login, name, state, language, created, last_used, verifier, password_set, \
            must_change) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (login) DO NOTHING
            """,
            [
                .text(account.actor.text), .text(account.login), .text(account.name), .text(account.state.rawValue),
                .text(account.language), .integer(account.created.microseconds),
                SQLValue(account.lastUsed?.microseconds), SQLValue(account.password?.verifier),
                SQLValue(account.password?.set.microseconds), SQLValue(account.password?.mustChange == true ? 1 : 0),
            ]) == 1
    }

    /// Puts a password in place of the one before; sessions and links of the account stay, to be ended by the caller.
    ///
    /// Writes nothing where there is no such account.
    public static func setPassword(_ password: StoredPassword, of actor: ActorID, in sql: any SQLConnection) throws {
        try sql.execute(
            "UPDATE account SET verifier = ?2, password_set = ?3, must_change = ?4 WHERE actor = ?1",
            [
                .text(actor.text), .text(password.verifier), .integer(password.set.microseconds),
                SQLValue(password.mustChange ? 1 : 0),
            ])
    }

    /// Puts the same password under another cost; nothing if it was changed meanwhile.
    public static func upgrade(
        _ old: String, to new: String, of actor: ActorID, in sql: any SQLConnection
    ) throws {
        try sql.execute(
            "UPDATE account SET verifier = ?3 WHERE actor = ?1 AND verifier = ?2",
            [.text(actor.text), .text(old), .text(new)])
    }

    /// Locks, closes or lets in again; what follows for its sessions and links the caller does.
    public static func setState(_ state: AccountState, of actor: ActorID, in sql: any SQLConnection) throws {
        try sql.execute(
            "UPDATE account SET state = ?2 WHERE actor = ?1", [.text(actor.text), .text(state.rawValue)])
    }

    /// Keeps the language in which the account reads the pages.
    public static func setLanguage(_ language: String, of actor: ActorID, in sql: any SQLConnection) throws {
        try sql.execute("UPDATE account SET language = ?2 WHERE actor = ?1", [.text(actor.text), .text(language)])
    }

    /// Notes a sign-in; `idle` finds the accounts that have had none for long.
    public static func used(_ actor: ActorID, at now: Instant, in sql: any SQLConnection) throws {
        try sql.execute(
            "UPDATE account SET last_used = ?2 WHERE actor = ?1", [.text(actor.text), .integer(now.microseconds)])
    }

    /// Active accounts with a password that nobody has signed in to since `since`.
    public static func idle(since: Instant, limit: Int, in sql: any SQLConnection) throws -> [Account] {
        try sql.query(
            """
            SELECT \(columns) FROM account a WHERE a.state = 'active' AND a.verifier IS NOT NULL \
            AND COALESCE(a.last_used, a.password_set) < ?1 ORDER BY a.login LIMIT ?2
            """,
            [.integer(since.microseconds), SQLValue(limit)]
        ) { try account($0) }
    }

    /// Reads `columns`, the first at position `first`.
    static func account(_ row: any SQLRow, first: Int = 0) throws -> Account {
        guard let state = AccountState(rawValue: row.text(first + 3)) else {
            throw StoreError(.corrupt, "no such state of an account", at: "account")
        }
        let set = row.integerOrNil(first + 8).map { Instant(microseconds: $0) }
        let password = row.textOrNil(first + 7).flatMap { verifier in
            set.map { StoredPassword(verifier: verifier, set: $0, mustChange: row.integer(first + 9) != 0) }
        }
        return Account(
            actor: ActorID(row.text(first)), login: row.text(first + 1), name: row.text(first + 2), state: state,
            language: row.text(first + 4), created: Instant(microseconds: row.integer(first + 5)),
            lastUsed: row.integerOrNil(first + 6).map { Instant(microseconds: $0) }, password: password)
    }
}
