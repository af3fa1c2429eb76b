import Core
import Store
import UseCases

/// Changing one's own password (đổi mật khẩu); for everybody with an account, whatever they may do otherwise.
struct PasswordChangeRoutes {
    let pages: Pages

    var routes: [Route] {
        let pages = pages
        return [
            .get(.passwordChange, access: .signedIn) { call in
                try await PasswordChangeRoutes(pages: pages).page(call)
            },
            .form(.passwordChange, access: .signedIn, rates: [.signIn]) { call, form in
                try await PasswordChangeRoutes(pages: pages).change(call, form)
            },
        ]
    }

    func page(_ call: Call) async throws -> Reply {
        let (_, account) = try await signedIn(call)
        var page = try page(for: account, target: call.query[PasswordChangePage.returnField], call)
        page.isDone = call.query["xong"] != nil
        return .page(page.html(pages.context(call)))
    }

    func change(_ call: Call, _ form: Form) async throws -> Reply {
        let (session, account) = try await signedIn(call)
        var page = try page(for: account, target: form[PasswordChangePage.returnField], call)
        // A second click, or another window: what was typed was for the password before.
        guard form[PasswordChangePage.seenField] == page.set.map({ String($0.microseconds) }) else {
            page.hindrance = .changedMeanwhile
            return answer(call, page)
        }
        page.read(form)
        guard page.faults.isEmpty else { return answer(call, page) }
        let outcome: SignIn.Outcome
        do {
            outcome = try await carryOut(
                account, session.id, old: Password(form[PasswordChangePage.currentField] ?? ""),
                new: Password(form[PasswordChangePage.newField] ?? ""))
        } catch let AccessRefusal.password(fault) {
            page.faults.append(ActivationPage.fault(fault))
            return answer(call, page)
        }
        switch outcome {
        case .right:
            return .seeOther(
                Path.passwordChange.with("xong", "1").with("return", page.target))
        case .wait(let until): page.hindrance = .wait(until: until)
        case .refused:
            // Refused, too, where the first of two clicks was quicker.
            let (_, now) = try await signedIn(call)
            if now.password?.set != page.set {
                page.hindrance = .changedMeanwhile
            } else {
                page.faults.append(
                    ActivationPage.Fault(field: PasswordChangePage.currentField, key: "access.change.current.wrong"))
            }
        }
        return answer(call, page)
    }

    private func answer(_ call: Call, _ page: PasswordChangePage) -> Reply {
        .page(page.html(pages.context(call)), page.status)
    }

    private func page(for account: Account, target: String?, _ call: Call) throws(Problem) -> PasswordChangePage {
        let isAdministrator = try call.identity().holds(oneOf: [.administrator])
        var page = PasswordChangePage(
            login: account.login, settings: pages.accessSettings, isAdministrator: isAdministrator,
            set: account.password?.set)
        page.isDue = pages.mustChangePassword(account)
        page.target = target.map { LocalTarget.checked($0) }
        return page
    }

    /// The session and the account of the request; refuses a session that ended this very moment.
    private func signedIn(_ call: Call) async throws -> (Session, Account) {
        let (office, now) = (pages.office, pages.now)
        guard let cookie = SessionCookie.value(of: call, pages),
            case .live(let session, let account, _) = try await office.store.read({
                try Sessions.find(cookie: cookie, now: now, in: $0)
            })
        else { throw Problem(.signInNeeded) }
        return (session, account)
    }

    /// Read, derive, write, as signing in does: a wrong present password counts as a wrong try.
    private func carryOut(
        _ account: Account, _ session: SessionID, old: Password, new: Password
    ) async throws -> SignIn.Outcome {
        let (office, settings, now) = (pages.office, pages.accessSettings, pages.now)
        let begun = try await office.store.read {
            try SignIn.begin(login: account.login, settings: settings, sealer: office.sealer, now: now, in: $0)
        }
        let check: PasswordCheck
        switch begun {
        case .wait(let until): return .wait(until: until)
        case .ready(let ready): check = ready
        }
        let change = try await PasswordTurns.shared.take {
            try await office.store.offload {
                var random = SystemRandom()
                return try PasswordChange.derive(
                    check, login: account.login, old: old, new: new, settings: settings, random: &random)
            }
        }
        return try await office.store.write { transaction in
            var random = SystemRandom()
            return try PasswordChange.finish(
                change, session: session, settings: settings, now: now, random: &random, in: transaction.sql)
        }
    }
}

extension Pages {
    /// True if the account's next page is to be the one that changes the password.
    func mustChangePassword(_ account: Account) -> Bool {
        guard let password = account.password else { return false }
        return accessSettings.password.mustChange(
            password, administrator: catalogue.actor(account.actor).holds(.administrator), now: now)
    }
}
