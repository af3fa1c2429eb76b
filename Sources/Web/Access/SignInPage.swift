import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// Name and password, and on the demonstration the accounts that may be tried (trang đăng nhập).
struct SignInPage {
    static let loginField = "login"
    static let passwordField = "password"
    static let returnField = "return"
    static let heldField = "held"
    /// Characters read of a login; no real one is as long.
    static let loginMost = 100

    /// What stood in the way.
    enum Fault {
        case missing(String)
        /// Not told which of the two.
        case wrong
        case wait(until: Instant)
        /// The session of a form had ended.
        case ended

        var status: HTTPResponse.Status {
            switch self {
            case .missing: .unprocessableContent
            case .wrong, .ended: .unauthorized
            case .wait: .tooManyRequests
            }
        }
    }

    let pages: Pages
    var login = ""
    /// Where to go afterwards; checked.
    var target: String?
    var held: HeldFormID?
    /// Names of files that came with a held form and could not be kept.
    var keptFiles: [String]?
    var fault: Fault?

    init(pages: Pages) { self.pages = pages }

    func html(_ page: PageContext) -> [UInt8] {
        let errors = errors(page)
        return Page(
            title: page.text("access.signIn.title"), in: page, hidesSearch: true, isPrivate: true,
            hasErrors: !errors.isEmpty
        ).written { p in
            p.put(ErrorSummary(errors: errors), in: page)
            p.h1(page.text("access.signIn.title"))
            notice(&p, page)
            p.p(page.text("access.signIn.lead"), .class("lead"))
            form(&p, page, errors)
            if page.isDemonstration, !pages.demoAccounts.isEmpty { accounts(&p, page) }
        }.bytes
    }

    private func errors(_ page: PageContext) -> [FieldError] {
        switch fault {
        case nil, .ended: []
        case .missing(let field):
            [FieldError(fieldID: field, message: page.text(TextKey("access.signIn.\(field).missing")))]
        case .wrong: [FieldError(fieldID: SignInPage.loginField, message: page.text("access.signIn.wrong"))]
        case .wait(let until):
            [
                FieldError(
                    fieldID: SignInPage.loginField,
                    message: page.text("access.signIn.wait", ["until": .text(page.moment(until))]))
            ]
        }
    }

    private func notice(_ p: inout HTMLWriter, _ page: PageContext) {
        guard case .ended = fault else { return }
        var lines = [page.text("access.held.kept")]
        if let keptFiles {
            lines.append(page.text("access.held.files", ["files": .text(keptFiles.joined(separator: ", "))]))
        }
        p.put(Notice(standing: .soon, title: page.text("access.held.ended"), lines: lines, isSaidAloud: true), in: page)
    }

    private func form(_ p: inout HTMLWriter, _ page: PageContext, _ errors: [FieldError]) {
        func error(_ field: String) -> String? { errors.first { $0.fieldID == field }?.message }
        p.postForm(to: Path.signIn, in: page, isMain: true) { p in
            if let target { p.input(.type(.hidden), .name(SignInPage.returnField), .value(target)) }
            if let held { p.input(.type(.hidden), .name(SignInPage.heldField), .value(held.text)) }
            p.put(
                Field(
                    kind: .code(isNumeric: false), name: SignInPage.loginField,
                    label: page.text("access.signIn.login"), error: error(SignInPage.loginField), value: login,
                    width: .words, maxLength: SignInPage.loginMost, autocomplete: "username", takesFocus: true),
                in: page)
            p.put(
                Field(
                    kind: .password, name: SignInPage.passwordField, label: page.text("access.signIn.password"),
                    error: error(SignInPage.passwordField), width: .words, autocomplete: "current-password"),
                in: page)
            p.actions { p in p.put(Button(words: page.text("shell.signIn")), in: page) }
        }
        p.p(page.text("access.signIn.forgotten"), .class("hint"))
    }

    private func accounts(_ p: inout HTMLWriter, _ page: PageContext) {
        p.h2(page.text("access.demo.title"))
        p.p(page.text("access.demo.lead"))
        p.put(
            DataTable(
                caption: page.text("access.demo.title"),
                columns: [
                    DataTable.Column(title: page.text("access.signIn.login"), kind: .main),
                    DataTable.Column(title: page.text("access.signIn.password"), kind: .short),
                    DataTable.Column(title: page.text("access.demo.who")),
                ],
                groups: [
                    DataTable.Group(
                        title: nil,
                        rows: pages.demoAccounts.map { account in
                            DataTable.Row(cells: [
                                .text(account.login), .text(account.password),
                                .lines(account.name, account.title),
                            ])
                        })
                ]), in: page)
    }
}
