import HTML

/// The way back, always safe (quay lại).
struct BackLink: Component, Sendable {
    var target: SafeURL
    /// Nil says "Quay lại".
    var words: String?

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.a(.href(target), .class("back")) { $0.text(words ?? page.text("form.back")) }
    }
}

/// Where the page stands, from the whole to the part (đường dẫn).
struct Crumbs: Component, Sendable {
    var links: [NavigationLink]

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.nav(.ariaLabel(page.text("shell.crumbs"))) { p in
            p.ol(.class("plain crumbs")) { p in
                for link in links {
                    p.li { p in
                        if link.isCurrent {
                            p.span(link.title, .ariaCurrent(.page))
                        } else {
                            p.a(.href(link.target)) { $0.text(link.title) }
                        }
                    }
                }
            }
        }
    }
}

/// How far a form of several pages is: "Bước 2 trên 5: Người nộp".
struct FormSteps: Component, Sendable {
    var step: Int
    var total: Int
    var name: String

    func write(to p: inout HTMLWriter, in page: PageContext) {
        let words = page.text(
            "form.step", ["step": .number(step), "total": .number(total), "name": .text(name)])
        p.div(.class("steps")) { p in
            p.label(words, .for("form-progress"))
            p.progress(value: step, max: total, .id("form-progress"))
        }
    }
}

/// Links as a list to choose from, with a word under each where one helps.
struct LinkList: Component, Sendable {
    struct Item: Sendable {
        var title: String
        var target: SafeURL
        var under: String?
    }

    var items: [Item]

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.ul(.class("plain links")) { p in
            for item in items {
                p.li { p in
                    p.a(.href(item.target)) { p in
                        p.text(item.title)
                        if let under = item.under { p.small(under) }
                    }
                }
            }
        }
    }
}

/// A search in one line: field and button (ô tìm kiếm).
struct SearchForm: Component, Sendable {
    var target: SafeURL
    var name: String = "q"
    /// Heard, not seen: a heading or the hint inside says it to the eye.
    var label: String
    var hint: String = ""
    var button: String
    var value: String = ""
    var weight: ButtonWeight = .primary
    /// The search of the page, which `Ctrl+/` and the access key reach.
    var isMain = false
    var takesFocus = false

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.form(.class("search"), .role(.search), .action(target), .method(.get)) { p in
            p.input(
                .type(.search), .name(name), .value(value), .ariaLabel(label), .placeholder(hint), .maxLength(200),
                .autocomplete("off"), .spellcheck(false), .when(isMain, .data("search")),
                .when(isMain, .accessKey("s")), .autofocus(takesFocus))
            p.button(.type(.submit), .class(weight.styleClass)) { $0.text(button) }
        }
    }
}
