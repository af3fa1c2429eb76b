import HTML

/// Something to know before the rest of the page (thông báo).
struct Notice: Component, Sendable {
    var standing: Standing = .plain
    var title: String?
    var lines: [String]
    /// Said by screen readers as soon as the page comes: what the last action did.
    var isSaidAloud = false
    /// Name of the draft that is sent now and may be forgotten by the browser.
    var sentDraft: String?

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.div(
            .class(standing.noticeClass), isSaidAloud ? .role(standing == .late ? .alert : .status) : .none,
            sentDraft.map { .data("sent", $0) } ?? .none
        ) { p in
            if let title { p.h2(title) }
            for line in lines { p.p(line) }
        }
    }
}

/// What will stand here and what to do meanwhile (trang trống).
struct EmptyState: Component, Sendable {
    var title: String
    var explanation: String
    var action: LinkButton?

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.div(.class("empty")) { p in
            p.h2(title)
            p.p(explanation)
            if let action { p.put(action, in: page) }
        }
    }
}

/// The one thing to take away from a page, large: a number with what it is for.
struct LoudCode: Component, Sendable {
    var before: String
    /// Grouped as it is read aloud: `N 123 456 789`.
    var code: String
    var after: String?

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.div(.class("loud")) { p in
            p.p(before)
            p.span(code, .class("code"))
            if let after { p.p(after) }
        }
    }
}

/// Figures in one line, each with its words and, where it counts a list, the link to it (dòng số liệu).
struct FactLine: Component, Sendable {
    struct Fact: Sendable {
        var figure: String
        var words: String
        var target: SafeURL?
    }

    var facts: [Fact]

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.ul(.class("plain facts")) { p in
            for fact in facts {
                p.li { p in
                    p.strong(fact.figure)
                    p.text(" ")
                    if let target = fact.target {
                        p.a(.href(target)) { $0.text(fact.words) }
                    } else {
                        p.text(fact.words)
                    }
                }
            }
        }
    }
}
