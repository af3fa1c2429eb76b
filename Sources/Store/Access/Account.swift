public import Core

/// Whoever can sign in or hold a token: an officer or another system (tài khoản).
///
/// Why the roles are not here: what an officer may do is the office's decision, kept with the agencies; an account only
/// proves who it is. No telephone number and no e-mail address: none is needed to sign in.
public struct Account: Hashable, Sendable {
    /// Random, so that records name nobody.
    public var actor: ActorID
    /// Small letters, digits, `.`, `_` and `-`; unique for ever, also after the account was closed.
    public var login: String
    /// Name as shown to colleagues and on receipts (họ và tên).
    public var name: String
    public var state: AccountState
    /// Language of the pages, as in `vi`.
    public var language: String
    public var created: Instant
    /// When the account last signed in.
    public var lastUsed: Instant?
    /// Nil for another system, and until a one-time link sets the first one.
    public var password: StoredPassword?

    public init(
        actor: ActorID, login: String, name: String, state: AccountState = .active, language: String,
        created: Instant, lastUsed: Instant? = nil, password: StoredPassword? = nil
    ) {
        self.actor = actor
        self.login = login
        self.name = name
        self.state = state
        self.language = language
        self.created = created
        self.lastUsed = lastUsed
        self.password = password
    }
}

/// Whether an account may be used (trạng thái tài khoản).
public enum AccountState: String, CaseIterable, Hashable, Sendable {
    case active
    /// Out of use until an administrator lets it in again (tạm khóa).
    case locked
    /// Out of use for good (đã đóng); the login is never given to anybody else.
    case closed
}

/// What is kept of a password: never the password.
public struct StoredPassword: Hashable, Sendable, CustomStringConvertible {
    /// Scheme, cost, salt and key as text.
    public var verifier: String
    /// When it was chosen.
    public var set: Instant
    /// Somebody else chose it, or wants another one: the next page shown is the one to change it.
    public var mustChange: Bool

    public init(verifier: String, set: Instant, mustChange: Bool) {
        self.verifier = verifier
        self.set = set
        self.mustChange = mustChange
    }

    /// Without the verifier, so that none reaches a log.
    public var description: String { "password set at \(set.microseconds)" }
}
