import Core
import HTML
import UseCases

/// The whole catalogue, searched or by sector (danh mục thủ tục hành chính).
struct ProceduresPage {
    /// Results and rows on one page.
    static let most = 30
    let pages: Pages

    func answer(_ call: Call) -> Reply {
        let page = pages.context(call)
        let typed = String((call.query["q"] ?? "").prefix(200))
        let sector = call.query["linh-vuc"].map { SectorCode($0) }
        if !typed.allSatisfy(\.isWhitespace) { return .page(found(page, typed)) }
        if let sector, let known = pages.catalogue.sectors[sector] {
            return .page(list(page, known, from: call.query["tu"]))
        }
        return .page(sectors(page))
    }

    private func found(_ page: PageContext, _ typed: String) -> [UInt8] {
        let hits = pages.search.search(typed, most: ProceduresPage.most)
        let catalogue = pages.catalogue
        let title = page.text("procedures.found", ["count": .number(hits.count), "query": .text(typed)])
        return Page(title: title, in: page, hidesSearch: true).written { p in
            search(&p, page, typed)
            p.h1(title)
            if hits.isEmpty {
                p.put(
                    EmptyState(
                        title: page.text("procedures.none.title"), explanation: page.text("procedures.none.help"),
                        action: LinkButton(
                            words: page.text("procedures.all"), target: Path.procedures.url, weight: .second)),
                    in: page)
            } else {
                p.put(LinkList(items: hits.compactMap { catalogue.entry($0.code) }.map { item($0) }), in: page)
            }
        }.bytes
    }

    private func list(_ page: PageContext, _ sector: Sector, from start: String?) -> [UInt8] {
        let all = pages.catalogue.entries.filter { $0.sector == sector.code && $0.code.text > (start ?? "") }
        let shown = all.prefix(ProceduresPage.most)
        let name = page.language == .vietnamese ? sector.name : sector.english
        return Page(title: name, in: page, hidesSearch: true).written { p in
            p.put(BackLink(target: Path.procedures.url, words: page.text("procedures.all")), in: page)
            search(&p, page, "")
            p.h1(name)
            p.put(LinkList(items: shown.map { item($0) }), in: page)
            if all.count > shown.count, let last = shown.last {
                let next = Path.procedures.with("linh-vuc", sector.code.text).with("tu", last.code.text)
                p.put(
                    ListFoot(
                        shown: page.text("procedures.shown", ["count": .number(shown.count)]), next: next.url),
                    in: page)
            }
        }.bytes
    }

    private func sectors(_ page: PageContext) -> [UInt8] {
        let catalogue = pages.catalogue
        let isVietnamese = page.language == .vietnamese
        let title = page.text("procedures.title", ["count": .number(catalogue.entries.count)])
        return Page(title: title, in: page, hidesSearch: true).written { p in
            p.h1(title)
            search(&p, page, "")
            p.h2(page.text("procedures.sectors"))
            p.put(
                LinkList(
                    items: catalogue.listedSectors.map { sector, count in
                        LinkList.Item(
                            title: isVietnamese ? sector.name : sector.english,
                            target: Path.procedures.with("linh-vuc", sector.code.text).url,
                            under: page.text(
                                "procedures.count", ["count": .number(count)]))
                    }), in: page)
        }.bytes
    }

    private func item(_ entry: ProcedureEntry) -> LinkList.Item {
        let sector = pages.catalogue.sectors[entry.sector]?.name ?? ""
        return LinkList.Item(
            title: entry.name, target: Path.procedure(entry.code).url, under: "\(entry.code) · \(sector)")
    }

    private func search(_ p: inout HTMLWriter, _ page: PageContext, _ typed: String) {
        p.put(
            SearchForm(
                target: Path.procedures.url, label: page.text("home.search.label"),
                hint: page.text("home.search.hint"), button: page.text("shell.search.button"), value: typed,
                isMain: true), in: page)
    }
}
