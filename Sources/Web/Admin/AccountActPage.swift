import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// One act on an account: asks what it needs or asks once more, then does it once (trang thao tác với tài khoản).
struct AccountActPage {
    enum Name {
        static let label = "label"
        static let days = "days"
    }

    let pages: Pages
    let call: Call

    /// What the page asks for, with what is wrong.
    private struct Asked {
        var assignments: AssignmentFields
        var label = ""
        var days = String(BearerTokens.daysUsual)
        var errors: [FieldError] = []
        var notice: KeepingNotice?

        func error(_ field: String) -> String? { errors.first { $0.fieldID == field }?.message }
    }

    private var words: AccountWords { AccountWords(page: pages.context(call), catalogue: pages.catalogue) }

    func form() async throws -> Reply {
        let act = try act()
        let opened = try await OpenedAccount.open(call, pages)
        return page(act, opened, asked(opened), KeeperForm.command())
    }

    func done(_ form: Form) async throws -> Reply {
        let act = try act()
        let sent = try KeeperForm(form, of: call, pages, known: AccountActPage.fields(of: act))
        let opened = try await OpenedAccount.open(call, pages)
        var asked = asked(opened)
        let days = try read(form, act, &asked)
        let errors = asked.errors + asked.assignments.errors
        if !errors.isEmpty { return page(act, opened, asked, sent.command, .unprocessableContent) }
        if act == .assignments, form[AssignmentFields.Name.step] == AssignmentFields.adding {
            return page(act, opened, asked, sent.command)
        }
        do { return try await carryOut(act, opened, asked, days: days, sent) } catch {
            guard take(error, &asked) else { throw error }
            // The page shows the account as it is now: doing it all the same is a choice.
            let fresh = try await OpenedAccount.open(call, pages)
            return page(act, fresh, asked, KeeperForm.command(), asked.notice?.status ?? .unprocessableContent)
        }
    }

    private func act() throws(Problem) -> AccountAct {
        guard let act = AccountAct(rawValue: call.parameter("act")) else { throw Problem(.notFound) }
        return act
    }

    private static func fields(of act: AccountAct) -> Set<String> {
        typealias Fields = AssignmentFields.Name
        return switch act {
        case .assignments: [Fields.held, Fields.role, Fields.agency, Fields.choice, Fields.step]
        case .token: [Name.label, Name.days]
        case .link, .sessions, .unlock, .lock: []
        }
    }

    private func asked(_ opened: OpenedAccount) -> Asked {
        Asked(
            assignments: AssignmentFields(
                finder: AgencyFinder(pages.catalogue, within: opened.scope), words: words, present: opened.reached))
    }

    /// Reads what the act asks for; gives the days of a token.
    private func read(_ form: Form, _ act: AccountAct, _ asked: inout Asked) throws(Problem) -> Int {
        switch act {
        case .assignments: try asked.assignments.read(form)
        case .token:
            let page = words.page
            asked.label = String((form[Name.label] ?? "").prefix(200))
            asked.days = String((form[Name.days] ?? "").prefix(10))
            if asked.label.allSatisfy(\.isWhitespace) {
                asked.errors.append(FieldError(fieldID: Name.label, message: page.text("admin.token.label.missing")))
            }
            let days = Int(asked.days.filter { !$0.isWhitespace })
            if let days, (1...BearerTokens.daysMax).contains(days) { return days }
            asked.errors.append(
                FieldError(
                    fieldID: Name.days,
                    message: page.text("admin.token.days.range", ["most": .number(BearerTokens.daysMax)])))
        case .link, .sessions, .unlock, .lock: break
        }
        return 0
    }

    private func carryOut(
        _ act: AccountAct, _ opened: OpenedAccount, _ asked: Asked, days: Int, _ sent: KeeperForm
    ) async throws -> Reply {
        let (id, seen) = (opened.account.actor, sent.picture)
        let done = Reply.seeOther(Path.account(id).with("xong", act.rawValue))
        switch act {
        case .link, .token:
            let shown = ShownOncePage(pages: pages, call: call)
            let label = asked.label
            let outcome = try await sent.carryOut {
                keeping, random -> (value: (Secret, BearerToken?), about: ActorID) in
                if act == .link { return ((try keeping.renewLink(of: id, seen: seen, random: &random), nil), id) }
                let made = try keeping.issueToken(for: id, label: label, days: days, seen: seen, random: &random)
                return ((made.secret, made.token), id)
            }
            switch outcome {
            case .before: return .seeOther(Path.account(id).with("xong", AccountPage.before))
            case .done((let secret, let token?)): return .page(shown.token(secret, token, of: opened.account))
            case .done((let secret, nil)): return .page(shown.link(secret, of: opened.account, isNew: false))
            }
        case .assignments:
            let assignments = asked.assignments.held + opened.unreached
            _ = try await sent.carryOut { keeping, random in
                (try keeping.assign(assignments, to: id, seen: seen, random: &random), id)
            }
        case .sessions:
            _ = try await sent.carryOut { keeping, random in
                (try keeping.endSessions(of: id, seen: seen, random: &random), id)
            }
        case .lock:
            _ = try await sent.carryOut { keeping, random in
                (try keeping.lock(id, seen: seen, random: &random), id)
            }
        case .unlock:
            _ = try await sent.carryOut { keeping, random in
                (try keeping.unlock(id, seen: seen, random: &random), id)
            }
        }
        return done
    }

    /// Notes a refusal; false for what is none of this page.
    private func take(_ error: any Error, _ asked: inout Asked) -> Bool {
        switch error {
        case AccessRefusal.label(.tooLong(let most)):
            asked.errors.append(
                FieldError(
                    fieldID: Name.label,
                    message: words.page.text("admin.token.label.long", ["most": .number(most)])))
            return true
        default:
            guard let notice = KeepingNotice(error, in: words) else { return false }
            asked.notice = notice
            return true
        }
    }

    // MARK: - Pages

    private func page(
        _ act: AccountAct, _ opened: OpenedAccount, _ asked: Asked, _ command: CommandID,
        _ status: HTTPResponse.Status = .ok
    ) -> Reply {
        let page = words.page
        guard opened.acts.contains(act) else { return notNow(act, opened, asked.notice) }
        let title = page.text(act.key("title"), ["name": .text(opened.account.name)])
        let errors = asked.errors + asked.assignments.errors
        let back = Path.account(opened.account.actor)
        let html = AdminFrame(page: page).written(title, hasErrors: status != .ok) { p in
            p.div(.class("measure")) { p in
                p.put(BackLink(target: back.url), in: page)
                if let refused = asked.notice { p.put(refused.notice, in: page) }
                p.put(ErrorSummary(errors: errors), in: page)
                p.h1(title)
                p.p(page.text(act.key("explain")))
                p.div(.class("card")) { $0.put(SummaryList(rows: facts(opened)), in: page) }
                p.postForm(to: Path.account(opened.account.actor, act: act.rawValue), in: page, isMain: true) { p in
                    p.hidden(KeeperForm.values(command, picture: opened.kept.picture))
                    writeFields(&p, act, opened, asked)
                    p.actions { p in
                        p.put(
                            Button(words: page.text(act.key("button")), weight: act.isDangerous ? .danger : .primary),
                            in: page)
                        if act == .assignments { p.put(asked.assignments.button, in: page) }
                        p.a(.href(back)) { $0.text(page.text("form.cancel")) }
                    }
                }
            }
        }
        return .page(html, status)
    }

    private func writeFields(_ p: inout HTMLWriter, _ act: AccountAct, _ opened: OpenedAccount, _ asked: Asked) {
        let page = words.page
        switch act {
        case .assignments:
            if !opened.unreached.isEmpty {
                p.p(page.text("admin.assign.others"))
                p.ul { p in
                    for held in opened.unreached { p.li(words.assignment(held)) }
                }
            }
            asked.assignments.write(to: &p)
        case .token:
            p.put(
                Field(
                    kind: .text, name: Name.label, label: page.text("admin.token.label"),
                    hint: page.text("admin.token.label.hint"), error: asked.error(Name.label), value: asked.label,
                    maxLength: 100, autocomplete: "off"), in: page)
            p.put(
                Field(
                    kind: .number, name: Name.days, label: page.text("admin.token.days"),
                    hint: page.text("admin.token.days.hint", ["most": .number(BearerTokens.daysMax)]),
                    error: asked.error(Name.days), value: asked.days, width: .digits4, maxLength: 3), in: page)
        case .link, .sessions, .unlock, .lock: break
        }
    }

    private func facts(_ opened: OpenedAccount) -> [SummaryList.Row] {
        let page = words.page
        return [
            SummaryList.Row(page.text("access.activate.name"), opened.account.name),
            SummaryList.Row(page.text("access.signIn.login"), opened.account.login, isCode: true),
            SummaryList.Row(page.text("admin.standing"), words.standing(opened.kept.standing).word),
        ]
    }

    /// Said where the account, or who asks, does not allow the act.
    private func notNow(_ act: AccountAct, _ opened: OpenedAccount, _ refused: KeepingNotice?) -> Reply {
        let page = words.page
        let title = page.text("admin.notNow")
        let detail: TextKey =
            opened.isOwn ? "admin.refused.own.detail" : opened.isWhole ? "admin.notNow.detail" : "admin.refused.account"
        let html = AdminFrame(page: page).written(title) { p in
            p.put(BackLink(target: Path.account(opened.account.actor).url), in: page)
            p.h1(title)
            let own = Notice(standing: .soon, lines: [page.text(detail)], isSaidAloud: true)
            p.put(refused?.notice ?? own, in: page)
        }
        return .page(html, refused?.status ?? .conflict)
    }
}
