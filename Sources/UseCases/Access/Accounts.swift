public import Core
public import Store

/// Making accounts, and letting them in or out of use (quản lý tài khoản).
///
/// Whether the one who asks may do so is decided before; roles belong to the office's decisions.
public enum Accounts {
    static let loginMin = 3
    static let loginMax = 40
    static let nameMax = 120

    /// A login as it is stored and compared: without spaces around it, in small letters.
    public static func folded(_ typed: String) -> String {
        typed.trimmingBlanks().lowercased()
    }

    /// Makes an account.
    ///
    /// - Parameter actor: an officer's, who has one already; nil for a new one.
    /// - Parameter verifier: nil for another system, and where a one-time link sets the first password.
    /// - Refuses: `.loginMalformed`, `.loginTaken`, `.accountExists`, `.name`.
    public static func create(
        login typed: String, name: String, actor: ActorID? = nil, verifier: PasswordVerifier? = nil,
        mustChange: Bool = false, language: String, by maker: ActorID?, now: Instant,
        random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> Account {
        let account = Account(
            actor: actor ?? ActorID(random.id()), login: try login(typed), name: try checked(name: name),
            language: language, created: now,
            password: verifier.map { StoredPassword(verifier: $0.text, set: now, mustChange: mustChange) })
        if let actor, try AccountTable.find(actor, in: sql) != nil { throw AccessRefusal.accountExists }
        guard try AccountTable.insert(account, in: sql) else { throw AccessRefusal.loginTaken }
        try Audit.write(.accountMade, by: maker, .account(account.actor), now: now, random: &random, in: sql)
        return account
    }

    /// Lets an account in or out of use.
    ///
    /// Out of use ends its sessions; closed revokes its tokens as well.
    /// - Refuses: `.accountUnknown`; `.accountClosed`, because a closed account stays closed.
    public static func setState(
        _ state: AccountState, of actor: ActorID, by administrator: ActorID?, now: Instant,
        random: inout some RandomSource, in sql: any SQLConnection
    ) throws {
        guard let account = try AccountTable.find(actor, in: sql) else { throw AccessRefusal.accountUnknown }
        if account.state == .closed { throw AccessRefusal.accountClosed }
        try AccountTable.setState(state, of: actor, in: sql)
        let action: AuditAction
        switch state {
        case .active:
            action = .accountUnlocked
        case .locked:
            action = .accountLocked
            try SessionTable.removeAll(of: actor, in: sql)
        case .closed:
            action = .accountClosed
            try SessionTable.removeAll(of: actor, in: sql)
            try BearerTokenTable.revokeAll(of: actor, at: now, in: sql)
            try OneTimeLinkTable.removeAll(.password, of: actor, in: sql)
            try HeldFormTable.removeAll(of: actor, in: sql)
        }
        try Audit.write(action, by: administrator, .account(actor), now: now, random: &random, in: sql)
    }

    /// - Refuses: `.loginMalformed` unless it is 3 to 40 letters, digits, `.`, `_` and `-`, the first a letter. No `@`:
    ///   an e-mail address is personal data, and a login stands in clear.
    static func login(_ typed: String) throws(AccessRefusal) -> String {
        let login = folded(typed)
        let isLogin = login.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "._-".utf8.contains(byte)
            }
        }
        guard isLogin, (loginMin...loginMax).contains(login.utf8.count), login.first?.isLetter == true else {
            throw .loginMalformed
        }
        return login
    }

    static func checked(name: String) throws(AccessRefusal) -> String {
        let name = name.trimmingBlanks()
        if name.isEmpty { throw .name(.missing) }
        if name.count > nameMax { throw .name(.tooLong(most: nameMax)) }
        if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) { throw .name(.badForm) }
        return name
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    func trimmingBlanks() -> String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
