public import Core
import Ledger
public import Store

/// One field of a form as it was typed.
public struct HeldField: Hashable, Codable, Sendable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// A form that arrived after its session had ended, offered again once its owner has signed in (biểu mẫu được giữ lại).
public struct HeldForm: Hashable, Sendable {
    public var id: HeldFormID
    /// Where it was sent.
    public var path: ReturnPath
    public var fields: [HeldField]
    public var kept: Instant
}

/// Keeps what was typed when a session ends: nothing is carried out without a session, and nothing is lost.
///
/// The caller leaves out forms with a password in them. Uploaded files are not held.
public enum HeldForms {
    /// Hours that a form is kept: a working day.
    public static let hours = 8
    public static let perAccountMax = 20
    public static let bytesMax = 256 * 1024
    public static let fieldsMax = 300

    /// Keeps a form for the account whose session it came from; the same form sent twice is kept once.
    ///
    /// - Parameter token: the form token it bore; only a page of that very session can have written it.
    /// - Refuses: `.formNotOurs`, `.formTooLarge`.
    public static func keep(
        _ fields: [HeldField], to path: ReturnPath, token: String, of session: Session, sealer: any Sealer,
        now: Instant, random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> HeldFormID {
        guard FormToken.fits(token, secret: session.formSecret) else { throw AccessRefusal.formNotOurs }
        let bytes = try CanonicalEncoder().encode(Content(path: path.text, fields: fields))
        guard fields.count <= fieldsMax, bytes.count <= bytesMax else {
            throw AccessRefusal.formTooLarge(mostBytes: bytesMax)
        }
        let stamp = sealer.stamp(Array(session.id.text.utf8) + bytes, purpose: "held form")
        let id = HeldFormID(hexadecimal(stamp.prefix(16)))
        try HeldFormTable.store(
            HeldFormRow(
                id: id, actor: session.actor, kept: now, expires: now.adding(minutes: hours * 60),
                sealed: try sealer.seal(bytes, context: context(id, session.actor), random: &random)),
            in: sql)
        try HeldFormTable.keepNewest(perAccountMax, of: session.actor, in: sql)
        return id
    }

    /// What is held for an account, the newest first.
    public static func list(
        of actor: ActorID, sealer: any Sealer, now: Instant, in sql: any SQLConnection
    ) throws -> [HeldForm] {
        try HeldFormTable.list(of: actor, now: now, in: sql).map { row in
            let bytes = try sealer.open(row.sealed, context: context(row.id, actor))
            let content = try CanonicalDecoder().decode(Content.self, from: bytes)
            guard let path = ReturnPath(content.path) else {
                throw StoreError(.corrupt, "a held form has no path", at: "held_form")
            }
            return HeldForm(id: row.id, path: path, fields: content.fields, kept: row.kept)
        }
    }

    /// Takes a form away, sent again or not wanted; false if the account has no such form.
    @discardableResult
    public static func discard(_ id: HeldFormID, of actor: ActorID, in sql: any SQLConnection) throws -> Bool {
        try HeldFormTable.remove(id, of: actor, in: sql)
    }

    private struct Content: Codable {
        var path: String
        var fields: [HeldField]
    }

    static func context(_ id: HeldFormID, _ actor: ActorID) -> String { "held_form \(id) \(actor)" }
}
