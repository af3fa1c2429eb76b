import Core
import HTML
import Store
import UseCases

/// A dossier as the counter looks at it: how it stands, what may be done, who, which papers, what happened.
struct CounterDossierPage {
    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        let opened = try await CounterCase.open(call, counter, pages)
        var page = pages.context(call)
        if let act = CounterAct.allCases.first(where: { $0.rawValue == call.query["xong"] }) {
            page.flash = Notice(standing: .done, lines: [page.text(act.key("done"))], isSaidAloud: true)
        }
        return .page(html(CounterFrame(page: page, counts: opened.counts), opened, counter))
    }

    private func html(_ frame: CounterFrame, _ opened: CounterCase, _ counter: CounterOfficer) -> [UInt8] {
        let page = frame.page
        let acts = opened.acts(of: counter)
        let title = page.text("counter.dossier.title", ["code": .code(opened.shownCode)])
        return frame.written(title) { p in
            p.put(BackLink(target: Path.frontDesk.url, words: page.text("counter.queue.title")), in: page)
            p.h1(title)
            state(&p, page, opened)
            p.p(opened.procedure.name, .lang("vi"))
            buttons(&p, page, opened, acts.filter(\.isUsual))
            p.div(.class("two")) { p in
                p.div { p in
                    p.h2(page.text("counter.part.papers"))
                    papers(&p, page, opened)
                    answers(&p, page, opened)
                    p.h2(page.text("desk.part.history"))
                    p.put(Timeline(entries: story(page, opened)), in: page)
                }
                p.aside { p in
                    p.div(.class("card")) { p in
                        p.h2(page.text("counter.part.person"))
                        if opened.dossier.personal == nil { p.p(page.text("counter.erased")) }
                        p.put(SummaryList(rows: people(page, opened), isTall: true), in: page)
                    }
                    others(&p, page, opened, acts.filter { !$0.isUsual }, isForDesk: opened.isForDesk(counter))
                }
            }
        }
    }

    private func state(_ p: inout HTMLWriter, _ page: PageContext, _ opened: CounterCase) {
        let rows = CounterRows(page: page, catalogue: pages.catalogue, now: pages.now)
        p.p(.class("lead")) { p in
            p.put(rows.state(opened.row), in: page)
            p.text(" ")
            if opened.dossier.phase == .submitted, let answerBy = opened.dossier.answerBy {
                p.text("counter.dossier.answerBy", ["at": .strong(page.fullMoment(answerBy))], in: page)
            } else if let clock = opened.dossier.clock, !opened.dossier.phase.isEnded {
                let place = pages.catalogue.agencies[opened.dossier.places.result]?.name ?? ""
                p.text("story.due", ["at": .strong(page.fullMoment(clock.due)), "place": .text(place)], in: page)
            }
        }
    }

    private func buttons(
        _ p: inout HTMLWriter, _ page: PageContext, _ opened: CounterCase, _ acts: [CounterAct]
    ) {
        guard !acts.isEmpty || opened.dossier.code != nil else { return }
        p.actions { p in
            for (index, act) in acts.enumerated() {
                let weight: ButtonWeight = act.isDangerous ? .danger : index == 0 ? .primary : .second
                p.put(
                    LinkButton(words: page.text(act.key("button")), target: act.path(opened.id).url, weight: weight),
                    in: page)
            }
            if opened.dossier.code != nil {
                p.put(
                    LinkButton(
                        words: page.text("counter.receipt.print"), target: Path.dossierReceipt(opened.id).url,
                        weight: .second), in: page)
            }
        }
    }

    /// What puts a mistake right or ends it early: at hand, and not in the way.
    private func others(
        _ p: inout HTMLWriter, _ page: PageContext, _ opened: CounterCase, _ acts: [CounterAct], isForDesk: Bool
    ) {
        var items = acts.map { act in
            LinkList.Item(
                title: page.text(act.key("title")), target: act.path(opened.id).url,
                under: page.text(act.key("under")))
        }
        if isForDesk {
            items.append(
                LinkList.Item(
                    title: page.text("counter.desk"), target: Path.dossier(opened.id).url,
                    under: page.text("counter.desk.under")))
        }
        guard !items.isEmpty else { return }
        p.h2(page.text("counter.part.others"))
        p.put(LinkList(items: items), in: page)
    }

    private func papers(_ p: inout HTMLWriter, _ page: PageContext, _ opened: CounterCase) {
        let given = Dictionary(opened.dossier.components.map { ($0.component, $0) }, uniquingKeysWith: { $1 })
        // What came for another case than the present one stands under its own name.
        let others = opened.dossier.components.compactMap { one in
            one.name.map { Core.Component(code: one.component, name: $0, required: false) }
        }
        p.ul { p in
            for paper in (opened.variant?.components.filter { $0.kind == .submit } ?? []) + others {
                p.li { p in
                    p.span(paper.name, .lang("vi"))
                    p.text(" ")
                    sheets(&p, page, paper, given[paper.code], opened)
                }
            }
        }
    }

    private func sheets(
        _ p: inout HTMLWriter, _ page: PageContext, _ paper: Core.Component, _ given: ComponentGiven?,
        _ opened: CounterCase
    ) {
        guard let given, !given.isEmpty else {
            let gap = PaperGap(paper: paper, variant: opened.variant, dossier: opened.dossier, place: "counter")
            return p.put(gap, in: page)
        }
        var words: [String] = []
        if given.originals > 0 {
            words.append(page.text("procedure.originals", ["count": .number(given.originals)]))
        }
        if given.copies > 0 { words.append(page.text("procedure.copies", ["count": .number(given.copies)])) }
        if !words.isEmpty { p.small("· " + words.joined(separator: ", ")) }
        for file in given.files {
            p.text(" ")
            p.a(.href(Path.dossierFile(opened.id, file.file))) { p in
                p.text(
                    page.text(
                        "counter.file",
                        [
                            "kind": .text(file.kind.rawValue.uppercased()),
                            "size": .number(max(1, file.size / 1024)),
                        ]))
            }
        }
    }

    /// Answers on the procedure's own form, by the names of their fields.
    private func answers(_ p: inout HTMLWriter, _ page: PageContext, _ opened: CounterCase) {
        let answers = opened.dossier.personal?.answers ?? [:]
        let rows = AnswerRows(page: page, form: opened.form).rows(answers)
        guard !rows.isEmpty else { return }
        p.h2(page.text("counter.part.answers"))
        p.put(SummaryList(rows: rows), in: page)
    }

    private func people(_ page: PageContext, _ opened: CounterCase) -> [SummaryList.Row] {
        func name(_ code: AgencyCode) -> String { pages.catalogue.agencies[code]?.name ?? code.text }
        let places = opened.dossier.places
        let warnings = NumberWarnings(texts: page.texts, year: pages.now.date.parts.year)
        let number = opened.personal(.submitterNumber)
        var numberRow = SummaryList.Row(page.text("counter.field.so-dinh-danh"))
        numberRow.lines = [number] + (number.isEmpty ? [] : [warnings.words(number)].compactMap { $0 })
        let mail = opened.personal(.submitterEmail)
        let rows = [
            SummaryList.Row(page.text("counter.field.ho-ten"), opened.personal(.submitterName)),
            numberRow,
            SummaryList.Row(page.text("counter.field.dien-thoai"), opened.personal(.submitterPhone)),
            SummaryList.Row(page.text("counter.field.dia-chi"), opened.personal(.submitterAddress)),
            SummaryList.Row(page.text("counter.owner"), opened.personal(.ownerName)),
            SummaryList.Row(page.text("counter.number"), opened.dossier.number.grouped, isCode: true),
            SummaryList.Row(page.text("counter.field.noi-nhan"), name(places.intake)),
            SummaryList.Row(page.text("counter.field.co-quan"), name(places.competent)),
            SummaryList.Row(page.text("counter.field.noi-tra"), name(places.result)),
            SummaryList.Row(
                page.text("counter.field.cach-nhan"),
                page.text(TextKey("counter.way.\(opened.dossier.resultWay.rawValue)")),
                opened.personal(.resultAddress)),
        ]
        return mail.isEmpty ? rows : rows + [SummaryList.Row(page.text("counter.field.thu-dien-tu"), mail)]
    }

    private func story(_ page: PageContext, _ opened: CounterCase) -> [Timeline.Entry] {
        let corrections = CorrectionWords(page: page, form: opened.form)
        return opened.story.map { recorded in
            let change = recorded.event.change
            let words = [corrections.words(change), change.personal?[.reason]]
            return Timeline.Entry(
                state: .done, title: page.text(TextKey("story.event.\(change.kind.rawValue)")),
                who: pages.catalogue.officers[recorded.event.actor]?.name, when: page.moment(recorded.event.at),
                instant: recorded.event.at.rfc3339,
                note: words.contains { $0 != nil } ? words.compactMap { $0 }.joined(separator: " ") : nil)
        }
    }
}
