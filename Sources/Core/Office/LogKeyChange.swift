/// The log signs with another key from now on (đổi khóa ký sổ).
///
/// Both keys signed the change: the old one, so that who trusts it may trust the new; the new one, so that nobody
/// enters a key he does not hold.
public struct LogKeyChange: Hashable, Codable, Sendable {
    /// The verifier key from now on, as text.
    public var key: String
    /// The verifier key until now, as text.
    public var previous: String
    /// The new key's signature over `statement`, in base64.
    public var byKey: String
    /// The old key's signature over `statement`, in base64.
    public var byPrevious: String

    public init(key: String, previous: String, byKey: String, byPrevious: String) {
        self.key = key
        self.previous = previous
        self.byKey = byKey
        self.byPrevious = byPrevious
    }

    /// What both keys sign.
    public var statement: String { LogKeyChange.statement(key: key, previous: previous) }

    /// What both keys sign for such a change.
    public static func statement(key: String, previous: String) -> String {
        "motcua log key/v1\n\(previous)\n\(key)\n"
    }

    /// The log's name, which both verifier keys begin with.
    public var logName: String { String(key.prefix { $0 != "+" }) }
}
