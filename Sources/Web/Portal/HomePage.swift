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
        let first = CivilDate(dayNumber: today.dayNumber - (today.parts.day - 1))
        let sums = try await pages.office.store.read { try Tally.province(from: first, to: today, in: $0) }
        return .page(html(page, sums, first, today))
    }

    private func html(
        _ page: PageContext, _ sums: [Tally.Measure: Int], _ first: CivilDate, _ today: CivilDate
    ) -> [UInt8] {
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
            p.put(figures(page, sums), in: page)
            p.p(
                page.text("home.figures.period", ["from": .text(page.day(first)), "to": .text(page.day(today))]),
                .class("hint"))
        }.bytes
    }

    private func figures(_ page: PageContext, _ sums: [Tally.Measure: Int]) -> FactLine {
        func sum(_ measures: [Tally.Measure]) -> Int { measures.reduce(0) { $0 + (sums[$1] ?? 0) } }
        let received = sum([.receivedOnline, .receivedDirect, .receivedPost])
        let settled = sum([.settledEarly, .settledOnTime, .settledLate])
        let inTime = sum([.settledEarly, .settledOnTime])
        // Whole percent, rounded down: never better than the truth.
        let share = settled == 0 ? 0 : inTime * 100 / settled
        return FactLine(facts: [
            FactLine.Fact(
                figure: page.language.grouped(received), words: page.text("home.figures.received"), target: nil),
            FactLine.Fact(
                figure: page.language.grouped(sum([.receivedOnline])), words: page.text("home.figures.online"),
                target: nil),
            FactLine.Fact(
                figure: page.language.grouped(settled), words: page.text("home.figures.settled"), target: nil),
            FactLine.Fact(figure: "\(share)%", words: page.text("home.figures.inTime"), target: nil),
        ])
    }
}
