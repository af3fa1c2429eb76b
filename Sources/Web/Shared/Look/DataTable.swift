import HTML

/// Rows that read like a timetable where there is room and like cards where there is not (bảng).
struct DataTable: Component, Sendable {
    /// How a column is set.
    enum ColumnKind: Sendable {
        /// Heads its row, and heads the card on a phone.
        case main
        /// Never broken over lines: times, codes, states.
        case short
        case time
        case number
        case text
    }

    struct Column: Sendable {
        var title: String
        var kind: ColumnKind = .text
        /// The title stands before the value on a phone; false where the value speaks for itself.
        var isLabelled = true
        /// Sorts by this column.
        var sort: SafeURL?
    }

    enum Cell: Sendable {
        case text(String)
        /// A main line with a softer one under it.
        case lines(String, String)
        case link(String, SafeURL, under: String? = nil)
        case tag(Tag)
        /// A main line with a state under it.
        case tagged(String, Tag)
        case number(Int)
        /// Sends the form around the table.
        case button(Button)
        case blank
    }

    struct Row: Sendable {
        var cells: [Cell]
        var standing: Standing = .plain
    }

    /// Rows under a heading of their own, such as a day.
    struct Group: Sendable {
        var title: String?
        var rows: [Row]
    }

    var caption: String
    /// The caption is only heard, where a heading already says it.
    var hidesCaption = true
    var columns: [Column]
    var groups: [Group]
    /// Stays a table on a phone: few narrow columns.
    var staysTable = false

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.div(.class(boxClass)) { p in
            p.table { p in
                p.caption(caption, .when(hidesCaption, .class("unseen")))
                p.thead { p in
                    p.tr { p in
                        for column in columns { writeHead(column, to: &p) }
                    }
                }
                for group in groups {
                    p.tbody { p in
                        if let title = group.title {
                            p.tr(.class("group")) { p in
                                p.th(title, .columnSpan(columns.count), .scope(.rowGroup))
                            }
                        }
                        for row in group.rows {
                            p.tr(.class(row.standing.rowClass)) { p in
                                for (column, cell) in zip(columns, row.cells) {
                                    write(cell, under: column, to: &p, in: page)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Few columns stay a table in narrower places than many do.
    private var boxClass: StaticString {
        if staysTable { return "list" }
        return columns.count > 4 ? "list stack" : "list stack few"
    }

    private func writeHead(_ column: Column, to p: inout HTMLWriter) {
        p.th(.scope(.column), column.kind == .number ? .class("num") : .none) { p in
            if let sort = column.sort {
                p.a(.href(sort)) { $0.text(column.title) }
            } else {
                p.text(column.title)
            }
        }
    }

    private func write(_ cell: Cell, under column: Column, to p: inout HTMLWriter, in page: PageContext) {
        switch column.kind {
        case .main:
            p.th(.scope(.row), .class("main")) { writeValue(of: cell, to: &$0, in: page) }
        case .short, .time, .number, .text:
            let label: Attribute = column.isLabelled ? .data("label", column.title) : .none
            p.td(.class(styleClass(column.kind, cell)), label) { writeValue(of: cell, to: &$0, in: page) }
        }
    }

    private func writeValue(of cell: Cell, to p: inout HTMLWriter, in page: PageContext) {
        switch cell {
        case .text(let text): p.text(text)
        case .lines(let first, let second):
            p.text(first)
            p.span(second, .class("soft"))
        case .link(let words, let target, let under):
            p.a(.href(target)) { $0.text(words) }
            if let under { p.span(under, .class("soft")) }
        case .tag(let tag): p.put(tag, in: page)
        case .tagged(let first, let tag):
            p.span(first)
            p.br()
            p.put(tag, in: page)
        case .number(let number): p.text(page.language.grouped(number))
        case .button(let button): p.put(button, in: page)
        case .blank: break
        }
    }

    private func styleClass(_ kind: ColumnKind, _ cell: Cell) -> StaticString? {
        if case .blank = cell { return "blank" }
        switch kind {
        case .main: return "main"
        case .short: return "short"
        case .time: return "time"
        case .number: return "num"
        case .text: return nil
        }
    }
}
