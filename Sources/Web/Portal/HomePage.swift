import Core
import HTML
import Store
import UseCases

/// The home page: the search is the page; under it the twelve most used things, tracking, today's honest figures.
struct HomePage {
    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let page = pages.context(call)
        let today = pages.now.date
        let period = FiguresPeriod.month(to: today)
        let sums = try await pages.office.store.read {
            try Tally.province(from: period.from, to: period.to, in: $0)
        }
        return .page(html(page, KeyFigures(sums), period))
    }

    private func html(_ page: PageContext, _ figures: KeyFigures, _ period: FiguresPeriod) -> [UInt8] {
        Page(title: page.text("home.title"), in: page, hidesSearch: true).written { p in
            p.h1(page.text("home.question"))
            p.put(
                SearchForm(
                    target: Path.procedures.url, label: page.text("home.search.label"),
                    hint: page.text("home.search.hint"), button: page.text("shell.search.button"), isMain: true),
                in: page)
            p.h2(page.text("home.popular"))
            p.put(
                LinkList(
                    items: pages.popular.map { thing in
                        LinkList.Item(
                            title: page.language == .vietnamese ? thing.title : thing.english,
                            target: Path.procedure(thing.code).url)
                    }), in: page)
            p.h2(page.text("home.tracking"))
            p.p(page.text("home.tracking.hint"))
            p.put(
                SearchForm(
                    target: Path.tracking.url, name: "so", label: page.text("tracking.number"),
                    hint: page.text("tracking.number.hint"), button: page.text("tracking.look"), weight: .second),
                in: page)
            p.put(figures.line(page, target: period.path), in: page)
            p.p(
                page.text(
                    "home.figures.period",
                    ["from": .text(page.day(period.from)), "to": .text(page.day(period.to))]), .class("hint"))
        }.bytes
    }
}
