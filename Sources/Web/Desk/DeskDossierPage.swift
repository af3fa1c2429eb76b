import Core
import HTML
import Store
import UseCases

/// A dossier as its officers read it: how it stands, until when, what may be done now, papers, people, what happened.
struct DeskDossierPage {
    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let officer = try call.officer()
        let opened = try await DeskCase.open(call, officer, pages)
        var page = pages.context(call)
        if let act = call.query["xong"].flatMap({ DeskAct(rawValue: $0) }) {
            page.flash = Notice(
                standing: .done, lines: [page.text(act.key("done"))], isSaidAloud: true,
                sentDraft: act.draft(opened.id, by: officer.actor.id))
        }
        return .page(html(DeskFrame(page: page, officer: officer), opened))
    }

    private func html(_ frame: DeskFrame, _ opened: DeskCase) -> [UInt8] {
        let (page, actor) = (frame.page, frame.officer.actor)
        let title = page.text("desk.dossier.title", ["code": .code(opened.shownCode)])
        let acts = opened.acts(of: actor, now: pages.now)
        return frame.written(title) { p in
            p.put(BackLink(target: Path.work.url, words: page.text("desk.back")), in: page)
            p.h1(title)
            // How it stands comes first: the name may be a whole paragraph of a decree.
            state(&p, page, opened)
            p.p(opened.procedure.name, .lang("vi"))
            clock(&p, page, opened)
            if opened.showsPersons {
                p.h2(page.text("desk.part.now"))
                now(&p, page, opened, acts, opened.counterActs(of: actor))
            } else {
                p.put(Notice(lines: [page.text("desk.figures")]), in: page)
            }
            p.div(.class("two")) { p in
                p.div { p in
                    consultations(&p, page, opened)
                    p.put(DossierPapers(opened: opened), in: page)
                    p.h2(page.text("desk.part.history"))
                    let history = DossierHistory(page: page, catalogue: pages.catalogue, opened: opened)
                    p.put(Timeline(entries: history.entries), in: page)
                }
                p.aside(.class("card")) { p in
                    p.h2(page.text(opened.showsPersons ? "desk.part.people" : "desk.part.places"))
                    if opened.showsPersons, opened.dossier.personal == nil { p.p(page.text("desk.erased")) }
                    let people = DossierPeople(page: page, catalogue: pages.catalogue, opened: opened)
                    p.put(SummaryList(rows: people.rows, isTall: true), in: page)
                }
            }
        }
    }

    private func state(_ p: inout HTMLWriter, _ page: PageContext, _ opened: DeskCase) {
        let (dossier, catalogue) = (opened.dossier, pages.catalogue)
        let agency = catalogue.agencies[dossier.work?.agency ?? dossier.places.competent]?.name ?? ""
        let worker = opened.showsPersons ? dossier.work?.assignee.flatMap { catalogue.officers[$0]?.name } : nil
        let role = dossier.work.map { page.text(TextKey("role.\($0.role.rawValue)")) } ?? ""
        let tag = DueWord(page: page, catalogue: catalogue, now: pages.now)
            .tag(dossier.phase, due: dossier.clock?.due, at: dossier.places.competent, dossier.channel)
        p.p(.class("lead")) { p in
            p.put(tag, in: page)
            p.text(" ")
            p.text(
                TextKey("desk.state.\(dossier.phase.rawValue)"),
                [
                    "step": .strong(opened.step?.name ?? ""),
                    "who": .strong([worker ?? role, agency].filter { !$0.isEmpty }.joined(separator: ", ")),
                    "agency": .text(agency),
                    "by": .text(dossier.work.map { page.moment($0.due) } ?? ""),
                    "place": .text(catalogue.agencies[dossier.places.result]?.name ?? ""),
                    "count": .number(dossier.papersWanted.count),
                    "amount": .strong(dossier.paymentWanted.map { page.dong($0.amount) } ?? ""),
                    "number": .text(dossier.outcome?.resultNumber ?? page.text("desk.noNumber")),
                    "at": .text((dossier.returnedAt ?? dossier.outcome?.at).map { page.moment($0) } ?? ""),
                ], in: page)
        }
    }

    /// The appointment that holds, the first one where it moved, and how it was counted.
    private func clock(_ p: inout HTMLWriter, _ page: PageContext, _ opened: DeskCase) {
        guard let clock = opened.dossier.clock else {
            if let answerBy = opened.dossier.answerBy, opened.dossier.phase == .submitted {
                p.p(page.text("desk.clock.answerBy", ["at": .text(page.fullMoment(answerBy))]))
            }
            return
        }
        let words = DeadlineWords(page.texts)
        p.put(
            SummaryList(
                rows: [
                    SummaryList.Row(page.text("desk.clock.received"), page.fullMoment(clock.received)),
                    SummaryList.Row(page.text("desk.clock.limit"), words.limit(clock.limit)),
                    SummaryList.Row(
                        page.text("desk.clock.due"), page.fullMoment(clock.due),
                        clock.extended ? page.text("desk.clock.extended") : ""),
                    SummaryList.Row(page.text("desk.clock.original"), page.fullMoment(clock.originalDue)),
                ]), in: page)
        p.put(
            ExplainedDeadline(sentences: clock.term.explanation.map { words.sentence($0) }, isOpen: false), in: page)
    }

    private func now(
        _ p: inout HTMLWriter, _ page: PageContext, _ opened: DeskCase, _ acts: [DeskAct],
        _ counterActs: [CounterAct]
    ) {
        if acts.isEmpty {
            let key: TextKey = opened.dossier.phase.isEnded ? "desk.now.ended" : "desk.now.notYours"
            p.p(page.text(counterActs.contains(where: \.isUsual) ? "desk.now.counter" : key))
        }
        let awaited = opened.dossier.consultationsAwaited(at: pages.now).count
        let owing: [(key: TextKey, count: Int)] = [
            ("desk.now.consultations", awaited),
            ("desk.now.consultationsLate", opened.openConsultations.count - awaited),
        ]
        for (key, count) in owing where count > 0 && !opened.dossier.phase.isEnded {
            p.p { p in
                p.a(.href(SafeURL.element("y-kien"))) { $0.text(page.text(key, ["count": .number(count)])) }
            }
        }
        p.actions { p in
            if let first = acts.first {
                p.put(
                    LinkButton(
                        words: page.text(first.key("title")), target: first.path(opened.id).url,
                        weight: first.isDangerous ? .danger : .primary), in: page)
            }
            if !counterActs.isEmpty {
                p.put(
                    LinkButton(
                        words: page.text("desk.counter"), target: Path.counterDossier(opened.id).url,
                        weight: acts.isEmpty ? .primary : .second), in: page)
            }
        }
        if acts.count > 1 {
            p.put(
                LinkList(
                    items: acts.dropFirst().map {
                        LinkList.Item(title: page.text($0.key("title")), target: $0.path(opened.id).url)
                    }), in: page)
        }
    }

    private func consultations(_ p: inout HTMLWriter, _ page: PageContext, _ opened: DeskCase) {
        guard !opened.dossier.consultations.isEmpty else { return }
        p.h2(page.text("desk.part.consultations"), .id("y-kien"))
        p.ul { p in
            for asked in opened.dossier.consultations {
                p.li { p in
                    p.strong(pages.catalogue.agencies[asked.agency]?.name ?? asked.agency.text)
                    p.text(" ")
                    if let answered = asked.answeredAt {
                        p.put(
                            Tag(.done, page.text("desk.consultation.answered", ["at": .text(page.moment(answered))])),
                            in: page)
                    } else {
                        p.put(
                            Tag(
                                asked.due < pages.now ? .late : .waiting,
                                page.text("desk.consultation.due", ["at": .text(page.moment(asked.due))])), in: page)
                    }
                    let question = opened.question(asked.id)
                    if !question.isEmpty { p.p(question) }
                }
            }
        }
    }
}

extension PageContext {
    /// An amount: `120.000 đồng`.
    func dong(_ amount: Money) -> String {
        text("fee.amount", ["amount": .text(language.grouped(Int(amount.dong)))])
    }
}
