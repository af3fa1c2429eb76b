public import Core

/// What a link that works once is for (liên kết dùng một lần).
public enum LinkPurpose: String, CaseIterable, Hashable, Sendable {
    /// Makes the first administrator of a fresh province.
    case firstAdministrator = "first-administrator"
    /// Sets the password of an account, the first one or a new one.
    case password
}

/// A link that was made and not yet used (liên kết dùng một lần); its secret is kept nowhere.
public struct OneTimeLink: Hashable, Sendable {
    public var purpose: LinkPurpose
    /// Whose password it sets; nil for the first administrator.
    public var actor: ActorID?
    /// The administrator who made it; nil if the command line did.
    public var madeBy: ActorID?
    public var created: Instant
    public var expires: Instant

    public init(purpose: LinkPurpose, actor: ActorID?, madeBy: ActorID?, created: Instant, expires: Instant) {
        self.purpose = purpose
        self.actor = actor
        self.madeBy = madeBy
        self.created = created
        self.expires = expires
    }
}

/// The links that were not yet used, by the SHA-256 of the secret in each.
public enum OneTimeLinkTable {
    /// Adds a link and takes away every earlier one for the same purpose and account: the newest alone works.
    public static func replace(_ link: OneTimeLink, digest: [UInt8], in sql: any SQLConnection) throws {
        try removeAll(link.purpose, of: link.actor, in: sql)
        try sql.execute(
            "INSERT INTO one_time_link (token, purpose, actor, made_by, created, expires) "
                + "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            [
                .blob(digest), .text(link.purpose.rawValue), SQLValue(link.actor?.text), SQLValue(link.madeBy?.text),
                .integer(link.created.microseconds), .integer(link.expires.microseconds),
            ])
    }

    /// - Parameter locked: true where the link is used up afterwards, so that nobody else uses it meanwhile.
    public static func find(
        digest: [UInt8], locked: Bool = false, in sql: any SQLConnection
    ) throws -> OneTimeLink? {
        try sql.first(
            "SELECT purpose, actor, made_by, created, expires FROM one_time_link WHERE token = ?1"
                + (locked ? " /* for update */" : ""), [.blob(digest)]
        ) { row in
            guard let purpose = LinkPurpose(rawValue: row.text(0)) else {
                throw StoreError(.corrupt, "no such purpose of a link", at: "one_time_link")
            }
            return OneTimeLink(
                purpose: purpose, actor: row.textOrNil(1).map { ActorID($0) },
                madeBy: row.textOrNil(2).map { ActorID($0) }, created: Instant(microseconds: row.integer(3)),
                expires: Instant(microseconds: row.integer(4)))
        }
    }

    /// The link of an account that was not yet used, over or not; nil if it has none.
    public static func find(
        _ purpose: LinkPurpose, of actor: ActorID, in sql: any SQLConnection
    ) throws -> OneTimeLink? {
        try sql.first(
            "SELECT made_by, created, expires FROM one_time_link WHERE purpose = ?1 AND actor = ?2",
            [.text(purpose.rawValue), .text(actor.text)]
        ) { row in
            OneTimeLink(
                purpose: purpose, actor: actor, madeBy: row.textOrNil(0).map { ActorID($0) },
                created: Instant(microseconds: row.integer(1)), expires: Instant(microseconds: row.integer(2)))
        }
    }

    /// Ends the links of an account for a purpose; nil for the first administrator's.
    public static func removeAll(
        _ purpose: LinkPurpose, of actor: ActorID?, in sql: any SQLConnection
    ) throws {
        try sql.execute(
            "DELETE FROM one_time_link WHERE purpose = ?1 AND COALESCE(actor, '') = ?2",
            [.text(purpose.rawValue), .text(actor?.text ?? "")])
    }

    /// Removes at most `limit` links that are over, or would last beyond `last` by a clock that was wrong.
    public static func purge(now: Instant, last: Instant, limit: Int, in sql: any SQLConnection) throws -> Int {
        try sql.execute(
            """
            DELETE FROM one_time_link WHERE token IN (SELECT token FROM one_time_link \
            WHERE expires <= ?1 OR expires > ?2 LIMIT ?3)
            """,
            [.integer(now.microseconds), .integer(last.microseconds), SQLValue(limit)])
    }
}
