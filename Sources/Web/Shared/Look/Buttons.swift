import HTML

/// How much a button asks for the eye: one primary a page.
enum ButtonWeight: Sendable {
    case primary, second, danger

    var styleClass: StaticString {
        switch self {
        case .primary: "btn"
        case .second: "btn second"
        case .danger: "btn danger"
        }
    }
}

/// A button that sends its form (nút).
struct Button: Component, Sendable {
    var words: String
    var weight: ButtonWeight = .primary
    /// Sent with the form, where several buttons share one.
    var name: String?
    var value: String?
    /// Sends the form elsewhere than it says itself.
    var target: SafeURL?
    /// Key shown to those who use the keyboard, such as `Ctrl+Enter`; without script the access key `g` does the same.
    var key: String?

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.button(
            .type(.submit), .class(weight.styleClass), .name(name), .value(value),
            target.map { .formAction($0) } ?? .none, .data("sending", page.text("form.sending")),
            .when(key != nil, .accessKey("g"))
        ) { p in
            p.text(words)
            if let key { p.kbd(key, .ariaHidden()) }
        }
    }
}

/// A link that looks like a button, because it begins something (nút liên kết).
struct LinkButton: Component, Sendable {
    var words: String
    var target: SafeURL
    var weight: ButtonWeight = .primary
    /// Pressed by `F2`, and by the access key `n` without script: the page's "new".
    var isNew = false

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.a(
            .href(target), .class(weight.styleClass), .when(isNew, .data("new")), .when(isNew, .accessKey("n"))
        ) { p in
            p.text(words)
            if isNew { p.kbd("F2", .ariaHidden()) }
        }
    }
}

/// Prints the page; without script the browser's own menu does, so it shows only with script.
struct PrintButton: Component, Sendable {
    /// Opens the print dialogue as soon as the page has come, as receipts at the counter do.
    var atOnce = false

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.button(
            .type(.button), .class("btn js-only"), .data("print", atOnce ? "now" : ""),
            content: { p in
                p.text(page.text("paper.print"))
            })
    }
}

extension HTMLWriter {
    /// Buttons at the end of a form or a page, the primary one first.
    mutating func actions(content: Content) { div(.class("acts"), content: content) }

    /// A form that changes something: POST, with the token against forgery and the guard against double sending.
    ///
    /// - Parameters:
    ///   - draft: keeps what is typed in the browser's tab under this name until it is sent, for long texts; give it
    ///     the officer's id and the dossier's, so that nobody else is shown it.
    ///   - autosave: address that takes the form from time to time while it is filled in.
    ///   - isMain: the form that `Ctrl+Enter` sends.
    mutating func postForm(
        to target: some PageURL, in page: PageContext, hasFiles: Bool = false, isMain: Bool = false,
        draft: String? = nil, autosave: SafeURL? = nil, content: Content
    ) {
        form(
            .method(.post), .action(target), .noValidate(), .data("once"), .when(hasFiles, .multipart()),
            .when(isMain, .data("main")), draft.map { .data("draft", $0) } ?? .none,
            autosave.map { .data("autosave", to: $0) } ?? .none
        ) { p in
            p.csrfField(in: page)
            if draft != nil {
                p.p(page.text("form.draft.restored"), .class("hint"), .role(.status), .data("restored"), .hidden())
            }
            if autosave != nil { p.autosaveState(in: page) }
            content(&p)
        }
    }

    mutating func csrfField(in page: PageContext) {
        let token = page.csrfToken.text
        if !token.isEmpty { input(.type(.hidden), .name("csrf"), .value(token)) }
    }

    private mutating func autosaveState(in page: PageContext) {
        p(
            .class("hint js-only"), .role(.status), .data("saving", page.text("form.autosave.saving")),
            .data("saved", page.text("form.autosave.saved")), .data("unsaved", page.text("form.autosave.unsaved"))
        ) { _ in }
    }
}
