import Core
import HTML
import UseCases

/// One procedure: what you need, how long, how much, where, online or not, the steps (trang thủ tục).
struct ProcedurePage {
    let pages: Pages

    func answer(_ call: Call) throws -> Reply {
        let code = ProcedureCode(call.parameter("code"))
        guard let procedure = try pages.catalogue.procedure(code) else { throw Problem(.notFound) }
        let page = pages.context(call)
        return .page(html(page, procedure))
    }

    private func html(_ page: PageContext, _ procedure: ProcedureVersion) -> [UInt8] {
        let sector = pages.catalogue.sectors[procedure.sector]
        let isVietnamese = page.language == .vietnamese
        return Page(title: procedure.name, in: page, layout: .full).written { p in
            p.put(
                Crumbs(links: [
                    NavigationLink(title: page.text("procedures.short"), target: Path.procedures.url),
                    NavigationLink(
                        title: (isVietnamese ? sector?.name : sector?.english) ?? "",
                        target: Path.procedures.with("linh-vuc", procedure.sector.text).url),
                ]), in: page)
            headline(&p, page, procedure)
            p.p(page.text("procedure.code", ["code": .code(procedure.code.text)]), .class("hint"))
            closed(&p, page, procedure)
            if isOnline(procedure) {
                p.actions { p in
                    p.put(
                        LinkButton(words: page.text("apply.button"), target: Path.apply(procedure.code).url), in: page)
                }
            }
            p.div(.class("two")) { p in
                p.div { p in
                    papers(&p, page, procedure)
                    steps(&p, page, procedure)
                }
                p.aside(.class("card")) { p in
                    p.h2(page.text("procedure.summary"))
                    p.put(
                        ProcedureSummary(
                            procedure: procedure, catalogue: pages.catalogue, isOnline: isOnline(procedure)), in: page)
                }
            }
        }.bytes
    }

    /// The official name; where that is a whole paragraph of a decree, after the everyday title if it has one.
    private func headline(_ p: inout HTMLWriter, _ page: PageContext, _ procedure: ProcedureVersion) {
        let isLong = procedure.name.count > 120
        if isLong, let thing = pages.popular.first(where: { $0.code == procedure.code }) {
            p.h1(page.language == .vietnamese ? thing.title : thing.english)
            p.p(procedure.name, .lang("vi"))
        } else {
            p.h1(procedure.name, .lang("vi"), .class(isLong ? "long" : nil))
        }
    }

    /// Said before anything else where nothing can be handed in here.
    private func closed(_ p: inout HTMLWriter, _ page: PageContext, _ procedure: ProcedureVersion) {
        switch pages.catalogue.closed(procedure, to: .online) {
        case .settledByMinistry:
            p.put(
                Notice(
                    standing: .waiting, title: page.text("procedure.ministry.title"),
                    lines: [page.text("procedure.ministry.detail")]), in: page)
        case .limitNotPublished:
            p.put(
                Notice(
                    standing: .soon, title: page.text("procedure.noLimit.title"),
                    lines: [page.text("procedure.noLimit.detail")]), in: page)
        case .notOnline: notOnline(&p, page, procedure)
        case nil: if !isOnline(procedure) { notOnline(&p, page, procedure) }
        }
    }

    private func notOnline(_ p: inout HTMLWriter, _ page: PageContext, _ procedure: ProcedureVersion) {
        let ways = ProcedureWords(page: page).ways(procedure)
        p.put(Notice(standing: .soon, lines: [page.text("procedure.notOnline", ["ways": .text(ways)])]), in: page)
    }

    private func isOnline(_ procedure: ProcedureVersion) -> Bool {
        ApplyOffer(procedure, pages.catalogue).refusal == nil
    }

    private func papers(_ p: inout HTMLWriter, _ page: PageContext, _ procedure: ProcedureVersion) {
        p.h2(page.text("procedure.papers"))
        for variant in procedure.variants {
            if procedure.variants.count > 1, !variant.name.isEmpty { p.h3(variant.name, .lang("vi")) }
            for use in ComponentUse.allCases {
                let components = variant.components.filter { $0.kind == use }
                if !components.isEmpty {
                    p.p { $0.strong(page.text(TextKey("procedure.papers.\(use.rawValue)"))) }
                    p.ul(.lang("vi")) { p in
                        for component in components { p.li { p in line(&p, page, component) } }
                    }
                }
            }
        }
    }

    private func line(_ p: inout HTMLWriter, _ page: PageContext, _ component: Core.Component) {
        p.text(component.name)
        var words: [String] = []
        if component.originals > 0 {
            words.append(page.text("procedure.originals", ["count": .number(component.originals)]))
        }
        if component.copies > 0 { words.append(page.text("procedure.copies", ["count": .number(component.copies)])) }
        if !component.required { words.append(page.text("procedure.ifAny")) }
        if !words.isEmpty { p.small(" (" + words.joined(separator: ", ") + ")") }
    }

    private func steps(_ p: inout HTMLWriter, _ page: PageContext, _ procedure: ProcedureVersion) {
        guard procedure.vertical == nil else { return }
        p.h2(page.text("procedure.steps"))
        p.ol { p in
            p.li(
                page.text("procedure.steps.submit", ["ways": .text(ProcedureWords(page: page).ways(procedure))]))
            p.li(page.text("procedure.steps.receive"))
            for step in procedure.workflow.steps { p.li(step.name, .lang("vi")) }
            p.li(page.text("procedure.steps.return"))
        }
    }
}
