import Core
import HTML
import Store
import UseCases

/// Dossiers by facts and clocks, newest first, part by part, and all of it as a file (danh sách hồ sơ cho giám sát).
struct OverseenListPage {
    static let rowsMost = 50
    /// Characters of a procedure's name in a row.
    static let nameMost = 96

    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let scope = try call.officer().agencies(OversightRoutes.roles)
        let now = pages.now
        let search = try OverseenSearch(
            call.query, scope: scope, AgencyFinder(pages.catalogue, within: nil), now: now)
        let page = pages.context(call)
        if ListExport.isAsked(call) { return try await OverseenFile(pages: pages, page: page).reply(search, now) }
        let shown = try await pages.office.store.read { sql in
            try OverseenList.page(search.filter, before: search.position, size: OverseenListPage.rowsMost, in: sql)
        }
        let title = page.text("oversight.title")
        let table = try table(shown.rows, page, now)
        return .page(
            OversightFrame(page: page, isList: true).written(title) { p in
                p.h1(title)
                p.p(page.text("oversight.lead"), .class("lead"))
                p.div(.class("card")) { search.write(to: &$0, page) }
                p.put(choices(search, page, now), in: page)
                if shown.rows.isEmpty {
                    p.put(empty(shown, page), in: page)
                } else {
                    p.put(table, in: page)
                }
                p.put(foot(search, shown, page), in: page)
            })
    }

    private func choices(_ search: OverseenSearch, _ page: PageContext, _ now: Instant) -> Filters {
        let isLate = search.filter.lateAt != nil
        return Filters(
            label: page.text("desk.pressing"),
            choices: [
                Filters.Choice(
                    title: page.text("oversight.all"), target: search.late(false, now: now).url, isCurrent: !isLate),
                Filters.Choice(
                    title: page.text("oversight.late"), standing: .late, target: search.late(true, now: now).url,
                    isCurrent: isLate),
            ])
    }

    private func empty(_ shown: OverseenPage, _ page: PageContext) -> EmptyState {
        let isOver = shown.next == nil
        return EmptyState(
            title: page.text("oversight.empty"),
            explanation: page.text(isOver ? "oversight.empty.help" : "oversight.empty.further"),
            action: LinkButton(words: page.text("oversight.empty.all"), target: Path.oversight.url, weight: .second))
    }

    private func foot(_ search: OverseenSearch, _ shown: OverseenPage, _ page: PageContext) -> ListFoot {
        var words = page.text("oversight.shown", ["count": .number(shown.rows.count)])
        if !shown.isFull, let next = shown.next {
            words += " " + page.text("oversight.searched", ["seq": .number(Int(next))])
        }
        return ListFoot(
            shown: words, next: shown.next.map { search.path.with("sau", String($0)).url },
            start: search.position == nil ? nil : search.path.url, csv: ListExport.path(search.path).url)
    }

    private func table(_ rows: [OverseenRow], _ page: PageContext, _ now: Instant) throws -> DataTable {
        let words = OverseenWords(page: page, catalogue: pages.catalogue, now: now)
        func moment(_ instant: Instant?) -> DataTable.Cell {
            instant.map { .text(page.moment($0)) } ?? .blank
        }
        typealias Column = DataTable.Column
        return DataTable(
            caption: page.text("oversight.title"),
            columns: [
                Column(title: page.text("oversight.column.procedure"), kind: .main, isLabelled: false),
                Column(title: page.text("oversight.agency"), isLabelled: false),
                Column(title: page.text("desk.column.phase"), kind: .short, isLabelled: false),
                Column(title: page.text("oversight.column.received")),
                Column(title: page.text("oversight.column.due")),
                Column(title: page.text("oversight.column.ended")),
            ],
            groups: [
                DataTable.Group(
                    rows: try rows.map { row in
                        let tag = words.tag(row)
                        return DataTable.Row(
                            cells: [
                                .link(
                                    words.record(row.seq), Path.overseenDossier(row.seq).url,
                                    under: row.procedure.text + ", "
                                        + cut(try words.procedure(row.procedure), most: OverseenListPage.nameMost)),
                                .text(words.agency(row.competent)),
                                .tagged(words.phase(row.phase), tag),
                                moment(row.receivedAt), moment(row.due), moment(row.endedAt),
                            ], standing: tag.standing == .late ? .late : .plain)
                    })
            ])
    }
}
