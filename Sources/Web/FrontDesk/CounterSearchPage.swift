import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// Finds a dossier at the counter: by code, number, name, personal number or phone (tìm hồ sơ ở quầy).
struct CounterSearchPage {
    /// Looked at; those of other counters are left out afterwards.
    static let rowsMost = 200
    static let typedMax = 200
    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        let (now, index) = (pages.now, pages.office.index)
        let typed = String((call.query["q"] ?? "").prefix(CounterSearchPage.typedMax))
        let (counts, exact, found) = try await pages.office.store.read { sql in
            let exact = try DossierFinding.row(typed: typed, in: sql)
            let found =
                exact == nil
                ? try DossierFinding.search(typed, index: index, most: CounterSearchPage.rowsMost, in: sql) : []
            return (try counter.counts(now: now, in: sql), exact, found)
        }
        if let exact, counter.serves(exact.places) { return .seeOther(.counterDossier(exact.stream)) }
        let rows = found.filter { counter.serves($0.places) }
        try await pages.noteReading(by: counter, rows: rows.count)
        let page = pages.context(call)
        let table = try CounterRows(page: page, catalogue: pages.catalogue, now: now)
            .table(rows, caption: page.text("counter.search.title"))
        let frame = CounterFrame(page: page, counts: counts)
        return .page(html(frame, typed, elsewhere: exact, rows, table), rows.isEmpty ? .notFound : .ok)
    }

    private func html(
        _ frame: CounterFrame, _ typed: String, elsewhere: DossierRow?, _ rows: [DossierRow], _ table: DataTable
    ) -> [UInt8] {
        let page = frame.page
        let title = page.text("counter.search.found", ["count": .number(rows.count), "query": .text(typed)])
        return frame.written(title, typed: typed) { p in
            if let elsewhere {
                p.h1(page.text("counter.search.elsewhere"))
                p.put(
                    Notice(
                        lines: [
                            page.text(TextKey("tracking.bare.\(elsewhere.phase.bareState.rawValue)")),
                            page.text(
                                "counter.search.elsewhere.place",
                                [
                                    "place": .text(
                                        pages.catalogue.agencies[elsewhere.places.intake]?.name
                                            ?? elsewhere.places.intake.text)
                                ]),
                        ]), in: page)
            } else if rows.isEmpty {
                p.h1(title)
                p.put(
                    EmptyState(
                        title: page.text("counter.search.none"), explanation: page.text("counter.search.none.help"),
                        action: LinkButton(
                            words: page.text("counter.new"), target: Path.reception.url, isNew: true)), in: page)
            } else {
                p.h1(title)
                p.put(table, in: page)
            }
        }
    }
}
