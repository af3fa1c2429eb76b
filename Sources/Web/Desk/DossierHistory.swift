import Core
import Store
import UseCases

/// What happened to a dossier, as a lay person reads it: what, by whom in which role, when, with which words; roles,
/// agencies and times alone where persons are hidden.
struct DossierHistory {
    let page: PageContext
    let catalogue: Catalogue
    let opened: DeskCase

    var entries: [Timeline.Entry] {
        var entries = opened.story.map { recorded in
            let event = recorded.event
            let words = [facts(event.change), said(event.change)].compactMap { $0 }.filter { !$0.isEmpty }
            return Timeline.Entry(
                state: .done, title: page.text(TextKey("story.event.\(event.change.kind.rawValue)")),
                who: who(event), when: page.fullMoment(event.at), instant: event.at.rfc3339,
                note: words.isEmpty ? nil : words.joined(separator: " "))
        }
        if let present { entries.append(present) }
        return entries
    }

    /// The step it stands at, and whose turn it is; nil where no office works on it.
    private var present: Timeline.Entry? {
        guard opened.dossier.phase == .processing, let work = opened.dossier.work else { return nil }
        let worker = work.assignee.map { officer($0) } ?? page.text(TextKey("role.\(work.role.rawValue)"))
        let agency = catalogue.agencies[work.agency]?.name
        return Timeline.Entry(
            state: .now, title: opened.stepName(work.step),
            who: [worker, agency].compactMap { $0 }.joined(separator: ", "),
            note: page.text("desk.history.stepDue", ["at": .text(page.moment(work.due))]))
    }

    private func who(_ event: DossierEvent) -> String? {
        if let officer = catalogue.officers[event.actor] {
            let held = officer.assignments.first
            return [
                opened.showsPersons ? officer.name : nil, held.map { page.text(TextKey("role.\($0.role.rawValue)")) },
                held.flatMap { catalogue.agencies[$0.agency]?.name },
            ].compactMap { $0 }.joined(separator: ", ")
        }
        switch event.change {
        case .submitted, .supplied, .withdrawn, .resultReturned:
            let name = opened.personal(.submitterName)
            let role = page.text("role.applicant")
            return name.isEmpty ? role : "\(name), \(role)"
        case .completionAsked, .receptionRefused, .received, .procedureChanged, .assigned, .stepCompleted, .sentBack,
            .consulted, .consultationAnswered, .supplementRequested, .paymentRequested, .paymentConfirmed, .extended,
            .apologised, .refused, .stopped, .settled, .corrected, .receptionVoided, .secretRenewed:
            return page.text("role.clock")
        }
    }

    /// What the event itself says: places, names, dates, numbers.
    private func facts(_ change: DossierChange) -> String? {
        switch change {
        case .submitted(let e): return page.text(TextKey("channel.\(e.channel)"))
        case .received(let e): return due(e.due, "desk.history.due")
        case .procedureChanged(let e): return e.terms.map { due($0.due, "desk.history.due") }
        case .assigned(let e):
            return page.text(
                "desk.history.assigned",
                [
                    "who": .text(officer(e.assignee)), "step": .text(opened.stepName(e.step)),
                    "at": .text(page.moment(e.stepDue)),
                ])
        case .stepCompleted(let e), .sentBack(let e):
            return page.text(
                "desk.history.step",
                [
                    "from": .text(opened.stepName(e.from)), "step": .text(opened.stepName(e.step)),
                    "who": .text(
                        e.assignee.map { officer($0) } ?? page.text(TextKey("role.\(e.role.rawValue)"))),
                    "at": .text(page.moment(e.stepDue)),
                ])
        case .consulted(let e):
            return page.text(
                "desk.history.consulted",
                [
                    "agency": .text(catalogue.agencies[e.agency]?.name ?? e.agency.text),
                    "at": .text(page.moment(e.due)),
                ])
        case .completionAsked(let e), .supplementRequested(let e):
            return [papers(e.components), basis(e.basis)].compactMap { $0 }.joined(separator: " ")
        case .supplied(let e):
            return [papers(e.components.map(\.component)), e.due.map { due($0, "desk.history.newDue") }]
                .compactMap { $0 }.joined(separator: " ")
        case .paymentRequested(let e): return page.dong(e.amount) + "."
        case .paymentConfirmed(let e):
            let reference = page.text("desk.history.reference", ["reference": .text(e.reference)])
            return [
                opened.showsPersons ? reference : nil,
                e.due.map { due($0, "desk.history.newDue") },
            ].compactMap { $0 }.joined(separator: " ")
        case .extended(let e): return due(e.due, "desk.history.newDue")
        case .receptionRefused(let e), .apologised(let e), .refused(let e), .stopped(let e), .withdrawn(let e),
            .receptionVoided(let e):
            return basis(e.basis)
        case .settled(let e):
            return e.resultNumber.map { page.text("desk.history.number", ["number": .text($0)]) }
        case .resultReturned(let e): return page.text(TextKey("desk.way.\(e.way.rawValue)")) + "."
        case .corrected: return CorrectionWords(page: page, form: opened.form).words(change)
        case .consultationAnswered, .secretRenewed: return nil
        }
    }

    /// Words that somebody wrote, in quotation marks.
    private func said(_ change: DossierChange) -> String? {
        guard case .submitted = change else {
            let personal = change.personal
            let words = [personal?[.reason], personal?[.note]].compactMap { $0 }.joined(separator: " ")
            return words.isEmpty ? nil : page.text("desk.history.said", ["words": .text(words)])
        }
        return nil
    }

    private func due(_ due: DueDate, _ key: TextKey) -> String {
        page.text(key, ["at": .text(page.fullMoment(due.due))])
    }

    private func officer(_ id: ActorID) -> String {
        let officer = catalogue.officers[id]
        let role = officer?.assignments.first.map { page.text(TextKey("role.\($0.role.rawValue)")) }
        return (opened.showsPersons ? officer?.name : role) ?? page.text("desk.officer.unknown")
    }

    private func papers(_ codes: [ComponentCode]) -> String? {
        codes.isEmpty ? nil : codes.map { opened.name(of: $0) }.joined(separator: "; ") + "."
    }

    private func basis(_ basis: String?) -> String? {
        basis.map { page.text("desk.history.basis", ["basis": .text($0)]) }
    }
}
