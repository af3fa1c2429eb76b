import Core
import HTML
import HTTPTypes
import UseCases

/// One's own password: the present one, and the new one twice (trang đổi mật khẩu).
struct PasswordChangePage {
    static let currentField = "current"
    static let newField = ActivationPage.passwordField
    static let repeatField = ActivationPage.repeatField
    static let returnField = "return"
    /// When the password was set that the page is about.
    static let seenField = "seen"

    /// What stood in the way, other than a field.
    enum Hindrance {
        /// Too many wrong tries.
        case wait(until: Instant)
        /// It was changed after the page had been opened.
        case changedMeanwhile
    }

    let login: String
    let settings: AccessSettings
    let isAdministrator: Bool
    /// When the present password was set; nil for an account without one.
    let set: Instant?
    /// The policy asks for another one.
    var isDue = false
    /// Said after the change.
    var isDone = false
    /// Where to go on afterwards; checked.
    var target: String?
    var faults: [ActivationPage.Fault] = []
    var hindrance: Hindrance?

    /// Notes what is missing.
    mutating func read(_ form: Form) {
        typealias Page = PasswordChangePage
        if form[Page.currentField, default: ""].isEmpty {
            faults.append(ActivationPage.Fault(field: Page.currentField, key: "access.change.current.missing"))
        }
        if form[Page.newField, default: ""].isEmpty {
            faults.append(ActivationPage.Fault(field: Page.newField, key: "access.change.new.missing"))
        } else if form[Page.newField] != form[Page.repeatField] {
            faults.append(ActivationPage.Fault(field: Page.repeatField, key: "access.activate.repeat.differs"))
        }
    }

    var status: HTTPResponse.Status {
        switch hindrance {
        case .wait: .tooManyRequests
        case .changedMeanwhile: .conflict
        case nil: faults.isEmpty ? .ok : .unprocessableContent
        }
    }

    func html(_ page: PageContext) -> [UInt8] {
        let errors = errors(page)
        return Page(
            title: page.text("access.change.title"), in: page, hidesSearch: true, isPrivate: true,
            hasErrors: !errors.isEmpty
        ).written { p in
            p.put(ErrorSummary(errors: errors), in: page)
            p.h1(page.text("access.change.title"))
            if isDone { return writeDone(&p, page) }
            writeNotices(&p, page)
            writePolicy(&p, page)
            writeForm(&p, page, errors)
        }.bytes
    }

    private func errors(_ page: PageContext) -> [FieldError] {
        var errors = faults.map {
            FieldError(fieldID: $0.field, message: page.text($0.key, ["n": .number($0.number)]))
        }
        if case .wait(let until) = hindrance {
            errors.append(
                FieldError(
                    fieldID: PasswordChangePage.currentField,
                    message: page.text("access.signIn.wait", ["until": .text(page.moment(until))])))
        }
        return errors
    }

    private func writeDone(_ p: inout HTMLWriter, _ page: PageContext) {
        p.put(
            Notice(
                standing: .done, title: page.text("access.change.done"),
                lines: [page.text("access.change.others"), page.text("access.change.next")], isSaidAloud: true),
            in: page)
        let next = target.flatMap { SafeURL.path(checking: $0) } ?? Path.signIn.url
        p.actions { p in p.put(LinkButton(words: page.text("access.change.onward"), target: next), in: page) }
    }

    private func writeNotices(_ p: inout HTMLWriter, _ page: PageContext) {
        if case .changedMeanwhile = hindrance {
            p.put(
                Notice(
                    standing: .soon, title: page.text("access.change.meanwhile"),
                    lines: [page.text("access.change.meanwhile.detail")], isSaidAloud: true), in: page)
        } else if isDue {
            let key: TextKey = isAdministrator ? "access.change.due.administrator" : "access.change.due"
            p.put(
                Notice(
                    standing: .soon,
                    lines: [page.text(key, ["days": .number(settings.password.administratorDays)])],
                    isSaidAloud: true), in: page)
        }
        p.p(page.text("access.change.lead"), .class("lead"))
    }

    /// What a password must be like, before anything is typed.
    private func writePolicy(_ p: inout HTMLWriter, _ page: PageContext) {
        let policy = settings.password
        p.h2(page.text("access.change.policy"))
        p.ul { p in
            p.li(
                page.text(
                    "access.change.policy.length",
                    ["least": .number(policy.charactersMin), "most": .number(PasswordPolicy.charactersMax)]))
            p.li(page.text("access.change.policy.simple"))
            p.li(page.text("access.change.policy.login", ["login": .text(login)]))
            p.li(page.text("access.change.policy.other"))
            if isAdministrator {
                p.li(page.text("access.change.policy.days", ["days": .number(policy.administratorDays)]))
            }
        }
    }

    private func writeForm(_ p: inout HTMLWriter, _ page: PageContext, _ errors: [FieldError]) {
        p.postForm(to: Path.passwordChange, in: page, isMain: true) { p in
            if let target { p.input(.type(.hidden), .name(PasswordChangePage.returnField), .value(target)) }
            if let set {
                p.input(
                    .type(.hidden), .name(PasswordChangePage.seenField), .value(String(set.microseconds)))
            }
            put(&p, page, errors, PasswordChangePage.currentField, "access.change.current", "current-password")
            put(&p, page, errors, PasswordChangePage.newField, "access.activate.new", "new-password")
            put(&p, page, errors, PasswordChangePage.repeatField, "access.activate.repeat", "new-password")
            p.actions { p in p.put(Button(words: page.text("access.change.save")), in: page) }
        }
    }

    private func put(
        _ p: inout HTMLWriter, _ page: PageContext, _ errors: [FieldError], _ name: String, _ label: TextKey,
        _ autocomplete: StaticString
    ) {
        p.put(
            Field(
                kind: .password, name: name, label: page.text(label),
                error: errors.first { $0.fieldID == name }?.message, width: .words, autocomplete: autocomplete),
            in: page)
    }
}

extension Form {
    fileprivate subscript(name: String, default none: String) -> String { self[name] ?? none }
}
