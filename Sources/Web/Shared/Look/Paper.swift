import HTML

/// A printed form of the one-stop office on the screen and on paper (giấy tờ in ra): A5, or A4 in large print.
struct Paper: Sendable {
    enum Format: Sendable { case a5, a4Large }

    /// How close the lines of an A5 stand, so that a long content still fits one sheet.
    enum Density: Sendable { case usual, dense, tight }

    var page: PageContext
    var title: String
    var format: Format = .a5
    var density: Density = .usual
    /// Where to go after printing.
    var back: SafeURL
    /// The same paper in the other format.
    var otherFormat: SafeURL?
    var printsAtOnce = false

    func written(content: HTMLWriter.Content) -> HTMLWriter {
        var p = HTMLWriter()
        p.doctype()
        p.html(language: page.language.rawValue, classes: page.styleClasses(isOffice: true)) { p in
            writeHead(titled: title, in: page, isPrivate: true, isPaper: true, to: &p)
            p.body(.class("desk-of-paper")) { p in
                p.nav(.class("paperbar"), .ariaLabel(page.text("paper.bar"))) { p in
                    p.put(BackLink(target: back), in: page)
                    p.put(PrintButton(atOnce: printsAtOnce), in: page)
                    if let otherFormat {
                        let words: TextKey = format == .a5 ? "paper.large" : "paper.usual"
                        p.put(LinkButton(words: page.text(words), target: otherFormat, weight: .second), in: page)
                    }
                }
                p.main(.id("main"), .class(styleClass), .lang("vi")) { p in
                    p.div(.class("band")) { _ in }
                    content(&p)
                }
            }
        }
        return p
    }

    private var styleClass: StaticString {
        switch (format, density) {
        case (.a4Large, _): "paper large"
        case (.a5, .usual): "paper"
        case (.a5, .dense): "paper dense"
        case (.a5, .tight): "paper dense tight"
        }
    }
}

/// Top of a state paper: who issues it at the left, the nation and its motto at the right.
struct PaperHeads: Component, Sendable {
    /// The superior body, then the unit that issues.
    var issuer: [String]

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.div(.class("heads")) { p in
            p.div { p in
                for line in issuer { p.p(line) }
            }
            p.div { p in
                p.p { $0.strong(page.text("paper.nation")) }
                p.p(page.text("paper.motto"), .class("motto"))
            }
        }
    }
}

/// Who signs, side by side, each with room for the hand.
struct PaperSignatures: Component, Sendable {
    var people: [(title: String, name: String)]

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.div(.class("signs")) { p in
            for person in people {
                p.div { p in
                    p.p { $0.strong(person.title) }
                    p.p(page.text("paper.sign"))
                    p.p(person.name, .class("name"))
                }
            }
        }
    }
}
