public import Core
public import Store

/// Forms that came without any session: kept for the browser they came from, under a secret in a cookie, until somebody
/// signs in there.
extension HeldForms {
    /// Forms of all such browsers together; the oldest make room.
    public static let visitorsMax = 500

    /// Keeps a form for a browser.
    ///
    /// No session proves that a page of ours wrote it: the caller has made sure of that by where it was sent from, and
    /// nothing of it is carried out unless whoever signs in presses again.
    ///
    /// - Parameter visitor: the text of a `Secret`, as it stands in the cookie.
    /// - Refuses: `.formTooLarge`; `.formNotOurs` for a cookie that is none.
    public static func keep(
        _ fields: [HeldField], to path: ReturnPath, visitor: String, sealer: any Sealer, now: Instant,
        random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> HeldFormID {
        guard let holder = holder(visitor) else { throw AccessRefusal.formNotOurs }
        let id = try store(fields, to: path, of: holder, known: holder.text, sealer, now, &random, in: sql)
        try HeldFormTable.keepNewest(visitorsMax, named: holderPrefix, in: sql)
        return id
    }

    /// Gives the forms of a browser to the account that signed in there, to be offered again; the newest first.
    ///
    /// Empty for a cookie that is none, or holds nothing any more.
    public static func take(
        over visitor: String, by actor: ActorID, sealer: any Sealer, now: Instant, random: inout some RandomSource,
        in sql: any SQLConnection
    ) throws -> [HeldFormID] {
        guard let holder = holder(visitor) else { return [] }
        let forms = try list(of: holder, sealer: sealer, now: now, in: sql)
        try HeldFormTable.removeAll(of: holder, in: sql)
        return try forms.map { form in
            try store(form.fields, to: form.path, of: actor, known: actor.text, sealer, form.kept, &random, in: sql)
        }
    }

    private static let holderPrefix = "visitor:"

    /// Whom the rows of a browser belong to: no officer's id has a colon, and the cookie cannot be made from it.
    private static func holder(_ visitor: String) -> ActorID? {
        Secret.digest(ifSecret: visitor).map { ActorID(holderPrefix + hexadecimal($0)) }
    }
}
