import Core
import HTML
import Reports

/// One column of figures: where its name stands in the texts, and what it says of a row (cột số liệu).
struct FiguresColumn: Sendable {
    /// `open.column.…`.
    var key: String
    var value: @Sendable (Figures) -> Int

    private init(_ key: String, _ value: @escaping @Sendable (Figures) -> Int) {
        self.key = key
        self.value = value
    }

    /// Columns that stand under one heading, `open.group.…`.
    struct Group: Sendable {
        var key: String
        var columns: [FiguresColumn]
    }

    /// Columns 3 to 13 of template II.06a, and one for what is neither settled nor in progress.
    static let shown = [
        Group(
            key: "received",
            columns: [
                FiguresColumn("total") { $0.received }, FiguresColumn("online") { $0.receivedOnline },
                FiguresColumn("directAndPost") { $0.receivedDirectAndPost },
                FiguresColumn("carriedOver") { $0.carriedOver },
            ]),
        Group(
            key: "settled",
            columns: [
                FiguresColumn("total") { $0.settled }, FiguresColumn("early") { $0[.settledEarly] },
                FiguresColumn("onTime") { $0[.settledOnTime] }, FiguresColumn("late") { $0[.settledLate] },
            ]),
        Group(
            key: "inProgress",
            columns: [
                FiguresColumn("total") { $0.inProgress }, FiguresColumn("inTime") { $0[.inProgressInTime] },
                FiguresColumn("overdue") { $0[.inProgressOverdue] },
            ]),
        Group(key: "other", columns: [FiguresColumn("total") { $0.other }]),
    ]

    /// The same in a file, with every bucket for itself.
    static let written =
        shown.dropLast() + [
            Group(
                key: "other",
                columns: [
                    FiguresColumn("total") { $0.other },
                    FiguresColumn("waitingForSupplement") { $0[.waitingForSupplement] },
                    FiguresColumn("waitingForFinancialDuty") { $0[.waitingForFinancialDuty] },
                    FiguresColumn("withdrawn") { $0[.withdrawn] }, FiguresColumn("stopped") { $0[.stopped] },
                    FiguresColumn("voided") { $0[.voided] },
                ])
        ]
}

/// Rows of figures under two lines of headings, the whole province last (bảng số liệu).
///
/// Not a `DataTable`: on a telephone a card for each row would be longer than the screen thirteen times over, so it
/// stays a table that is moved sideways within its frame; and it carries no label in each cell, which keeps it light.
struct FiguresTable: Component, Sendable {
    var caption: String
    /// Heads the column of names.
    var nameTitle: String
    var rows: [FiguresRow]
    var total: Figures

    func write(to p: inout HTMLWriter, in page: PageContext) {
        // Whoever has no mouse moves the frame by the arrow keys, once it has the focus.
        p.section(.class("list wide"), .tabIndex(0), .ariaLabel(caption)) { p in
            p.table { p in
                p.caption(caption, .class("unseen"))
                p.thead { writeHead(to: &$0, in: page) }
                p.tbody { p in
                    for row in rows { write(row.name, row.figures, to: &p, in: page) }
                }
                p.tfoot { write(page.text("open.whole"), total, to: &$0, in: page) }
            }
        }
    }

    private func writeHead(to p: inout HTMLWriter, in page: PageContext) {
        p.tr { p in
            p.td { _ in }
            for group in FiguresColumn.shown {
                p.th(page.text(TextKey("open.group.\(group.key)")), .columnSpan(group.columns.count))
            }
            p.td { _ in }
        }
        p.tr { p in
            p.th(nameTitle, .scope(.column))
            for column in FiguresColumn.shown.flatMap(\.columns) {
                p.th(page.text(TextKey("open.column.\(column.key)")), .scope(.column), .class("num"))
            }
            p.th(page.text("open.column.overdueShare"), .scope(.column), .class("num"))
        }
    }

    private func write(_ name: String, _ figures: Figures, to p: inout HTMLWriter, in page: PageContext) {
        p.tr { p in
            p.th(name, .scope(.row))
            for group in FiguresColumn.shown {
                for column in group.columns { p.td(page.language.grouped(column.value(figures))) }
            }
            p.td(page.language.percent(tenths: figures.overdueShare))
        }
    }
}

extension Language {
    /// `4,2%` in Vietnamese, `4.2%` in English.
    func percent(tenths: Int) -> String {
        let mark =
            switch self {
            case .vietnamese: ","
            case .english: "."
            }
        return "\(tenths / 10)\(mark)\(tenths % 10)%"
    }
}
