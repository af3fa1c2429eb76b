import Core
import HTTPTypes
import Store
import UseCases

/// The links that work once: the first administrator of a fresh province, and whoever needs a password (kích hoạt).
struct ActivationRoutes {
    let pages: Pages

    func page(_ call: Call) async throws -> Reply {
        let link = try await link(call)
        return .page(ActivationPage(link: link, token: call.parameter("token")).html(pages.context(call)))
    }

    /// Sets name, login and password; signs in at once, for whoever held the link is who they are.
    func activate(_ call: Call, _ form: Form) async throws -> Reply {
        let link = try await link(call)
        var page = ActivationPage(link: link, token: call.parameter("token"))
        page.read(form)
        guard page.faults.isEmpty else { return again(call, page) }
        let account: Account
        do {
            account = try await carryOut(call, page, form[ActivationPage.passwordField] ?? "")
        } catch let refusal as AccessRefusal {
            guard page.take(refusal) else { throw refusal }
            return again(call, page)
        }
        let cookie = try await begin(call, account)
        let landing = SignInRoutes(pages: pages).landing(pages.catalogue.actor(account.actor))
        return .seeOther(local: landing).setting(Cookie(name: .session, value: cookie.text))
    }

    private func again(_ call: Call, _ page: ActivationPage) -> Reply {
        .page(page.html(pages.context(call)), .unprocessableContent)
    }

    private func link(_ call: Call) async throws -> ActivationPage.Link {
        let (token, now) = (call.parameter("token"), pages.now)
        let found = try await pages.office.store.read { try OneTimeLinks.find(token, now: now, in: $0) }
        guard let found else { throw Problem(.linkUnusable) }
        switch found.purpose {
        case .firstAdministrator: return .firstAdministrator
        case .password:
            guard let account = found.account else { throw Problem(.linkUnusable) }
            return .password(login: account.login, name: account.name)
        }
    }

    /// Derives the password away from the pool, then writes; the first administrator's role is a decision of the office
    /// in the same transaction.
    private func carryOut(_ call: Call, _ page: ActivationPage, _ typed: String) async throws -> Account {
        let (office, settings, now) = (pages.office, pages.accessSettings, pages.now)
        let token = call.parameter("token")
        let login = page.link.login ?? page.login
        let language = call.visitor.language.rawValue
        let name = page.name
        let verifier = try await PasswordTurns.shared.take {
            try await office.store.offload {
                var random = SystemRandom()
                return try PasswordVerifier.make(
                    Password(typed), for: Accounts.folded(login), settings: settings, random: &random)
            }
        }
        switch page.link {
        case .password:
            return try await office.store.write { transaction in
                var random = SystemRandom()
                return try OneTimeLinks.redeemPassword(
                    token, verifier: verifier, sealer: office.sealer, now: now, random: &random, in: transaction.sql)
            }
        case .firstAdministrator:
            guard let province = office.catalogue.province?.code else { throw Problem(.linkUnusable) }
            let account = try await office.store.write { transaction in
                var random = SystemRandom()
                let account = try OneTimeLinks.redeemFirstAdministrator(
                    token, login: login, name: name, verifier: verifier, language: language, now: now,
                    random: &random, in: transaction.sql)
                let role = Assignment(role: .administrator, agency: province)
                let officer = Officer(
                    id: account.actor, assignments: [role],
                    personal: Personal([PersonalKey.officerName.text: account.name]))
                let founder = Actor(id: account.actor, assignments: [role])
                try OfficeDecisions(office, by: founder).record(
                    .officerAppointed(officer), now: now, random: &random, in: transaction)
                return account
            }
            try await office.store.offload { try office.refresh() }
            return account
        }
    }

    private func begin(_ call: Call, _ account: Account) async throws -> Secret {
        let (office, settings, now) = (pages.office, pages.accessSettings, pages.now)
        let old = SessionCookie.value(of: call, pages)
        let browser = BrowserName.of(call.header("User-Agent"))
        return try await office.store.write { transaction in
            var random = SystemRandom()
            return try Sessions.start(
                for: account, administrator: office.catalogue.actor(account.actor).holds(.administrator),
                browser: browser, replacing: old, settings: settings, now: now, random: &random, in: transaction.sql
            ).cookie
        }
    }
}
