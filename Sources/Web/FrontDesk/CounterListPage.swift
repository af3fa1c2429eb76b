import Core
import HTML
import Store
import UseCases

/// One of the counter's lists, page by page (danh sách ở quầy).
struct CounterListPage {
    enum List: String {
        case online, completion, results

        /// As files of the list are called.
        var name: String {
            switch self {
            case .online: return "truc-tuyen"
            case .completion: return "cho-hoan-thien"
            case .results: return "tra-ket-qua"
            }
        }
    }

    static let rowsMost = 50
    let pages: Pages
    let list: List

    func answer(_ call: Call) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        let now = pages.now
        let kind = kind(counter)
        let position = ListPosition.read(call.query["sau"])
        let lateOnly = list == .online && call.query["loc"] == "qua-gio"
        let (counts, shown) = try await pages.office.store.read { sql in
            var counts = try counter.counts(now: now, in: sql)
            let end = lateOnly ? now : nil
            if counts[keyPath: figure(lateOnly)].isMore {
                counts[keyPath: figure(lateOnly)] = try DossierList.count(kind, dueBefore: end, in: sql)
            }
            let shown = try DossierList.page(
                kind, after: position, dueBefore: end, size: CounterListPage.rowsMost, in: sql)
            return (counts, shown)
        }
        let page = pages.context(call)
        if ListExport.isAsked(call) {
            return try await ListExport(pages: pages, page: page).reply(
                kind, dueBefore: lateOnly ? now : nil, named: "quay-\(list.name)", by: counter.actor.id)
        }
        try await pages.noteReading(by: counter, rows: shown.rows.count)
        let rows = CounterRows(page: page, catalogue: pages.catalogue, now: now)
        let table = try rows.table(shown.rows, caption: page.text(key("title")))
        return .page(html(page, counts, shown, table, isFirst: position == nil, lateOnly: lateOnly))
    }

    private func html(
        _ page: PageContext, _ counts: CounterCounts, _ shown: DossierListPage, _ table: DataTable, isFirst: Bool,
        lateOnly: Bool
    ) -> [UInt8] {
        let title = page.text(key("title"))
        let start = path.with("loc", lateOnly ? "qua-gio" : nil)
        return CounterFrame(page: page, counts: counts, place: place).written(title) { p in
            p.h1(title)
            p.put(
                LinkButton(words: page.text("counter.new"), target: Path.reception.url, weight: .second, isNew: true),
                in: page)
            if list == .online { p.put(filters(page, counts, lateOnly), in: page) }
            if shown.rows.isEmpty {
                p.put(
                    EmptyState(title: page.text(key("empty")), explanation: page.text(key("empty.help"))), in: page)
            } else {
                p.put(table, in: page)
                p.put(
                    ListFoot(
                        shown: page.text(
                            "counter.shown",
                            [
                                "shown": .number(shown.rows.count),
                                "count": .text(page.countWord(counts[keyPath: figure(lateOnly)])),
                            ]),
                        next: shown.next.map { start.with("sau", ListPosition.text($0)).url },
                        start: isFirst ? nil : start.url, csv: ListExport.path(start).url), in: page)
            }
        }
    }

    private func filters(_ page: PageContext, _ counts: CounterCounts, _ lateOnly: Bool) -> Filters {
        Filters(
            label: page.text("counter.filter"),
            choices: [
                Filters.Choice(
                    title: page.text("counter.filter.all"), count: page.countWord(counts.incoming),
                    target: path.url, isCurrent: !lateOnly),
                Filters.Choice(
                    title: page.text("counter.filter.late"), count: page.countWord(counts.late),
                    standing: .late, target: path.with("loc", "qua-gio").url, isCurrent: lateOnly),
            ])
    }

    private func key(_ end: String) -> TextKey { TextKey("counter.\(list.rawValue).\(end)") }

    private func kind(_ counter: CounterOfficer) -> DossierListKind {
        switch list {
        case .online: return .incoming(counter.codes)
        case .completion: return .awaitingCompletion(counter.codes)
        case .results: return .ready(counter.codes)
        }
    }

    private var path: Path {
        switch list {
        case .online: return .onlineQueue
        case .completion: return .awaitingCompletion
        case .results: return .resultsToReturn
        }
    }

    private var place: CounterFrame.Place {
        switch list {
        case .online: return .online
        case .completion: return .completion
        case .results: return .results
        }
    }

    /// Which of the counter's figures counts the list.
    private func figure(_ lateOnly: Bool) -> any WritableKeyPath<CounterCounts, ListCount> & Sendable {
        switch list {
        case .online: return lateOnly ? \.late : \.incoming
        case .completion: return \.completion
        case .results: return \.results
        }
    }
}

/// The place in a list as an address carries it: `1763680000000000.412`.
enum ListPosition {
    static func text(_ position: DossierListPosition) -> String { "\(position.sort).\(position.id)" }

    /// Nil for none and for anything that is not a position: the list then begins at its start.
    static func read(_ text: String?) -> DossierListPosition? {
        guard let parts = text?.split(separator: ".", omittingEmptySubsequences: false), parts.count == 2,
            let sort = Int64(parts[0]), let id = Int64(parts[1])
        else { return nil }
        return DossierListPosition(sort: sort, id: id)
    }
}
