import Core
import HTML
import UseCases

/// Papers of a dossier with what was handed in of each, answers on the form, and the result's files (giấy tờ).
struct DossierPapers: Component {
    let opened: DeskCase

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.h2(page.text("desk.part.papers"))
        let given = opened.dossier.components
        let known = (opened.variant?.components ?? []).filter { $0.kind == .submit }
        let others = given.filter { one in !known.contains { $0.code == one.component } }
            .map { Core.Component(code: $0.component, name: $0.name ?? opened.name(of: $0.component), required: false) }
        if known.isEmpty && others.isEmpty { p.p(page.text("desk.papers.none"), .class("hint")) }
        p.ul { p in
            for paper in known + others { line(&p, page, paper, given.last { $0.component == paper.code }) }
        }
        answers(&p, page)
        if let outcome = opened.dossier.outcome, !outcome.files.isEmpty {
            p.h2(page.text("desk.part.result"))
            p.ul { p in
                for file in outcome.files { p.li { link(&$0, page, file) } }
            }
        }
    }

    private func line(
        _ p: inout HTMLWriter, _ page: PageContext, _ paper: Core.Component, _ given: ComponentGiven?
    ) {
        p.li { p in
            p.span(paper.name, .lang("vi"))
            p.text(" ")
            if opened.dossier.papersWanted.contains(paper.code) {
                p.put(Tag(.waiting, page.text("desk.papers.wanted")), in: page)
                p.text(" ")
            }
            guard let given, !given.isEmpty else {
                let gap = PaperGap(paper: paper, variant: opened.variant, dossier: opened.dossier, place: "desk")
                return p.put(gap, in: page)
            }
            var sheets: [String] = []
            if given.originals > 0 {
                sheets.append(page.text("procedure.originals", ["count": .number(given.originals)]))
            }
            if given.copies > 0 { sheets.append(page.text("procedure.copies", ["count": .number(given.copies)])) }
            if !sheets.isEmpty { p.small("· " + sheets.joined(separator: ", ")) }
            for file in given.files {
                p.text(" ")
                link(&p, page, file)
            }
        }
    }

    /// By the name its sender gave it; by its kind where none came with it, and to whoever may not read it.
    private func link(_ p: inout HTMLWriter, _ page: PageContext, _ file: FileGiven) {
        let size = TextValue.number(max(1, file.size / 1024))
        let kind = page.text("desk.file", ["kind": .text(file.kind.rawValue.uppercased()), "size": size])
        guard opened.showsPersons else { return p.text(kind) }
        let name = opened.dossier.name(of: file.file)
        p.a(.href(Path.dossierFile(opened.id, file.file))) { p in
            p.text(name.map { page.text("desk.file.named", ["file": .text($0), "size": size]) } ?? kind)
        }
    }

    /// Answers on the procedure's own form, by the names of their fields; nothing to whoever may not see persons.
    private func answers(_ p: inout HTMLWriter, _ page: PageContext) {
        guard opened.showsPersons, let answers = opened.dossier.personal?.answers, !answers.isEmpty else { return }
        p.h2(page.text("desk.part.answers"))
        p.put(SummaryList(rows: AnswerRows(page: page, form: opened.form).rows(answers)), in: page)
    }
}

/// Who a dossier is about and which offices it belongs to (người và nơi); the places alone where persons are hidden.
struct DossierPeople {
    let page: PageContext
    let catalogue: Catalogue
    let opened: DeskCase

    var rows: [SummaryList.Row] { opened.showsPersons ? persons + places : places }

    private var persons: [SummaryList.Row] {
        let rows = [
            row("submitter", opened.personal(.submitterName)),
            row("number", opened.personal(.submitterNumber)),
            row("phone", opened.personal(.submitterPhone)),
            row("address", opened.personal(.submitterAddress)),
        ]
        guard opened.personal(.ownerName) != opened.personal(.submitterName) else { return rows }
        return rows + [
            row("owner", opened.personal(.ownerName)), row("ownerNumber", opened.personal(.ownerNumber)),
        ]
    }

    private var places: [SummaryList.Row] {
        let places = opened.dossier.places
        var rows: [SummaryList.Row] = []
        rows.append(SummaryList.Row(page.text("desk.people.code"), opened.dossier.number.grouped, isCode: true))
        rows.append(row("channel", page.text(TextKey("channel.\(opened.dossier.channel)"))))
        rows.append(row("intake", name(places.intake)))
        rows.append(row("competent", name(places.competent)))
        rows.append(row("result", name(places.result)))
        rows.append(row("way", page.text(TextKey("desk.way.\(opened.dossier.resultWay.rawValue)"))))
        if opened.showsPersons, opened.dossier.resultWay == .post {
            rows.append(row("resultAddress", opened.personal(.resultAddress)))
        }
        if let fee = opened.dossier.clock?.fee {
            rows.append(row("fee", fee > .zero ? page.dong(fee) : page.text("fee.free")))
        }
        return rows
    }

    private func row(_ key: String, _ value: String) -> SummaryList.Row {
        SummaryList.Row(page.text(TextKey("desk.people.\(key)")), value)
    }

    private func name(_ code: AgencyCode) -> String { catalogue.agencies[code]?.name ?? code.text }
}
