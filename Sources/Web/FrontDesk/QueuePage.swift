import Core
import HTML
import Store
import UseCases

/// What waits at the counter: figures that lead to their lists, and the online dossiers to be answered first (/quay).
struct QueuePage {
    /// Dossiers shown before the list itself is opened.
    static let rowsMost = 20
    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        let now = pages.now
        let (counts, first) = try await pages.office.store.read { sql in
            (
                try counter.counts(now: now, in: sql),
                try DossierList.page(.incoming(counter.codes), size: QueuePage.rowsMost, in: sql)
            )
        }
        try await pages.noteReading(by: counter, rows: first.rows.count)
        let page = pages.context(call)
        let rows = CounterRows(page: page, catalogue: pages.catalogue, now: now)
        let table = try rows.table(first.rows, caption: page.text("counter.online.title"))
        return .page(html(page, counter, counts, first, table))
    }

    private func html(
        _ page: PageContext, _ counter: CounterOfficer, _ counts: CounterCounts, _ first: DossierListPage,
        _ table: DataTable
    ) -> [UInt8] {
        let title = page.text("counter.queue.title")
        return CounterFrame(page: page, counts: counts, place: .queue).written(title) { p in
            p.h1(title)
            p.p(counter.units.prefix(3).map(\.name).joined(separator: ", "), .class("hint"))
            p.put(
                LinkButton(words: page.text("counter.new"), target: Path.reception.url, isNew: true), in: page)
            p.put(figures(page, counts), in: page)
            p.h2(page.text("counter.online.title"))
            if first.rows.isEmpty {
                p.put(
                    EmptyState(
                        title: page.text("counter.online.empty"),
                        explanation: page.text("counter.online.empty.help")), in: page)
            } else {
                p.put(table, in: page)
                p.put(
                    ListFoot(
                        shown: page.text(
                            "counter.shown",
                            ["shown": .number(first.rows.count), "count": .text(page.countWord(counts.incoming))]),
                        next: first.next == nil ? nil : Path.onlineQueue.url), in: page)
            }
        }
    }

    private func figures(_ page: PageContext, _ counts: CounterCounts) -> FactLine {
        func fact(_ count: ListCount, _ key: TextKey, _ path: Path) -> FactLine.Fact {
            FactLine.Fact(figure: page.countWord(count), words: page.text(key), target: path.url)
        }
        return FactLine(facts: [
            fact(counts.incoming, "counter.figure.incoming", .onlineQueue),
            fact(counts.late, "counter.figure.late", .onlineQueue.with("loc", "qua-gio")),
            fact(counts.completion, "counter.figure.completion", .awaitingCompletion),
            fact(counts.results, "counter.figure.results", .resultsToReturn),
        ])
    }
}
