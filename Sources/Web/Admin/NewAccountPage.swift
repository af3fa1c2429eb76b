import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// Making an account: who it is, what they hold where; its link is shown once (trang tạo tài khoản).
struct NewAccountPage {
    enum Name {
        static let name = "name"
        static let login = "login"
    }

    let pages: Pages
    let call: Call

    /// What was typed, and what is wrong with it.
    private struct Draft {
        var name = ""
        var login = ""
        var assignments: AssignmentFields
        var errors: [FieldError] = []
        var notice: KeepingNotice?

        var allErrors: [FieldError] { errors + assignments.errors }
        func error(_ field: String) -> String? { errors.first { $0.fieldID == field }?.message }
    }

    private var words: AccountWords { AccountWords(page: pages.context(call), catalogue: pages.catalogue) }

    func form() throws -> Reply {
        .page(html(try empty(), KeeperForm.command()))
    }

    func done(_ form: Form) async throws -> Reply {
        typealias Fields = AssignmentFields.Name
        let sent = try KeeperForm(
            form, of: call, pages,
            known: [
                Name.name, Name.login, Fields.held, Fields.role, Fields.agency, Fields.choice, Fields.step,
            ])
        var draft = try empty()
        draft.name = String((form[Name.name] ?? "").prefix(200))
        draft.login = String((form[Name.login] ?? "").prefix(SignInPage.loginMost))
        try draft.assignments.read(form)
        guard form[Fields.step] != AssignmentFields.adding else {
            return .page(html(draft, sent.command), draft.allErrors.isEmpty ? .ok : .unprocessableContent)
        }
        checkFilled(&draft)
        guard draft.allErrors.isEmpty else { return .page(html(draft, sent.command), .unprocessableContent) }
        do { return try await make(draft, sent) } catch {
            guard take(error, &draft) else { throw error }
            return .page(html(draft, sent.command), draft.notice?.status ?? .unprocessableContent)
        }
    }

    private func empty() throws -> Draft {
        let scope = try call.keeperScope(pages.catalogue)
        return Draft(
            assignments: AssignmentFields(
                finder: AgencyFinder(pages.catalogue, within: scope), words: words, present: []))
    }

    private func make(_ draft: Draft, _ sent: KeeperForm) async throws -> Reply {
        let (name, login, assignments) = (draft.name, draft.login, draft.assignments.held)
        let language = pages.context(call).language.rawValue
        let outcome = try await sent.carryOut { keeping, random in
            let made = try keeping.make(
                login: login, name: name, assignments: assignments, language: language, random: &random)
            return (made, made.account.actor)
        }
        switch outcome {
        case .before(let actor): return .seeOther(Path.account(actor).with("xong", AccountPage.before))
        case .done(let made):
            guard let link = made.link else {
                return .seeOther(Path.account(made.account.actor).with("xong", AccountPage.madeSystem))
            }
            return .page(ShownOncePage(pages: pages, call: call).link(link, of: made.account, isNew: true))
        }
    }

    private func checkFilled(_ draft: inout Draft) {
        let page = words.page
        if draft.name.allSatisfy(\.isWhitespace) {
            draft.errors.append(
                FieldError(fieldID: Name.name, message: page.text("access.activate.name.missing")))
        }
        if draft.login.allSatisfy(\.isWhitespace) {
            draft.errors.append(
                FieldError(fieldID: Name.login, message: page.text("access.signIn.login.missing")))
        }
    }

    /// Notes a refusal at its field or above the form; false for what is no refusal of this page.
    private func take(_ error: any Error, _ draft: inout Draft) -> Bool {
        func note(_ field: String, _ key: TextKey, _ number: Int = 0) -> Bool {
            draft.errors.append(FieldError(fieldID: field, message: words.page.text(key, ["n": .number(number)])))
            return true
        }
        switch error {
        case AccessRefusal.loginMalformed: return note(Name.login, "access.login.malformed")
        case AccessRefusal.loginTaken: return note(Name.login, "access.login.taken")
        case AccessRefusal.name(.missing): return note(Name.name, "access.activate.name.missing")
        case AccessRefusal.name(.tooLong(let most)): return note(Name.name, "access.name.too-long", most)
        case AccessRefusal.name(.badForm): return note(Name.name, "access.name.malformed")
        default:
            guard let notice = KeepingNotice(error, in: words) else { return false }
            draft.notice = notice
            return true
        }
    }

    private func html(_ draft: Draft, _ command: CommandID) -> [UInt8] {
        let page = words.page
        let title = page.text("admin.new.title")
        let hasErrors = !draft.allErrors.isEmpty || draft.notice != nil
        return AdminFrame(page: page, shown: .new).written(title, hasErrors: hasErrors) { p in
            p.div(.class("measure")) { p in
                if let refused = draft.notice { p.put(refused.notice, in: page) }
                p.put(ErrorSummary(errors: draft.allErrors), in: page)
                p.h1(title)
                p.p(page.text("admin.new.lead"), .class("lead"))
                if pages.catalogue.agencies.isEmpty { p.put(NoAgencies(), in: page) }
                p.postForm(to: Path.newAccount, in: page, isMain: true) { p in
                    p.hidden(KeeperForm.values(command, picture: nil))
                    p.put(
                        Field(
                            kind: .text, name: Name.name, label: page.text("access.activate.name"),
                            error: draft.error(Name.name), value: draft.name, maxLength: 120, autocomplete: "off"),
                        in: page)
                    p.put(
                        Field(
                            kind: .code(isNumeric: false), name: Name.login, label: page.text("access.signIn.login"),
                            hint: page.text("access.login.hint"), error: draft.error(Name.login), value: draft.login,
                            width: .words, maxLength: 40, autocomplete: "off"), in: page)
                    draft.assignments.write(to: &p)
                    p.actions { p in
                        p.put(Button(words: page.text("admin.new.button")), in: page)
                        p.put(draft.assignments.button, in: page)
                    }
                }
            }
        }
    }
}

/// Said where the province has no agencies yet: its catalogue comes first.
struct NoAgencies: Component, Sendable {
    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.put(
            Notice(
                standing: .soon, title: page.text("admin.noAgencies"), lines: [page.text("admin.noAgencies.detail")]),
            in: page)
    }
}
