public import Core
public import Store

/// Tokens with which programs speak for an account (mã truy cập cho phần mềm khác).
public enum BearerTokens {
    public static let prefix = "mct_"
    /// Tokens an account may have at a time.
    public static let perAccountMax = 20
    public static let daysMax = 366
    public static let daysUsual = 90
    static let labelMax = 100

    public enum Lookup: Sendable {
        /// `used`: true if `BearerTokens.used` is to be called, at most once a day.
        case valid(BearerToken, Account, used: Bool)
        case none
    }

    /// Makes a token; its text is shown this once and never again.
    ///
    /// - Refuses: `.label`, `.tokenDays`, `.tokensTooMany`, `.accountUnknown` also for one out of use.
    public static func issue(
        for actor: ActorID, label typed: String, days: Int = daysUsual, by maker: ActorID?, now: Instant,
        random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> (secret: Secret, token: BearerToken) {
        let label = typed.trimmingBlanks()
        if label.isEmpty { throw AccessRefusal.label(.missing) }
        if label.count > labelMax { throw AccessRefusal.label(.tooLong(most: labelMax)) }
        guard (1...daysMax).contains(days) else { throw AccessRefusal.tokenDays(most: daysMax) }
        guard try AccountTable.find(actor, in: sql)?.state == .active else { throw AccessRefusal.accountUnknown }
        let live = try BearerTokenTable.list(of: actor, in: sql).count { isValid($0, now) }
        guard live < perAccountMax else { throw AccessRefusal.tokensTooMany(most: perAccountMax) }
        let secret = Secret(prefix: prefix, random: &random)
        let token = BearerToken(
            id: BearerTokenID(random.id()), actor: actor, label: label, created: now,
            expires: now.adding(minutes: days * 24 * 60))
        try BearerTokenTable.insert(token, digest: secret.digest, in: sql)
        try Audit.write(.tokenIssued, by: maker, .token(token.id), now: now, random: &random, in: sql)
        return (secret, token)
    }

    /// Whose token was shown; inside `store.read`.
    ///
    /// One answer for all that is no valid token.
    public static func find(_ shown: String, now: Instant, in sql: any SQLConnection) throws -> Lookup {
        guard let digest = Secret.digest(ifSecret: shown, prefix: prefix),
            let (token, account) = try BearerTokenTable.find(digest: digest, in: sql), isValid(token, now),
            account.state == .active
        else { return .none }
        return .valid(token, account, used: token.lastUsed != now.date)
    }

    /// Notes the day on which a token was used.
    public static func used(_ token: BearerToken, now: Instant, in sql: any SQLConnection) throws {
        try BearerTokenTable.used(token.id, on: now.date, in: sql)
    }

    /// The tokens of an account, the newest first, those that are over included.
    public static func list(of actor: ActorID, in sql: any SQLConnection) throws -> [BearerToken] {
        try BearerTokenTable.list(of: actor, in: sql)
    }

    /// Ends a token at once.
    ///
    /// - Refuses: `.tokenUnknown` if the account has none of that name, or it was revoked before.
    public static func revoke(
        _ id: BearerTokenID, of actor: ActorID, by maker: ActorID?, now: Instant,
        random: inout some RandomSource, in sql: any SQLConnection
    ) throws {
        guard try BearerTokenTable.revoke(id, of: actor, at: now, in: sql) else { throw AccessRefusal.tokenUnknown }
        try Audit.write(.tokenRevoked, by: maker, .token(id), now: now, random: &random, in: sql)
    }

    static func isValid(_ token: BearerToken, _ now: Instant) -> Bool {
        token.revoked == nil && Validity(made: token.created, expires: token.expires).holds(at: now)
    }
}
