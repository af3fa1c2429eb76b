import Core
import HTML
import UseCases

/// Name, login and password of the first administrator, or a new password alone (trang kích hoạt tài khoản).
struct ActivationPage {
    static let nameField = "name"
    static let loginField = "login"
    static let passwordField = "password"
    static let repeatField = "password-repeat"

    enum Link {
        case firstAdministrator
        case password(login: String, name: String)

        /// The login that is fixed already.
        var login: String? {
            switch self {
            case .firstAdministrator: nil
            case .password(let login, _): login
            }
        }
    }

    /// What is wrong with a field, as a text's key and its fields.
    struct Fault {
        var field: String
        var key: TextKey
        var number = 0
    }

    let link: Link
    let token: String
    var name = ""
    var login = ""
    var faults: [Fault] = []

    init(link: Link, token: String) {
        self.link = link
        self.token = token
    }

    /// Takes what was typed and notes what is missing.
    mutating func read(_ form: Form) {
        name = String((form[ActivationPage.nameField] ?? "").prefix(200))
        login = String((form[ActivationPage.loginField] ?? "").prefix(SignInPage.loginMost))
        let password = form[ActivationPage.passwordField] ?? ""
        if case .firstAdministrator = link {
            if name.allSatisfy(\.isWhitespace) {
                faults.append(Fault(field: ActivationPage.nameField, key: "access.activate.name.missing"))
            }
            if login.allSatisfy(\.isWhitespace) {
                faults.append(Fault(field: ActivationPage.loginField, key: "access.signIn.login.missing"))
            }
        }
        if password.isEmpty {
            faults.append(Fault(field: ActivationPage.passwordField, key: "access.signIn.password.missing"))
        } else if password != form[ActivationPage.repeatField] {
            faults.append(Fault(field: ActivationPage.repeatField, key: "access.activate.repeat.differs"))
        }
    }

    /// Notes a refusal at its field; false for one that is about the link and not about what was typed.
    mutating func take(_ refusal: AccessRefusal) -> Bool {
        switch refusal {
        case .loginMalformed: faults.append(Fault(field: ActivationPage.loginField, key: "access.login.malformed"))
        case .loginTaken: faults.append(Fault(field: ActivationPage.loginField, key: "access.login.taken"))
        case .name(.missing):
            faults.append(Fault(field: ActivationPage.nameField, key: "access.activate.name.missing"))
        case .name(.tooLong(let most)):
            faults.append(Fault(field: ActivationPage.nameField, key: "access.name.too-long", number: most))
        case .name(.badForm): faults.append(Fault(field: ActivationPage.nameField, key: "access.name.malformed"))
        case .password(let fault): faults.append(ActivationPage.fault(fault))
        case .accountExists, .label, .accountUnknown, .accountClosed, .alreadyBegun, .linkUnusable, .tokensTooMany,
            .tokenUnknown, .tokenDays, .formNotOurs, .formTooLarge, .draftUnknown, .draftSubmitted, .draftsTooMany,
            .draftValuesTooMany, .draftTooLarge, .draftFilesTooMany, .draftFilesTooLarge, .draftFileUnknown,
            .idempotencyKeyMalformed, .idempotencyKeyReused:
            return false
        }
        return true
    }

    static func fault(_ fault: PasswordFault) -> Fault {
        let field = ActivationPage.passwordField
        return switch fault {
        case .tooShort(let least): Fault(field: field, key: "access.password.too-short", number: least)
        case .tooLong(let most): Fault(field: field, key: "access.password.too-long", number: most)
        case .tooSimple: Fault(field: field, key: "access.password.too-simple")
        case .holdsLogin: Fault(field: field, key: "access.password.holds-login")
        case .sameAsOld: Fault(field: field, key: "access.password.same-as-old")
        }
    }

    func html(_ page: PageContext) -> [UInt8] {
        let title = page.text(link.login == nil ? "access.activate.first" : "access.activate.password")
        let errors = faults.map { fault in
            FieldError(fieldID: fault.field, message: page.text(fault.key, ["n": .number(fault.number)]))
        }
        return Page(title: title, in: page, hidesSearch: true, isPrivate: true, hasErrors: !errors.isEmpty)
            .written { p in
                p.put(ErrorSummary(errors: errors), in: page)
                p.h1(title)
                p.postForm(to: Path.activation(token), in: page, isMain: true) { p in
                    writeWho(&p, page, errors)
                    writePassword(&p, page, errors)
                    p.actions { p in p.put(Button(words: page.text("access.activate.save")), in: page) }
                }
            }.bytes
    }

    private func writeWho(_ p: inout HTMLWriter, _ page: PageContext, _ errors: [FieldError]) {
        switch link {
        case .password(let login, let name):
            p.put(
                SummaryList(rows: [
                    SummaryList.Row(page.text("access.activate.name"), name),
                    SummaryList.Row(page.text("access.signIn.login"), login, isCode: true),
                ]), in: page)
        case .firstAdministrator:
            p.p(page.text("access.activate.lead"), .class("lead"))
            p.put(
                Field(
                    kind: .text, name: ActivationPage.nameField, label: page.text("access.activate.name"),
                    error: error(ActivationPage.nameField, errors), value: name, maxLength: 120, autocomplete: "name",
                    takesFocus: true), in: page)
            p.put(
                Field(
                    kind: .code(isNumeric: false), name: ActivationPage.loginField,
                    label: page.text("access.signIn.login"), hint: page.text("access.login.hint"),
                    error: error(ActivationPage.loginField, errors), value: login, width: .words, maxLength: 40,
                    autocomplete: "username"), in: page)
        }
    }

    private func writePassword(_ p: inout HTMLWriter, _ page: PageContext, _ errors: [FieldError]) {
        let least = PasswordPolicy().charactersMin
        p.put(
            Field(
                kind: .password, name: ActivationPage.passwordField, label: page.text("access.activate.new"),
                hint: page.text("access.password.hint", ["n": .number(least)]),
                error: error(ActivationPage.passwordField, errors), width: .words, autocomplete: "new-password"),
            in: page)
        p.put(
            Field(
                kind: .password, name: ActivationPage.repeatField, label: page.text("access.activate.repeat"),
                error: error(ActivationPage.repeatField, errors), width: .words, autocomplete: "new-password"),
            in: page)
    }

    private func error(_ field: String, _ errors: [FieldError]) -> String? {
        errors.first { $0.fieldID == field }?.message
    }
}
