import HTML

/// What stands under a list: how much of it is shown, the next page, and the whole of it as a file.
///
/// Pages are found by key, so there is "next" and "from the start" and no page numbers, and a list that grows while it
/// is read neither repeats nor skips a row.
struct ListFoot: Component, Sendable {
    /// In words: "20 trong 148 hồ sơ".
    var shown: String
    var next: SafeURL?
    /// Set on every page but the first.
    var start: SafeURL?
    var csv: SafeURL?

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.div(.class("under")) { p in
            p.span(shown)
            p.nav(.class("pager"), .ariaLabel(page.text("list.pages"))) { p in
                if let start { p.a(.href(start), .class("link")) { $0.text(page.text("list.start")) } }
                if let next {
                    p.a(.href(next), .class("btn second"), .rel("next")) { $0.text(page.text("list.next")) }
                }
                if let csv {
                    p.a(.href(csv), .class("link"), .rel("nofollow"), .download()) { $0.text(page.text("list.csv")) }
                }
            }
        }
    }
}

/// Choices that narrow a list, each with how many it leaves (bộ lọc).
struct Filters: Component, Sendable {
    struct Choice: Sendable {
        var title: String
        var count: String?
        var standing: Standing = .plain
        var target: SafeURL
        var isCurrent = false
    }

    var label: String
    var choices: [Choice]

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.nav(.ariaLabel(label)) { p in
            p.ul(.class("plain filters")) { p in
                for choice in choices {
                    p.li { p in
                        p.a(.href(choice.target), .ariaCurrent(choice.isCurrent ? .item : nil)) { p in
                            p.put(Tag(choice.standing, choice.title), in: page)
                            if let count = choice.count { p.strong(count) }
                        }
                    }
                }
            }
        }
    }
}
