import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// Finds a dossier at the counter: by code, number, name, personal number or phone (tìm hồ sơ ở quầy).
struct CounterSearchPage {
    static let rowsMost = 50
    static let typedMax = 200
    /// Counting what was found stops here.
    static let countMost = 200
    let pages: Pages

    /// What a search gave: the one dossier of a code, or those of this counter page by page.
    private struct Found {
        var exact: DossierRow?
        var rows: [DossierRow] = []
        var count = ListCount.none
        var next: Int64?

        init(exact: DossierRow?) { self.exact = exact }

        /// One page of those found by name or number; the first one is counted with the same look.
        init(
            _ typed: String, at units: [AgencyCode], index: any ContactIndex, after position: Int64?,
            in sql: any SQLConnection
        ) throws {
            let (most, countMost) = (CounterSearchPage.rowsMost, CounterSearchPage.countMost)
            if let position {
                rows = try DossierFinding.search(
                    typed, index: index, at: units, after: position, most: most + 1, in: sql)
                count = try DossierFinding.count(typed, index: index, at: units, most: countMost, in: sql)
            } else {
                let ids = try DossierFinding.ids(typed, index: index, at: units, most: countMost + 1, in: sql)
                rows = try DossierFinding.rows(Array(ids.prefix(most + 1)), in: sql)
                count = ListCount(found: ids.count, most: countMost)
            }
            if rows.count > most {
                rows.removeLast(rows.count - most)
                next = rows.last?.id
            }
        }
    }

    func answer(_ call: Call) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        let (now, index) = (pages.now, pages.office.index)
        let typed = String((call.query["q"] ?? "").prefix(CounterSearchPage.typedMax))
        if typed.allSatisfy(\.isWhitespace) { return try await asked(call, counter) }
        let position = call.query["sau"].flatMap { Int64($0) }
        let (counts, found) = try await pages.office.store.read { sql in
            var found = Found(exact: try DossierFinding.row(typed: typed, in: sql))
            if found.exact == nil {
                found = try Found(typed, at: counter.codes, index: index, after: position, in: sql)
            }
            return (try counter.counts(now: now, in: sql), found)
        }
        if let exact = found.exact, counter.serves(exact.places) { return .seeOther(.counterDossier(exact.stream)) }
        try await pages.noteReading(by: counter, rows: found.rows.count)
        let page = pages.context(call)
        let table = try CounterRows(page: page, catalogue: pages.catalogue, now: now)
            .table(found.rows, caption: page.text("counter.search.title"))
        let frame = CounterFrame(page: page, counts: counts)
        return .page(
            html(frame, typed, found, table, isFirst: position == nil), found.rows.isEmpty ? .notFound : .ok)
    }

    /// Nothing was typed yet: the box to type in, and what can be typed.
    private func asked(_ call: Call, _ counter: CounterOfficer) async throws -> Reply {
        let (now, page) = (pages.now, pages.context(call))
        let counts = try await pages.office.store.read { try counter.counts(now: now, in: $0) }
        let title = page.text("counter.search.label")
        return .page(
            CounterFrame(page: page, counts: counts).written(title) { p in
                p.h1(title)
                p.p(page.text("counter.search.none.help"))
            })
    }

    private func html(
        _ frame: CounterFrame, _ typed: String, _ found: Found, _ table: DataTable, isFirst: Bool
    ) -> [UInt8] {
        let page = frame.page
        let start = Path.counterSearch.with("q", typed)
        let title = page.text(
            found.count.isMore ? "counter.search.many" : "counter.search.found",
            ["count": .number(found.count.number), "query": .text(typed)])
        return frame.written(title, typed: typed) { p in
            if let elsewhere = found.exact {
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
            } else if found.rows.isEmpty {
                p.h1(title)
                p.put(
                    EmptyState(
                        title: page.text("counter.search.none"), explanation: page.text("counter.search.none.help"),
                        action: LinkButton(
                            words: page.text("counter.new"), target: Path.reception.url, isNew: true)), in: page)
            } else {
                p.h1(title)
                p.put(table, in: page)
                p.put(
                    ListFoot(
                        shown: page.text(
                            "counter.shown",
                            ["shown": .number(found.rows.count), "count": .text(page.countWord(found.count))]),
                        next: found.next.map { start.with("sau", String($0)).url },
                        start: isFirst ? nil : start.url), in: page)
            }
        }
    }
}
