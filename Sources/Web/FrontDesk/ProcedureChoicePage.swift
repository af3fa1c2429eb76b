import Core
import HTML
import Store
import UseCases

/// Which procedure is to be received: a code goes straight to its form, words give a list (chọn thủ tục).
struct ProcedureChoicePage {
    static let hitsMost = 12
    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        let typed = String((call.query["ma"] ?? "").prefix(CounterSearchPage.typedMax))
        let hits =
            typed.allSatisfy(\.isWhitespace)
            ? [] : pages.search.search(typed, most: ProcedureChoicePage.hitsMost)
        if hits.count == 1, let only = hits.first { return .seeOther(.reception(of: only.code)) }
        let now = pages.now
        let counts = try await pages.office.store.read { try counter.counts(now: now, in: $0) }
        let page = pages.context(call)
        let found = try hits.compactMap { try pages.catalogue.procedure($0.code) }
        return .page(html(CounterFrame(page: page, counts: counts, place: .reception), typed, found))
    }

    private func html(_ frame: CounterFrame, _ typed: String, _ found: [ProcedureVersion]) -> [UInt8] {
        let page = frame.page
        let title = page.text("counter.choose.title")
        let isAsked = !typed.allSatisfy(\.isWhitespace)
        let error = isAsked && found.isEmpty ? page.text("counter.choose.none", ["query": .text(typed)]) : nil
        return frame.written(title, hasErrors: error != nil) { p in
            p.h1(title)
            p.form(.action(Path.reception), .method(.get), .noValidate()) { p in
                p.put(
                    Field(
                        kind: .code(isNumeric: false), name: "ma", label: page.text("counter.choose.label"),
                        hint: page.text("counter.choose.hint"), error: error, value: typed,
                        maxLength: CounterSearchPage.typedMax, takesFocus: found.isEmpty), in: page)
                p.actions { p in p.put(Button(words: page.text("counter.choose.find")), in: page) }
            }
            if !isAsked {
                popular(&p, page)
            } else if !found.isEmpty {
                p.h2(page.text("counter.choose.found"))
                list(&p, page, found)
            }
        }
    }

    /// The best answer takes the focus, so that Enter goes on.
    private func list(_ p: inout HTMLWriter, _ page: PageContext, _ found: [ProcedureVersion]) {
        p.ul(.class("plain links")) { p in
            for (index, procedure) in found.enumerated() {
                p.li { p in
                    p.a(.href(Path.reception(of: procedure.code)), .autofocus(index == 0)) { p in
                        p.text(procedure.name)
                        p.small(under(page, procedure))
                    }
                }
            }
        }
    }

    private func under(_ page: PageContext, _ procedure: ProcedureVersion) -> String {
        let place = ProcedureWords(page: page)
            .competence(procedure.competence, pages.catalogue, procedure.vertical)
        return "\(procedure.code) · \(place)"
    }

    private func popular(_ p: inout HTMLWriter, _ page: PageContext) {
        p.h2(page.text("counter.choose.popular"))
        p.put(
            LinkList(
                items: pages.popular.map { thing in
                    LinkList.Item(
                        title: page.language == .vietnamese ? thing.title : thing.english,
                        target: Path.reception(of: thing.code).url, under: thing.code.text)
                }), in: page)
    }
}
