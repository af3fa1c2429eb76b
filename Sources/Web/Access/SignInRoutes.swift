import Core
import HTML
import HTTPTypes
import Ledger
import Store
import UseCases

/// Signing in and out, and the links that set a password (đăng nhập, đăng xuất, kích hoạt).
struct SignInRoutes {
    let pages: Pages

    var routes: [Route] {
        let pages = pages
        return [
            .get(.signIn, access: .anyone) { call in try await SignInRoutes(pages: pages).page(call) },
            .form(.signIn, access: .anyone, rates: [.signIn]) { call, form in
                try await SignInRoutes(pages: pages).signIn(call, form)
            },
            .form(.signOut, access: .anyone) { call, form in try await SignInRoutes(pages: pages).signOut(call) },
            .get(.activation, access: .anyone) { call in try await ActivationRoutes(pages: pages).page(call) },
            .form(.activation, access: .anyone, rates: [.signIn]) { call, form in
                try await ActivationRoutes(pages: pages).activate(call, form)
            },
        ] + PasswordChangeRoutes(pages: pages).routes
    }

    // MARK: - The page

    /// The form; for somebody signed in the form that is held for them, or on to their work.
    func page(_ call: Call) async throws -> Reply {
        let target = call.query[SignInPage.returnField].map { LocalTarget.checked($0) }
        let held = call.query[SignInPage.heldField].map { HeldFormID($0) }
        guard let identity = call.visitor.identity else {
            var page = SignInPage(pages: pages)
            page.target = target
            page.held = held
            return .page(page.html(pages.context(call)))
        }
        if let held, let form = try await heldForms(of: identity.actor.id).first(where: { $0.id == held }) {
            return .page(HeldFormPage(form: form).html(pages.context(call)))
        }
        return .seeOther(local: target ?? landing(identity.actor))
    }

    /// Where somebody's day begins; the work list for whoever has no page of their own, which says so.
    func landing(_ actor: Actor) -> String { (Landing(actor)?.path ?? .work).url.text }

    private func heldForms(of actor: ActorID) async throws -> [HeldForm] {
        let office = pages.office
        let now = pages.now
        return try await office.store.read { try HeldForms.list(of: actor, sealer: office.sealer, now: now, in: $0) }
    }

    // MARK: - Signing in

    func signIn(_ call: Call, _ form: Form) async throws -> Reply {
        if let reply = try await discard(call, form) { return reply }
        var page = SignInPage(pages: pages)
        page.target = form[SignInPage.returnField].map { LocalTarget.checked($0) }
        page.held = form[SignInPage.heldField].flatMap { $0.isEmpty ? nil : HeldFormID($0) }
        page.login = String((form[SignInPage.loginField] ?? "").prefix(SignInPage.loginMost))
        let password = form[SignInPage.passwordField] ?? ""
        guard !page.login.allSatisfy(\.isWhitespace) else { return answer(call, page, .missing(SignInPage.loginField)) }
        guard !password.isEmpty else { return answer(call, page, .missing(SignInPage.passwordField)) }
        switch try await check(call, login: page.login, Password(password)) {
        case .wait(let until): return answer(call, page, .wait(until: until))
        case .refused: return answer(call, page, .wrong)
        case .right(let account, let cookie):
            return .seeOther(local: next(page, account)).setting(Cookie(name: .session, value: cookie.text))
        }
    }

    /// First the form that was held, then another password where one is due, then where they wanted to go, then where
    /// their day begins.
    private func next(_ page: SignInPage, _ account: Account) -> String {
        if let held = page.held { return Path.signIn.with("held", held.text).with("return", page.target).url.text }
        let target = page.target ?? landing(pages.catalogue.actor(account.actor))
        guard pages.mustChangePassword(account) else { return target }
        return Path.passwordChange.with("return", target).url.text
    }

    private func answer(_ call: Call, _ page: SignInPage, _ fault: SignInPage.Fault) -> Reply {
        var page = page
        page.fault = fault
        return .page(page.html(pages.context(call)), fault.status)
    }

    private enum Outcome: Sendable {
        case right(Account, Secret)
        case refused
        case wait(until: Instant)
    }

    /// Read, derive, write: the slow step holds no connection and no thread of the pool.
    private func check(_ call: Call, login: String, _ password: Password) async throws -> Outcome {
        let (office, settings, now) = (pages.office, pages.accessSettings, pages.now)
        let begun = try await office.store.read {
            try SignIn.begin(login: login, settings: settings, sealer: office.sealer, now: now, in: $0)
        }
        guard case .ready(let check) = begun else {
            if case .wait(let until) = begun { return .wait(until: until) }
            return .refused
        }
        let checked = try await PasswordTurns.shared.take {
            try await office.store.offload {
                var random = SystemRandom()
                return try check.run(password, random: &random)
            }
        }
        let old = SessionCookie.value(of: call, pages)
        let browser = BrowserName.of(call.header("User-Agent"))
        return try await office.store.write { transaction in
            var random = SystemRandom()
            let sql = transaction.sql
            let outcome = try SignIn.finish(checked, settings: settings, now: now, random: &random, in: sql)
            switch outcome {
            case .wait(let until): return .wait(until: until)
            case .refused: return .refused
            case .right(let account):
                let session = try Sessions.start(
                    for: account, administrator: office.catalogue.actor(account.actor).holds(.administrator),
                    browser: browser, replacing: old, settings: settings, now: now, random: &random, in: sql)
                return .right(account, session.cookie)
            }
        }
    }

    // MARK: - Signing out

    func signOut(_ call: Call) async throws -> Reply {
        let reply = Reply.seeOther(.home).setting(.removed(.session))
        guard let cookie = SessionCookie.value(of: call, pages) else { return reply }
        let (office, now) = (pages.office, pages.now)
        try await office.store.write { transaction in
            guard
                case .live(let session, let account, _) = try Sessions.find(
                    cookie: cookie, now: now, in: transaction.sql)
            else { return }
            var random = SystemRandom()
            try Sessions.end(session.id, of: account.actor, now: now, random: &random, in: transaction.sql)
        }
        return reply
    }
}

extension SignInRoutes {
    /// Throws a held form away, as its owner asked.
    ///
    /// Nil where that was not asked.
    private func discard(_ call: Call, _ form: Form) async throws -> Reply? {
        guard let identity = call.visitor.identity, let id = form[HeldFormPage.discardField] else { return nil }
        let actor = identity.actor
        _ = try await pages.office.store.write {
            try HeldForms.discard(HeldFormID(id), of: actor.id, in: $0.sql)
        }
        return .seeOther(local: landing(actor))
    }
}

/// The secret of the session that a request bears.
enum SessionCookie {
    static func value(of call: Call, _ pages: Pages) -> String? {
        let value = CookieJar(call.header("Cookie") ?? "", bytesMax: RequestLimits.standard.cookieBytesMax)[
            .session, secure: pages.isSecure]
        guard let value, value.utf8.count <= Bearer.tokenBytesMax else { return nil }
        return value
    }
}
