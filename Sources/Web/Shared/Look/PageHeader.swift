import HTML

/// Top of every page: how it is shown and who reads it, then the centre, its places and the search (đầu trang).
struct PageHeader: Component, Sendable {
    var hasSearch: Bool
    /// Officers' pages have a smaller usual text size.
    var isOffice: Bool

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.header(.class("top")) { p in
            if page.isDemonstration {
                p.div(.class("demo")) { p in
                    p.div(.class("wrap")) { p in p.p(page.text("shell.demo")) }
                }
            }
            p.div(.class("tools")) { p in
                p.div(.class("wrap")) { p in
                    writeDisplay(to: &p, in: page)
                    writeAccount(to: &p, in: page)
                }
            }
            p.div(.class("wrap masthead")) { p in
                writeMark(to: &p, in: page)
                if hasSearch {
                    p.put(
                        SearchForm(
                            target: page.links.search, label: page.text("shell.search.label"),
                            hint: page.text("shell.search.hint"), button: page.text("shell.search.button"),
                            isMain: true), in: page)
                }
                if !page.places.isEmpty {
                    p.nav(.class("places"), .ariaLabel(page.text("shell.places"))) { p in
                        for place in page.places {
                            p.a(.href(place.target), .ariaCurrent(place.isCurrent ? .page : nil)) { p in
                                p.text(place.title)
                            }
                        }
                    }
                }
            }
        }
    }

    private func writeMark(to p: inout HTMLWriter, in page: PageContext) {
        p.a(.href(page.links.home), .class("mark")) { p in
            p.img(.src(page.links.mark), .alt(""), .width(40), .height(40))
            p.span { p in
                p.text(page.centre.name)
                p.small(page.centre.officialName)
            }
        }
    }

    /// Text size, contrast and language; one form, so that they work without script and are not followed by robots.
    ///
    /// It changes nothing but the look, needs no token, and so sets no cookie on pages that only tell something.
    private func writeDisplay(to p: inout HTMLWriter, in page: PageContext) {
        let size = page.textSize ?? (isOffice ? .size16 : .size18)
        p.form(.method(.post), .action(page.links.display), .ariaLabel(page.text("shell.display"))) { p in
            p.input(.type(.hidden), .name("return"), .value(page.here.text))
            p.sizeButton("A-", page.text("shell.size.smaller"), nil, size.smaller)
            p.sizeButton("A", page.text("shell.size.usual"), nil, isOffice ? .size16 : .size18)
            p.sizeButton("A+", page.text("shell.size.larger"), "larger", size.larger)
            p.button(
                .type(.submit), .name("contrast"), .value(page.isHighContrast ? "off" : "on"),
                .ariaPressed(page.isHighContrast)
            ) { p in
                p.span(.class("half"), .ariaHidden()) { _ in }
                p.span(page.text("shell.contrast"), .class("wide-only"))
            }
            for language in Language.allCases where language != page.language {
                p.button(.type(.submit), .name("language"), .value(language.rawValue), .lang(language.rawValue)) {
                    $0.text(language.ownName)
                }
            }
        }
    }

    private func writeAccount(to p: inout HTMLWriter, in page: PageContext) {
        guard let reader = page.signedIn else {
            p.a(.href(page.links.signIn)) { $0.text(page.text("shell.signIn")) }
            return
        }
        p.details(.class("menu")) { p in
            p.summary { p in
                p.strong(reader.name)
                p.span(reader.role, .class("wide-only"))
            }
            p.div { p in
                for link in reader.menu {
                    p.a(.href(link.target), .ariaCurrent(link.isCurrent ? .item : nil)) { $0.text(link.title) }
                }
                p.form(.method(.post), .action(page.links.signOut), .data("sign-out")) { p in
                    p.csrfField(in: page)
                    p.button(.type(.submit)) { $0.text(page.text("shell.signOut")) }
                }
            }
        }
    }
}

extension HTMLWriter {
    fileprivate mutating func sizeButton(
        _ sign: String, _ label: String, _ styleClass: StaticString?, _ size: TextSize?
    ) {
        button(
            .type(.submit), .name("size"), .value(size.map { String($0.rawValue) }), .class(styleClass),
            .ariaLabel(label), .title(label), .disabled(size == nil)
        ) { $0.text(sign) }
    }
}
