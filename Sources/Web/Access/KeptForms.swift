import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// What was typed when a session had ended, or was not there at all: kept, and offered again once somebody has signed
/// in (biểu mẫu được giữ lại).
struct KeptForms {
    let pages: Pages

    /// The answer to such a form: the page to sign in on.
    ///
    /// A session that ended by itself keeps it for its own account. Without one it is kept for this browser, under a
    /// cookie of its own, for whoever signs in here next; the caller has made sure that a page of ours sent it. Nil for
    /// a form with passwords, and for one that no page of that very session has written.
    func answer(_ call: Call, _ form: Form) async throws -> Reply? {
        // Passwords are never kept, and never shown again.
        if call.pattern == .passwordChange { return nil }
        guard let path = ReturnPath(call.target) else { return nil }
        let fields = form.fields.fields.filter { $0.name != FormKey.field }
            .map { HeldField(name: $0.name, value: $0.value) }
        guard let session = SessionCookie.value(of: call, pages) else {
            return try await keptForBrowser(fields, path, form, call)
        }
        let (office, now) = (pages.office, pages.now)
        let found = try await office.store.read { try Sessions.find(cookie: session, now: now, in: $0) }
        guard case .ended(let ended) = found, wasOurs(form, cookie: session) else { return nil }
        let held = try await office.store.write { transaction in
            var random = SystemRandom()
            // The page's own token was checked above; the table asks for proof in its own form.
            let proof = FormToken.make(secret: ended.formSecret, random: &random)
            return try HeldForms.keep(
                fields, to: path, token: proof, of: ended, sealer: office.sealer, now: now, random: &random,
                in: transaction.sql)
        }
        return page(held, .ended, form, call)
    }

    private func keptForBrowser(
        _ fields: [HeldField], _ path: ReturnPath, _ form: Form, _ call: Call
    ) async throws -> Reply {
        let (office, now) = (pages.office, pages.now)
        let known = KeptForms.cookie(of: call, pages)
        let (held, secret) = try await office.store.write { transaction in
            var random = SystemRandom()
            let secret = known ?? Secret(random: &random).text
            let held = try HeldForms.keep(
                fields, to: path, visitor: secret, sealer: office.sealer, now: now, random: &random,
                in: transaction.sql)
            return (held, secret)
        }
        return page(held, .notSignedIn, form, call).setting(
            Cookie(name: .held, value: secret, lifetimeSeconds: HeldForms.hours * 3600))
    }

    /// Gives what this browser kept to the account that signed in here; the newest of it, to be offered first.
    func takenOver(_ call: Call, by actor: ActorID) async throws -> HeldFormID? {
        guard let secret = KeptForms.cookie(of: call, pages) else { return nil }
        let (office, now) = (pages.office, pages.now)
        return try await office.store.write { transaction in
            var random = SystemRandom()
            return try HeldForms.take(
                over: secret, by: actor, sealer: office.sealer, now: now, random: &random, in: transaction.sql
            ).first
        }
    }

    private func page(_ held: HeldFormID, _ fault: SignInPage.Fault, _ form: Form, _ call: Call) -> Reply {
        var page = SignInPage(pages: pages)
        page.held = held
        page.keptFiles = form.refused.isEmpty ? nil : form.refused.map(\.name)
        page.fault = fault
        return .page(page.html(pages.context(call.visitor, target: Path.signIn.url.text)), .unauthorized)
    }

    /// True if the form bears the token of a page of that very session.
    private func wasOurs(_ form: Form, cookie: String) -> Bool {
        let key = FormKey(pages.office.sealer.stamp(Array("forms".utf8), purpose: "form key"))
        return FormProtection(key: key, session: cookie, cookie: nil, random: RandomBytes.sixteen)
            .accepts(form[FormKey.field])
    }

    /// The secret under which this browser keeps forms; nil where it keeps none.
    static func cookie(of call: Call, _ pages: Pages) -> String? {
        let value = CookieJar(call.header("Cookie") ?? "", bytesMax: RequestLimits.standard.cookieBytesMax)[
            .held, secure: pages.isSecure]
        guard let value, Secret.isSecret(value) else { return nil }
        return value
    }
}
