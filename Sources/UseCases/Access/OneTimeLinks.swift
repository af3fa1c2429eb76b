public import Core
public import Store

/// Links that work once, for whoever has no password yet or no more (liên kết dùng một lần).
public enum OneTimeLinks {
    /// Hours that a link may be used.
    public static let hours = 24

    /// The link of a fresh province, with which its first administrator makes the account; an earlier one ends.
    ///
    /// - Refuses: `.alreadyBegun` once there is any account.
    public static func makeFirstAdministrator(
        now: Instant, random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> Secret {
        guard try AccountTable.isEmpty(in: sql) else { throw AccessRefusal.alreadyBegun }
        return try make(.firstAdministrator, for: nil, by: nil, now: now, random: &random, in: sql)
    }

    /// A link with which somebody chooses a password, the first or a new one.
    ///
    /// The administrator who makes it never learns the password. An earlier one for the same account ends.
    /// - Refuses: `.accountUnknown`, `.accountClosed`.
    public static func makePassword(
        for actor: ActorID, by administrator: ActorID?, now: Instant, random: inout some RandomSource,
        in sql: any SQLConnection
    ) throws -> Secret {
        guard let account = try AccountTable.find(actor, in: sql) else { throw AccessRefusal.accountUnknown }
        if account.state == .closed { throw AccessRefusal.accountClosed }
        return try make(.password, for: actor, by: administrator, now: now, random: &random, in: sql)
    }

    /// What a link is for and whose it is, before anything is asked; nil if it cannot be used.
    public static func find(
        _ shown: String, now: Instant, in sql: any SQLConnection
    ) throws -> (purpose: LinkPurpose, account: Account?)? {
        guard let digest = Secret.digest(ifSecret: shown),
            let link = try usable(digest, now: now, locked: false, in: sql)
        else { return nil }
        return (link.purpose, try link.actor.flatMap { try AccountTable.find($0, in: sql) })
    }

    /// Uses the link of a fresh province up and makes the first account; its role is given in the same transaction.
    ///
    /// - Parameter verifier: made by `PasswordVerifier.make` before the transaction.
    /// - Refuses: `.linkUnusable`, `.alreadyBegun`, `.loginMalformed`, `.name`.
    public static func redeemFirstAdministrator(
        _ shown: String, login: String, name: String, verifier: PasswordVerifier, language: String, now: Instant,
        random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> Account {
        _ = try take(shown, .firstAdministrator, now: now, in: sql)
        guard try AccountTable.isEmpty(in: sql) else { throw AccessRefusal.alreadyBegun }
        let account = try Accounts.create(
            login: login, name: name, verifier: verifier, language: language, by: nil, now: now, random: &random,
            in: sql)
        try Audit.write(
            .linkUsed, by: account.actor, .link(.firstAdministrator), now: now, random: &random, in: sql)
        return account
    }

    /// Uses a password link up: sets the password, forgets wrong tries and ends every session of the account.
    ///
    /// An account that was put out of use for its idleness stays so until an administrator lets it in.
    /// - Refuses: `.linkUnusable`.
    public static func redeemPassword(
        _ shown: String, verifier: PasswordVerifier, sealer: any Sealer, now: Instant,
        random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> Account {
        let link = try take(shown, .password, now: now, in: sql)
        guard let actor = link.actor, let account = try AccountTable.find(actor, in: sql), account.state != .closed
        else { throw AccessRefusal.linkUnusable }
        try AccountTable.setPassword(
            StoredPassword(verifier: verifier.text, set: now, mustChange: false), of: actor, in: sql)
        try SessionTable.removeAll(of: actor, in: sql)
        try SignIn.forgive(login: account.login, sealer: sealer, in: sql)
        try Audit.write(.passwordReset, by: actor, .link(.password), now: now, random: &random, in: sql)
        return account
    }

    private static func make(
        _ purpose: LinkPurpose, for actor: ActorID?, by maker: ActorID?, now: Instant,
        random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> Secret {
        let secret = Secret(random: &random)
        try OneTimeLinkTable.replace(
            OneTimeLink(
                purpose: purpose, actor: actor, madeBy: maker, created: now, expires: now.adding(minutes: hours * 60)),
            digest: secret.digest, in: sql)
        let detail = actor.map { AuditDetail.account($0) } ?? .link(purpose)
        try Audit.write(.linkMade, by: maker, detail, now: now, random: &random, in: sql)
        return secret
    }

    /// The link, taken away so that nobody uses it again.
    private static func take(
        _ shown: String, _ purpose: LinkPurpose, now: Instant, in sql: any SQLConnection
    ) throws -> OneTimeLink {
        guard let digest = Secret.digest(ifSecret: shown),
            let link = try usable(digest, now: now, locked: true, in: sql), link.purpose == purpose
        else { throw AccessRefusal.linkUnusable }
        try OneTimeLinkTable.removeAll(purpose, of: link.actor, in: sql)
        return link
    }

    private static func usable(
        _ digest: [UInt8], now: Instant, locked: Bool, in sql: any SQLConnection
    ) throws -> OneTimeLink? {
        guard let link = try OneTimeLinkTable.find(digest: digest, locked: locked, in: sql),
            Validity(made: link.created, expires: link.expires).holds(at: now)
        else { return nil }
        return link
    }
}
