import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// What was typed when a session had ended: kept for its own account, and offered again once that has signed in
/// (biểu mẫu được giữ lại).
///
/// A form without any session is not kept: whoever signs in next at a shared machine would be offered another's words,
/// or a form that somebody planted there.
struct KeptForms {
    let pages: Pages

    /// The answer to such a form: the page to sign in on.
    ///
    /// Nil for a form with passwords, without such a session, and for one that no page of that session has written.
    func answer(_ call: Call, _ form: Form) async throws -> Reply? {
        // Passwords are never kept, and never shown again.
        if call.pattern == .passwordChange { return nil }
        guard let path = ReturnPath(call.target) else { return nil }
        let fields = form.fields.fields.filter { $0.name != FormKey.field }
            .map { HeldField(name: $0.name, value: $0.value) }
        guard let session = SessionCookie.value(of: call, pages) else { return nil }
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
        return page(held, form, call)
    }

    private func page(_ held: HeldFormID, _ form: Form, _ call: Call) -> Reply {
        var page = SignInPage(pages: pages)
        page.held = held
        page.keptFiles = form.refused.isEmpty ? nil : form.refused.map(\.name)
        page.fault = .ended
        return .page(page.html(pages.context(call.visitor, target: Path.signIn.url.text)), .unauthorized)
    }

    /// True if the form bears the token of a page of that very session.
    private func wasOurs(_ form: Form, cookie: String) -> Bool {
        let key = FormKey(pages.office.sealer.stamp(Array("forms".utf8), purpose: "form key"))
        return FormProtection(key: key, session: cookie, cookie: nil, random: RandomBytes.sixteen)
            .accepts(form[FormKey.field])
    }
}
