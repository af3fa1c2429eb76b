public import Core
public import Store

/// Sessions of accounts that signed in, kept on the server (phiên đăng nhập).
public enum Sessions {
    /// Sessions one account may have at a time; a further one ends the oldest.
    public static let perAccountMax = 10
    /// Characters of a browser's name.
    static let browserMax = 80
    /// Seconds between two notes that a page was asked for, so that not every page is a write.
    static let seenEverySeconds: Int64 = 60
    static let formSecretBytes = 32

    public enum Lookup: Sendable {
        /// `seen`: true if `Sessions.saw` is to be called for it.
        case live(Session, Account, seen: Bool)
        /// It has ended by itself, not long ago: what was typed in it may be held (`HeldForms`).
        case ended(Session)
        case none
    }

    /// Begins a session after a right password, with a new secret, and ends the one that the browser had before.
    ///
    /// - Parameter administrator: true for the shorter idle time.
    /// - Returns: the secret for the cookie, shown to nobody else, and the session.
    public static func start(
        for account: Account, administrator: Bool, browser: String, replacing old: String?,
        settings: AccessSettings, now: Instant, random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> (cookie: Secret, session: Session) {
        if let digest = old.flatMap({ Secret.digest(ifSecret: $0) }) {
            try SessionTable.remove(token: digest, in: sql)
        }
        for surplus in try list(of: account.actor, now: now, in: sql).dropFirst(perAccountMax - 1) {
            try SessionTable.remove(surplus.id, of: account.actor, in: sql)
        }
        let policy = settings.session
        let secret = Secret(random: &random)
        let idleMinutes = administrator ? policy.administratorIdleMinutes : policy.idleMinutes
        let session = Session(
            id: SessionID(random.id()), actor: account.actor, started: now, seen: now,
            expires: now.adding(minutes: policy.hoursMax * 60), idle: Int64(idleMinutes) * 60_000_000,
            formSecret: random.bytes(formSecretBytes), browser: String(browser.prefix(browserMax)))
        try SessionTable.insert(session, token: secret.digest, in: sql)
        try AccountTable.used(account.actor, at: now, in: sql)
        try Audit.write(.signedIn, by: account.actor, .session(session.id), now: now, random: &random, in: sql)
        return (secret, session)
    }

    /// Whose session a cookie is; inside `store.read`.
    public static func find(cookie: String, now: Instant, in sql: any SQLConnection) throws -> Lookup {
        guard let digest = Secret.digest(ifSecret: cookie),
            let (session, account) = try SessionTable.find(token: digest, in: sql)
        else { return .none }
        guard account.state == .active else { return .none }
        if isLive(session, now) {
            return .live(session, account, seen: session.seen.adding(seconds: seenEverySeconds) <= now)
        }
        let held = Validity(made: session.started, expires: session.ends.adding(minutes: HeldForms.hours * 60))
        return held.holds(at: now) ? .ended(session) : .none
    }

    /// Notes that a page was asked for; at most once a minute a session (see `Lookup.live`).
    public static func saw(_ session: Session, now: Instant, in sql: any SQLConnection) throws {
        try SessionTable.saw(session.id, at: now, in: sql)
    }

    /// The sessions of an account that have not ended, the newest first.
    public static func list(of actor: ActorID, now: Instant, in sql: any SQLConnection) throws -> [Session] {
        try SessionTable.list(of: actor, in: sql).filter { isLive($0, now) }
    }

    /// Signs out (đăng xuất), here or from the list: false if the account has no such session.
    @discardableResult
    public static func end(
        _ id: SessionID, of actor: ActorID, now: Instant, random: inout some RandomSource,
        in sql: any SQLConnection
    ) throws -> Bool {
        guard try SessionTable.remove(id, of: actor, in: sql) else { return false }
        try Audit.write(.signedOut, by: actor, .session(id), now: now, random: &random, in: sql)
        return true
    }

    /// Signs out everywhere (đăng xuất khỏi mọi thiết bị), but for the session `kept` if one is named.
    @discardableResult
    public static func endAll(
        of actor: ActorID, but kept: SessionID? = nil, now: Instant, random: inout some RandomSource,
        in sql: any SQLConnection
    ) throws -> Int {
        let ended = try SessionTable.removeAll(of: actor, but: kept, in: sql)
        try Audit.write(.signedOutEverywhere, by: actor, .count(ended), now: now, random: &random, in: sql)
        return ended
    }

    /// A session seen after now was seen by a clock that was wrong; whether it is idle nobody knows, so it has ended.
    private static func isLive(_ session: Session, _ now: Instant) -> Bool {
        Validity(made: session.seen, expires: session.ends).holds(at: now)
    }
}
