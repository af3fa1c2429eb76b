import Core
import Ledger
import Store
import UseCases

/// One event of a dossier in the API: when, what, by which role of which agency, and the words that are for its reader.
struct TimelineEntry {
    let catalogue: Catalogue
    let sight: DossierSight
    let dossier: Dossier

    func json(_ recorded: RecordedEvent) -> JSON {
        let event = recorded.event
        var members: [String: JSON] = [
            "version": .number(recorded.version), "at": .string(event.at.rfc3339),
            "event": .string(event.change.kind.rawValue), "by": by(event.actor),
        ]
        for (name, value) in details(event.change) { members[name] = value }
        let words = words(of: event.change)
        switch sight {
        case .bare, .figures: break
        case .applicant: members["reason"] = .text(words.isForApplicant ? words.personal?[.reason] : nil)
        case .whole:
            members["reason"] = .text(words.personal?[.reason])
            members["note"] = .text(words.personal?[.note])
            members["summary"] = .text(words.personal?[.summary])
        }
        return .object(members)
    }

    /// Role and agency; the officer's name for offices on the dossier's way alone.
    private func by(_ id: ActorID) -> JSON {
        guard let assignment = catalogue.officers[id]?.assignments.first else {
            return .members(["role": .string(Role.applicant.rawValue)])
        }
        var members: [String: JSON] = [
            "role": .string(assignment.role.rawValue), "agency": .string(assignment.agency.text),
        ]
        members["agencyName"] = .text(catalogue.agencies[assignment.agency]?.name)
        if case .whole = sight {
            members["officer"] = .string(id.text)
            members["name"] = .text(catalogue.officers[id]?.name)
        }
        return .object(members)
    }

    /// What an event tells besides, none of it personal.
    private func details(_ change: DossierChange) -> [String: JSON] {
        var members: [String: JSON] = [:]
        switch change {
        case .submitted(let e): members["answerBy"] = .time(e.answerBy)
        case .completionAsked(let e), .supplementRequested(let e): members["components"] = .codes(e.components)
        case .received(let e):
            members["code"] = .string(e.code.text)
            members["due"] = .time(e.due.due)
        case .procedureChanged(let e):
            members["procedure"] = .string(e.procedure.code.text)
            members["due"] = .time(e.terms?.due.due)
        case .stepCompleted(let e), .sentBack(let e): members["step"] = .string(e.step.text)
        case .consulted(let e): members["agency"] = .string(e.agency.text)
        case .supplied(let e):
            members["components"] = .codes(e.components.map(\.component))
            members["due"] = .time(e.due?.due)
        case .paymentRequested(let e): members["amount"] = .integer(e.amount.dong)
        case .paymentConfirmed(let e): members["due"] = .time(e.due?.due)
        case .extended(let e): members["due"] = .time(e.due.due)
        case .settled(let e): members["resultNumber"] = .text(e.resultNumber)
        case .resultReturned(let e): members["way"] = .string(e.way.rawValue)
        case .corrected(let e): members["fields"] = .array(e.fields.map { .string($0.text) })
        case .receptionRefused, .assigned, .consultationAnswered, .apologised, .refused, .stopped, .withdrawn,
            .receptionVoided, .secretRenewed:
            break
        }
        return members
    }

    /// The words of an event, and whether they were written to the applicant; notes between officers stay inside.
    private func words(of change: DossierChange) -> (personal: Personal?, isForApplicant: Bool) {
        switch change {
        case .completionAsked(let e), .supplementRequested(let e): (e.personal, true)
        case .receptionRefused(let e), .refused(let e), .stopped(let e), .apologised(let e), .withdrawn(let e),
            .receptionVoided(let e):
            (e.personal, true)
        case .extended(let e): (e.personal, true)
        case .paymentRequested(let e): (e.personal, true)
        case .procedureChanged(let e): (e.personal, true)
        case .stepCompleted(let e), .sentBack(let e): (e.personal, false)
        case .consulted(let e): (e.personal, false)
        case .consultationAnswered(let e): (e.personal, false)
        case .supplied(let e): (e.personal, false)
        case .settled(let e): (e.personal, false)
        case .resultReturned(let e): (e.personal, false)
        case .corrected(let e): (e.personal, false)
        case .submitted, .received, .assigned, .paymentConfirmed, .secretRenewed: (nil, false)
        }
    }
}
