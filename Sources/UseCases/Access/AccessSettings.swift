/// What an office may set about signing in; the defaults stand in the commented settings file.
public struct AccessSettings: Hashable, Sendable {
    public var password = PasswordPolicy()
    public var cost = PasswordCost.production
    public var signIn = SignInPolicy()
    public var session = SessionPolicy()

    public init() {}
}

/// How many wrong tries there may be (Decree 331/2026, systems of level 2 and above: at most five).
public struct SignInPolicy: Hashable, Sendable {
    /// Wrong tries under one login before it is locked.
    public var triesMax = 5
    /// Minutes that it then stays locked; tries further apart than this are not added up.
    public var lockMinutes = 15
    /// Days without signing in after which an account is put out of use.
    public var idleDays = 45

    public init() {}
}

/// How long somebody stays signed in (thời hạn phiên đăng nhập).
public struct SessionPolicy: Hashable, Sendable {
    /// Hours after which a session ends whatever happens: a working day.
    public var hoursMax = 8
    /// Minutes without a request after which a session ends.
    public var idleMinutes = 60
    /// The same for administrators, whose mistakes cost more.
    public var administratorIdleMinutes = 15

    public init() {}
}
