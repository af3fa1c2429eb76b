import Core
import HTML
import HTTPTypes
import Reports
import UseCases

/// What everybody may know of how dossiers are settled, by sector and by agency (số liệu công khai).
///
/// It has no person and no dossier in it, only sums; the same sums as `motcua report` for the same days and moment.
struct StatisticsPage {
    let pages: Pages
    let board: FiguresBoard

    func answer(_ call: Call) async throws -> Reply {
        let page = pages.context(call)
        let now = pages.now
        let catalogue = pages.catalogue
        let choice = PeriodChoice(call.query, today: now.date, years: catalogue.calendar.years)
        guard let period = choice.period else {
            return .page(refused(page, choice), .badRequest)
        }
        let figures = try await board.figures(of: period, now: now)
        let list = FiguresList(call.query)
        let rows = list.rows(figures, catalogue, page.language)
        if ListExport.isAsked(call) { return FiguresFile(page: page, figures: figures, rows: rows, list: list).reply }
        return .page(html(page, choice, period, figures, list, rows))
    }

    private func html(
        _ page: PageContext, _ choice: PeriodChoice, _ period: FiguresPeriod, _ figures: PublicFigures,
        _ list: FiguresList, _ rows: [FiguresRow]
    ) -> [UInt8] {
        Page(title: page.text("open.title"), in: page, layout: .full).written { p in
            p.h1(page.text("open.title"))
            writePeriod(to: &p, page, period, figures)
            p.put(KeyFigures(figures.total).line(page), in: page)
            p.put(forms(choice), in: page)
            p.h2(page.text("open.by.\(list.grouping.rawValue)"))
            p.put(groupings(page, list, period), in: page)
            if rows.isEmpty {
                p.put(
                    EmptyState(title: page.text("open.none.title"), explanation: page.text("open.none.help")),
                    in: page)
            } else {
                p.put(orders(page, list, period), in: page)
                writeTable(to: &p, page, period, figures, list, rows)
            }
            p.put(FiguresNotes(refusedAtReception: figures.refusedAtReception), in: page)
        }.bytes
    }

    private func writePeriod(
        to p: inout HTMLWriter, _ page: PageContext, _ period: FiguresPeriod, _ figures: PublicFigures
    ) {
        p.p(
            page.text("open.period", ["from": .text(page.day(period.from)), "to": .text(page.day(period.to))]),
            .class("lead"))
        let asOf = figures.question.asOf
        // The end of a day is said as that day's, not as the beginning of the next.
        let isClosed = asOf.date > period.to
        let hour = isClosed ? "24:00" : page.texts.hour(asOf)
        p.p(
            page.text(
                "open.asOf", ["hour": .text(hour), "day": .text(page.day(isClosed ? period.to : asOf.date))]),
            .class("hint"))
        if page.isDemonstration { p.put(Notice(standing: .soon, lines: [page.text("open.demonstration")]), in: page) }
    }

    private func writeTable(
        to p: inout HTMLWriter, _ page: PageContext, _ period: FiguresPeriod, _ figures: PublicFigures,
        _ list: FiguresList, _ rows: [FiguresRow]
    ) {
        let most = FiguresList.rowsMost
        let part = min(list.part, (rows.count + most - 1) / most)
        let start = (part - 1) * most
        let shown = rows[start..<min(start + most, rows.count)]
        p.put(
            FiguresTable(
                caption: page.text("open.by.\(list.grouping.rawValue)"),
                nameTitle: page.text("open.name.\(list.grouping.rawValue)"), rows: shown.map { brief($0, page) },
                total: figures.total),
            in: page)
        p.put(
            ListFoot(
                shown: page.text(
                    "open.shown",
                    [
                        "first": .number(start + 1), "last": .number(start + shown.count), "all": .number(rows.count),
                    ]),
                next: shown.endIndex < rows.count ? list.part(part + 1).path(period).url : nil,
                start: part == 1 ? nil : list.part(1).path(period).url, csv: ListExport.path(list.path(period)).url),
            in: page)
    }

    /// The name as everybody says it, so that columns stay on the page; the file has the whole.
    private func brief(_ row: FiguresRow, _ page: PageContext) -> FiguresRow {
        var row = row
        let tail = page.text("open.agency.tail", ["province": .text(pages.catalogue.province?.name ?? "")])
        if row.name.hasSuffix(tail) { row.name.removeLast(tail.count) }
        row.name.replace(page.text("open.agency.committee"), with: page.text("open.agency.committee.brief"))
        while row.name.last == " " { row.name.removeLast() }
        return row
    }

    private func groupings(_ page: PageContext, _ list: FiguresList, _ period: FiguresPeriod) -> Filters {
        Filters(
            label: page.text("open.groupings"),
            choices: FiguresGrouping.allCases.map { grouping in
                Filters.Choice(
                    title: page.text("open.by.\(grouping.rawValue)"), target: list.grouped(grouping).path(period).url,
                    isCurrent: grouping == list.grouping)
            })
    }

    private func orders(_ page: PageContext, _ list: FiguresList, _ period: FiguresPeriod) -> Filters {
        Filters(
            label: page.text("open.orders"),
            choices: FiguresOrder.allCases.map { order in
                Filters.Choice(
                    title: page.text("open.order.\(order.rawValue)"), target: list.ordered(order).path(period).url,
                    isCurrent: order == list.order)
            })
    }

    private func forms(_ choice: PeriodChoice) -> PeriodForms {
        PeriodForms(choice: choice, today: pages.now.date, years: pages.catalogue.calendar.years)
    }

    /// The choice again, with what is wrong with it, and nothing counted.
    private func refused(_ page: PageContext, _ choice: PeriodChoice) -> [UInt8] {
        var forms = forms(choice)
        forms.error = choice.fault.map { fault in
            let years = forms.years
            let words = page.text(
                "open.error.\(fault.fault.rawValue)",
                [
                    "first": .text(String(years.lowerBound)), "last": .text(String(years.upperBound)),
                    "today": .text(page.day(forms.today)), "days": .number(FiguresPeriod.daysMost),
                ])
            return FieldError(fieldID: fault.field, message: words)
        }
        return Page(title: page.text("open.title"), in: page, layout: .full, hasErrors: true).written { p in
            p.put(ErrorSummary(errors: forms.error.map { [$0] } ?? []), in: page)
            p.h1(page.text("open.title"))
            p.put(forms, in: page)
        }.bytes
    }
}
