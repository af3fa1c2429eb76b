import HTML

/// One page of the site: header, band, content, footer (trang).
///
/// - Example:
/// ```swift
/// let html = Page(title: page.text("track.title"), in: page, layout: .column).written { p in
///     p.h1(page.text("track.title"))
///     p.put(SearchForm(target: …, label: …, button: …), in: page)
/// }
/// ```
struct Page: Sendable {
    enum Layout: Sendable {
        /// One column to read and answer in.
        case column
        /// The whole width of the portal, with places beside each other.
        case full
        /// An officer's page, as wide as the window, with the office's lists at its side.
        case office(SideNavigation)
    }

    var title: String
    var page: PageContext
    var layout: Layout
    /// Only where the page is the search itself.
    var hidesSearch = false
    /// About one person or one dossier: search engines leave it alone.
    var isPrivate = false
    /// Said first on the browser's tab, when a form came back with errors.
    var hasErrors = false

    init(
        title: String, in page: PageContext, layout: Layout = .column, hidesSearch: Bool = false,
        isPrivate: Bool = false, hasErrors: Bool = false
    ) {
        self.title = title
        self.page = page
        self.layout = layout
        self.hidesSearch = hidesSearch
        self.isPrivate = isPrivate
        self.hasErrors = hasErrors
    }

    /// The whole page around `content`.
    func written(content: HTMLWriter.Content) -> HTMLWriter {
        var p = HTMLWriter()
        p.doctype()
        p.html(language: page.language.rawValue, classes: page.styleClasses(isOffice: isOffice)) { p in
            let whole = hasErrors ? page.text("form.error") + " " + title : title
            writeHead(titled: whole, in: page, isPrivate: isPrivate || isOffice, to: &p)
            p.body { p in
                p.a(.href(SafeURL.element("main")), .class("skip")) { $0.text(page.text("shell.skip")) }
                p.put(PageHeader(hasSearch: !hidesSearch, isOffice: isOffice), in: page)
                p.div(.class("band")) { _ in }
                p.main(.id("main"), .class("page"), .tabIndex(-1)) { p in
                    writeMain(content, to: &p)
                }
                p.put(PageFooter(), in: page)
            }
        }
        return p
    }

    private var isOffice: Bool {
        switch layout {
        case .column, .full: false
        case .office: true
        }
    }

    private func writeMain(_ content: HTMLWriter.Content, to p: inout HTMLWriter) {
        switch layout {
        case .column:
            p.div(.class("narrow")) { p in writeFlash(then: content, to: &p) }
        case .full:
            writeFlash(then: content, to: &p)
        case .office(let side):
            p.div(.class("office")) { p in
                p.put(side, in: page)
                p.div { p in writeFlash(then: content, to: &p) }
            }
        }
    }

    private func writeFlash(then content: HTMLWriter.Content, to p: inout HTMLWriter) {
        if let flash = page.flash { p.put(flash, in: page) }
        content(&p)
    }
}

/// Head of every document: name, style, icon, script.
func writeHead(
    titled title: String, in page: PageContext, isPrivate: Bool, isPaper: Bool = false, to p: inout HTMLWriter
) {
    p.head { p in
        p.title(title + " – " + page.centre.name)
        if isPrivate { p.keptFromSearchEngines() }
        p.styleSheet(page.links.styleSheet)
        if isPaper { p.styleSheet(page.links.paperStyleSheet) }
        p.icon(page.links.icon)
        p.script(page.links.script)
    }
}

extension PageContext {
    /// Words of the style sheet on the document: officers' base size, the reader's size and contrast.
    func styleClasses(isOffice: Bool) -> [StaticString] {
        var classes: [StaticString] = []
        if isOffice { classes.append("desk") }
        if let textSize { classes.append(textSize.styleClass) }
        if isHighContrast { classes.append("contrast") }
        return classes
    }
}
