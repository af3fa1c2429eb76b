import Core
import HTML
import Store
import UseCases

/// A dossier as its owner reads it: one sentence, the explained deadline, what was done and what comes.
struct StoryPage {
    let page: PageContext
    let opened: OwnerCase
    /// What has just been done, or why it could not be.
    var notice: Notice?

    private var pages: Pages { opened.pages }

    func html() -> [UInt8] {
        let dossier = opened.dossier
        let title = page.text(TextKey("story.phase.\(dossier.phase.rawValue)"))
        return Page(title: title, in: page, hidesSearch: true, isPrivate: true).written { p in
            p.put(BackLink(target: Path.tracking.url, words: page.text("tracking.other")), in: page)
            if let notice { p.put(notice, in: page) }
            p.put(OwnerDossierLine(opened: opened), in: page)
            p.h1(title)
            due(&p, page, dossier)
            turn(&p)
            p.h2(page.text("story.done"))
            p.put(Timeline(entries: entries(page, dossier, opened.story)), in: page)
            papers(&p)
            others(&p)
        }.bytes
    }

    /// What is up to the applicant now, where something is.
    private func turn(_ p: inout HTMLWriter) {
        let dossier = opened.dossier
        if opened.request != nil { p.put(OwnerRequest(opened: opened, listsPapers: true), in: page) }
        if opened.may(.supplement) {
            p.actions { p in
                p.put(
                    LinkButton(words: page.text("act.bo-sung.button"), target: opened.path(.supplement).url), in: page)
            }
        }
        if let payment = dossier.paymentWanted {
            p.put(
                Notice(
                    standing: .waiting,
                    lines: [page.text("story.payment", ["amount": .number(Int(payment.amount.dong))])]), in: page)
        }
        if opened.may(.fetch) {
            p.actions { p in
                p.put(LinkButton(words: page.text("act.ket-qua.button"), target: opened.path(.fetch).url), in: page)
            }
        } else if dossier.phase == .settled || dossier.phase == .refused {
            let place = TextValue.text(opened.agency(dossier.places.result))
            p.p(page.text(TextKey("story.fetch.\(dossier.resultWay.rawValue)"), ["place": place]))
        }
    }

    /// What was handed in as files, by the names they came with.
    private func papers(_ p: inout HTMLWriter) {
        let given = opened.dossier.components.filter { !$0.files.isEmpty }
        guard !given.isEmpty else { return }
        p.h2(page.text("story.papers"))
        let rows = given.map { one in
            var row = SummaryList.Row(one.name ?? opened.name(of: one.component))
            row.lines = one.files.enumerated().map { OwnerFileReply.shown($1, at: $0, opened, page) }
            return row
        }
        p.put(SummaryList(rows: rows, isTall: true), in: page)
    }

    /// What can be done besides, and the way to shut the dossier on a machine that others use.
    private func others(_ p: inout HTMLWriter) {
        p.h2(page.text("story.others"))
        if opened.may(.withdraw) {
            p.p { p in p.a(.href(opened.path(.withdraw))) { $0.text(page.text("act.rut.button")) } }
        }
        p.p(page.text("story.open", ["minutes": .number(ApplicantGrants.minutes)]), .class("hint"))
        p.postForm(to: opened.path, in: page) { p in
            p.actions { p in
                p.put(
                    Button(
                        words: page.text("story.close"), weight: .second, name: OwnerField.wish,
                        value: OwnerField.close), in: page)
            }
        }
    }

    private func due(_ p: inout HTMLWriter, _ page: PageContext, _ dossier: Dossier) {
        guard let clock = dossier.clock, !dossier.phase.isEnded else { return answer(&p, page, dossier) }
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

    /// Before reception: by when the one-stop unit says whether it takes the dossier.
    private func answer(_ p: inout HTMLWriter, _ page: PageContext, _ dossier: Dossier) {
        guard dossier.phase == .submitted, let by = dossier.answerBy else { return }
        let overdue = by < pages.now
        let place = pages.catalogue.agencies[dossier.places.intake]?.name ?? ""
        p.p(.class("lead")) { p in
            p.put(
                overdue
                    ? Tag(.late, page.text("story.clock.overdue")) : Tag(.onTime, page.text("story.clock.inTime")),
                in: page)
            p.text(" ")
            p.text("story.answerBy", ["at": .strong(page.fullMoment(by)), "place": .text(place)], in: page)
        }
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
