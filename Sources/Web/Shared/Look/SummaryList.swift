import HTML

/// Answers or facts, each beside its name, with "Sửa" beside what may be changed (bảng tóm tắt).
struct SummaryList: Component, Sendable {
    struct Row: Sendable {
        var name: String
        /// Lines of the answer; empty where there is none.
        var lines: [String]
        /// What must be known about the answer, small under it.
        var hints: [String] = []
        var change: SafeURL?
        /// The answer is a code, set as one.
        var isCode = false

        init(_ name: String, _ lines: String..., change: SafeURL? = nil, isCode: Bool = false) {
            self.name = name
            self.lines = lines
            self.change = change
            self.isCode = isCode
        }
    }

    var rows: [Row]
    /// Name above answer, for narrow places.
    var isTall = false

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.dl(.class(isTall ? "sum tall" : "sum")) { p in
            for row in rows {
                p.div { p in
                    p.dt(row.name)
                    p.dd { writeLines(of: row, to: &$0, in: page) }
                    if let change = row.change {
                        p.dd(.class("change")) { p in
                            p.a(.href(change)) { p in
                                p.text(page.text("form.change"))
                                p.span(" " + row.name, .class("unseen"))
                            }
                        }
                    }
                }
            }
        }
    }

    private func writeLines(of row: Row, to p: inout HTMLWriter, in page: PageContext) {
        let lines = row.lines.filter { !$0.isEmpty }
        if lines.isEmpty { p.span(page.text("form.unanswered"), .class("soft")) }
        for (index, line) in lines.enumerated() {
            if index > 0 { p.br() }
            if row.isCode { p.span(line, .class("code")) } else { p.text(line) }
        }
        for hint in row.hints { p.p(hint, .class("hint")) }
    }
}
