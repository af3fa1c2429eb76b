import Core
import HTML
import UseCases

/// What a procedure takes: limit, fee, agency, online or not (tóm tắt thủ tục); what is only a demonstration value is
/// marked where it stands.
struct ProcedureSummary: Component {
    let procedure: ProcedureVersion
    let catalogue: Catalogue
    /// True where it can be handed in online here.
    let isOnline: Bool

    func write(to p: inout HTMLWriter, in page: PageContext) {
        let cases = cases
        guard cases.count > 1 else {
            p.put(SummaryList(rows: terms(cases.first?.terms ?? [], page) + facts(page), isTall: true), in: page)
            return
        }
        for one in cases {
            p.h3(one.names.joined(separator: "; "), .lang("vi"))
            p.put(SummaryList(rows: terms(one.terms, page), isTall: true), in: page)
        }
        p.h3(page.text("procedure.summary.all"))
        p.put(SummaryList(rows: facts(page), isTall: true), in: page)
    }

    /// Cases that take as long and cost as much as each other, together.
    private var cases: [(names: [String], terms: [Terms])] {
        var cases: [(names: [String], terms: [Terms])] = []
        for variant in procedure.variants {
            if let index = cases.firstIndex(where: { $0.terms == variant.terms }) {
                cases[index].names.append(variant.name)
            } else {
                cases.append(([variant.name], variant.terms))
            }
        }
        return cases
    }

    private func terms(_ terms: [Terms], _ page: PageContext) -> [SummaryList.Row] {
        let words = ProcedureWords(page: page)
        return [words.limitRow(terms, of: procedure), words.feeRow(terms, of: procedure)]
    }

    private func facts(_ page: PageContext) -> [SummaryList.Row] {
        let words = ProcedureWords(page: page)
        var place = SummaryList.Row(page.text("procedure.where"))
        place.lines = [words.competence(procedure.competence, catalogue, procedure.vertical)]
        place.hints = words.sample(.agency, of: procedure)
        var online = SummaryList.Row(page.text("procedure.online"))
        // What the decision calls it counts only where it can be handed in here.
        let service = procedure.vertical != nil || isOnline ? procedure.service : .information
        online.lines = [page.text(TextKey("procedure.service.\(service.rawValue)"))]
        online.hints = words.sample(.service, of: procedure)
        guard let published = procedure.decision else { return [place, online] }
        return [place, online, SummaryList.Row(page.text("procedure.decision"), published)]
    }
}
