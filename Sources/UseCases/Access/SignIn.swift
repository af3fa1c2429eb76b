public import Core
public import Store

/// Signing in with login and password, in three steps (đăng nhập).
///
/// `begin` reads, `PasswordCheck.run` is slow and holds no connection, `finish` writes what came of it. Nothing that
/// comes back, nor how long it took, tells a login that does not exist from a wrong password: both derive a key, both
/// are counted, both are locked.
public enum SignIn {
    public enum Begun: Sendable {
        case ready(PasswordCheck)
        /// Too many wrong tries under this login; nothing is tried before this moment.
        case wait(until: Instant)
    }

    public enum Outcome: Hashable, Sendable {
        /// The password is right; `Sessions.start` comes next, in the same transaction.
        case right(Account)
        /// Wrong login or password, or the account is out of use: not told which.
        case refused
        case wait(until: Instant)
    }

    /// Looks the login up; inside `store.read`.
    public static func begin(
        login typed: String, settings: AccessSettings, sealer: any Sealer, now: Instant, in sql: any SQLConnection
    ) throws -> Begun {
        let login = Accounts.folded(typed)
        let subject = sealer.stamp(login, purpose: "login")
        if let until = lock(try LoginGuardTable.find(subject, in: sql), settings.signIn, now) {
            return .wait(until: until)
        }
        let account = try AccountTable.find(login: login, in: sql)
        return .ready(PasswordCheck(subject: subject, account: account, settings: settings))
    }

    /// Writes the outcome down; inside `store.write`.
    ///
    /// A refusal is a value, because it must be counted.
    public static func finish(
        _ checked: CheckedPassword, settings: AccessSettings, now: Instant, random: inout some RandomSource,
        in sql: any SQLConnection
    ) throws -> Outcome {
        let known = try LoginGuardTable.find(checked.subject, locked: true, in: sql)
        // Looked at again: others may have tried while this password was derived.
        if let until = lock(known, settings.signIn, now) { return .wait(until: until) }
        if checked.isRight, let account = try unchanged(checked, in: sql) {
            try LoginGuardTable.remove(checked.subject, in: sql)
            if let upgraded = checked.upgraded, let old = account.password?.verifier {
                try AccountTable.upgrade(old, to: upgraded.text, of: account.actor, in: sql)
            }
            return .right(account)
        }
        return try refuse(checked, after: known, settings.signIn, now: now, random: &random, in: sql)
    }

    /// Forgets the wrong tries under a login, so that its owner need not wait.
    public static func forgive(login: String, sealer: any Sealer, in sql: any SQLConnection) throws {
        try LoginGuardTable.remove(sealer.stamp(Accounts.folded(login), purpose: "login"), in: sql)
    }

    /// The account, if it may be used and its password is still the one that was checked.
    private static func unchanged(_ checked: CheckedPassword, in sql: any SQLConnection) throws -> Account? {
        guard let actor = checked.actor, let account = try AccountTable.find(actor, in: sql),
            account.state == .active, account.password?.verifier == checked.stored
        else { return nil }
        return account
    }

    private static func refuse(
        _ checked: CheckedPassword, after known: LoginGuard?, _ policy: SignInPolicy, now: Instant,
        random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> Outcome {
        var state = LoginGuard(failed: 1, lastFailed: now)
        if let known, known.lockedUntil == nil, isRecent(known.lastFailed, policy, now) {
            state.failed = known.failed + 1
        }
        if state.failed >= policy.triesMax { state.lockedUntil = now.adding(minutes: policy.lockMinutes) }
        try LoginGuardTable.store(state, for: checked.subject, in: sql)
        let action: AuditAction = state.lockedUntil == nil ? .signInRefused : .signInLocked
        try Audit.write(action, by: checked.actor, now: now, random: &random, in: sql)
        return state.lockedUntil.map { .wait(until: $0) } ?? .refused
    }

    /// Until when the login is locked, or nil.
    ///
    /// A lock further ahead than any can be was set by a wrong clock.
    private static func lock(_ state: LoginGuard?, _ policy: SignInPolicy, _ now: Instant) -> Instant? {
        guard let until = state?.lockedUntil, now < until,
            until <= Validity.latest(now.adding(minutes: policy.lockMinutes))
        else { return nil }
        return until
    }

    private static func isRecent(_ failed: Instant, _ policy: SignInPolicy, _ now: Instant) -> Bool {
        now < failed.adding(minutes: policy.lockMinutes) && failed < now.adding(minutes: policy.lockMinutes)
    }
}
