import Core
import HTML
import Reports
import UseCases

/// All rows of a table of figures as a file, each with its period and moment, so that a line says by itself what it is
/// (tệp số liệu mở).
struct FiguresFile {
    let page: PageContext
    let figures: PublicFigures
    let rows: [FiguresRow]
    let list: FiguresList

    var reply: Reply {
        let question = figures.question
        let whole = FiguresRow(code: "", name: page.text("open.whole"), figures: figures.total)
        return CSVTable(head: head, rows: (rows + [whole]).map { cells($0) })
            .download("so-lieu-\(list.grouping.rawValue)-\(question.from.iso)-\(question.to.iso)")
    }

    private var head: [String] {
        let columns = FiguresColumn.written.flatMap { group in
            group.columns.map { column in
                page.text(
                    "open.file.column",
                    [
                        "group": .text(page.text(TextKey("open.group.\(group.key)"))),
                        "column": .text(page.text(TextKey("open.column.\(column.key)"))),
                    ])
            }
        }
        let first = [page.text("open.file.code"), page.text("open.name.\(list.grouping.rawValue)")]
        let last = [
            page.text("open.column.overdueShare"), page.text("open.field.tu"), page.text("open.field.den"),
            page.text("open.file.asOf"),
        ]
        return first + columns + last
    }

    /// Numbers without groups, so that a spreadsheet takes them for numbers.
    private func cells(_ row: FiguresRow) -> [String] {
        let question = figures.question
        let asOf = question.asOf
        return [row.code, row.name] + FiguresColumn.written.flatMap(\.columns).map { String($0.value(row.figures)) }
            + [
                page.language.percent(tenths: row.figures.overdueShare), page.day(question.from),
                page.day(question.to), "\(page.day(asOf.date)) \(page.texts.hour(asOf))",
            ]
    }
}
