import Core
import HTML
import Store
import UseCases

/// A dossier as its owner reads it: one sentence, the explained deadline, what was done and what comes.
struct StoryPage {
    let pages: Pages

    func html(_ page: PageContext, _ row: DossierRow, _ dossier: Dossier, _ story: [RecordedEvent]) -> [UInt8] {
        let name = (pages.catalogue.entries.first { $0.code == dossier.procedure.code })?.name
        let title = page.text(TextKey("story.phase.\(dossier.phase.rawValue)"))
        return Page(title: title, in: page, hidesSearch: true, isPrivate: true).written { p in
            let shown = dossier.code?.text ?? dossier.number.grouped
            p.p(.class("hint")) { p in
                p.text(page.text("tracking.dossier", ["number": .code(shown)]))
                if let name {
                    p.text(" · ")
                    p.span(name, .lang("vi"))
                }
            }
            p.h1(title)
            due(&p, page, dossier)
            p.h2(page.text("story.done"))
            p.put(Timeline(entries: entries(page, dossier, story)), in: page)
        }.bytes
    }

    private func due(_ p: inout HTMLWriter, _ page: PageContext, _ dossier: Dossier) {
        guard let clock = dossier.clock, !dossier.phase.isEnded else { return }
        let waiting = dossier.phase == .awaitingSupplement || dossier.phase == .awaitingPayment
        let overdue = Deadline.isOverdue(due: clock.due, asOf: pages.now)
        let place = pages.catalogue.agencies[dossier.places.result]?.name ?? ""
        p.p(.class("lead")) { p in
            p.put(
                waiting
                    ? Tag(.waiting, page.text("story.clock.waiting"))
                    : overdue
                        ? Tag(.late, page.text("story.clock.overdue")) : Tag(.onTime, page.text("story.clock.inTime")),
                in: page)
            p.text(" ")
            p.text(
                "story.due", ["at": .strong(page.fullMoment(clock.due)), "place": .text(place)], in: page)
        }
        let words = DeadlineWords(page.texts)
        p.put(ExplainedDeadline(sentences: clock.term.explanation.map { words.sentence($0) }), in: page)
    }

    private func entries(
        _ page: PageContext, _ dossier: Dossier, _ story: [RecordedEvent]
    ) -> [Timeline.Entry] {
        var entries = story.compactMap { recorded -> Timeline.Entry? in
            let key = TextKey("story.event.\(recorded.event.change.kind.rawValue)")
            guard page.texts.has(key) else { return nil }
            return Timeline.Entry(
                state: .done, title: page.text(key), who: who(recorded.event.change, dossier),
                when: page.moment(recorded.event.at), instant: recorded.event.at.rfc3339,
                note: note(recorded.event.change))
        }
        if !dossier.phase.isEnded, let last = entries.indices.last { entries[last].state = .now }
        for key in ahead(dossier.phase) {
            entries.append(Timeline.Entry(state: .next, title: page.text(TextKey("story.next.\(key)"))))
        }
        return entries
    }

    /// The agency whose act it was; officers' names are none of the public page's.
    private func who(_ change: DossierChange, _ dossier: Dossier) -> String? {
        let agency: AgencyCode
        switch change {
        case .submitted, .supplied, .withdrawn: return nil
        case .completionAsked, .receptionRefused, .received, .procedureChanged, .corrected, .receptionVoided,
            .secretRenewed:
            agency = dossier.places.intake
        case .resultReturned: agency = dossier.places.result
        case .consulted(let e): agency = e.agency
        case .stepCompleted(let e), .sentBack(let e): agency = e.agency
        case .assigned, .consultationAnswered, .supplementRequested, .paymentRequested, .paymentConfirmed, .extended,
            .apologised, .refused, .stopped, .settled:
            agency = dossier.places.competent
        }
        return pages.catalogue.agencies[agency]?.name
    }

    /// Words addressed to the applicant; notes between officers stay inside.
    private func note(_ change: DossierChange) -> String? {
        switch change {
        case .completionAsked(let e), .supplementRequested(let e): return e.personal?[.reason]
        case .receptionRefused(let e), .refused(let e), .stopped(let e), .apologised(let e), .receptionVoided(let e):
            return e.personal?[.reason]
        case .extended(let e): return e.personal?[.reason]
        case .submitted, .received, .procedureChanged, .assigned, .stepCompleted, .sentBack, .consulted,
            .consultationAnswered, .supplied, .paymentRequested, .paymentConfirmed, .withdrawn, .settled,
            .resultReturned, .corrected, .secretRenewed:
            return nil
        }
    }

    private func ahead(_ phase: Phase) -> [String] {
        switch phase {
        case .submitted, .awaitingCompletion: return ["receive", "settle", "return"]
        case .received, .processing, .awaitingSupplement, .awaitingPayment: return ["settle", "return"]
        case .settled, .refused: return ["return"]
        case .receptionRefused, .returned, .withdrawn, .stopped, .voided: return []
        }
    }
}
