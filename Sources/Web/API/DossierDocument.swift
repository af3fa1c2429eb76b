import Core
import Ledger
import Store
import UseCases

/// A dossier as the API writes it, with as much in it as `sight` allows.
struct DossierDocument {
    let catalogue: Catalogue
    let words: DeadlineWords
    let sight: DossierSight
    let dossier: Dossier
    let procedure: ProcedureVersion
    let actor: Actor

    /// What anybody may know: no procedure, no name, no date; the dossier by the number that was typed alone.
    static func bare(_ row: DossierRow, typed: String) -> JSON {
        .members([
            "number": .string(TypedNumber(typed, of: row).text),
            "state": .string(row.phase.bareState.rawValue),
        ])
    }

    func json(_ row: DossierRow, _ story: [RecordedEvent]) -> JSON {
        var members = common
        if case .whole = sight { members.merge(personal(row)) { first, _ in first } }
        members["timeline"] = .array(
            story.map { recorded in
                TimelineEntry(catalogue: catalogue, sight: sight, dossier: dossier).json(recorded)
            })
        return .object(members)
    }

    private var common: [String: JSON] {
        let clock = dossier.clock
        let actions = allowedActions(for: actor, on: dossier, under: procedure)
        let json = JSON.members([
            "number": .string(dossier.number.text), "code": .text(dossier.code?.text),
            "state": .string(dossier.phase.bareState.rawValue), "phase": .string(dossier.phase.rawValue),
            "nationalCode": .number(dossier.phase.nationalCode), "version": .number(dossier.version),
            "procedure": .members([
                "code": .string(procedure.code.text), "version": .number(procedure.version),
                "name": .string(procedure.name), "variant": .string(dossier.variant.text),
            ]),
            "channel": .string(ChannelName(dossier.channel).rawValue),
            "places": places, "resultWay": .string(dossier.resultWay.rawValue),
            "components": .array(dossier.components.map(component)),
            "papersWanted": dossier.papersWanted.isEmpty ? nil : .codes(dossier.papersWanted),
            "amountWanted": dossier.paymentWanted.map { .integer($0.amount.dong) },
            "submittedAt": .time(dossier.submittedAt), "answerBy": .time(dossier.answerBy),
            "receivedAt": .time(clock?.received), "limit": .text(clock?.limit.compact),
            "originalDue": .time(clock?.originalDue), "due": .time(clock?.due),
            "fee": clock.map { .integer($0.fee.dong) },
            "explanation": clock.map { .array($0.term.explanation.map(step)) },
            "outcome": .text(dossier.outcome?.kind.rawValue), "endedAt": .time(dossier.outcome?.at),
            "resultNumber": .text(dossier.outcome?.resultNumber), "returnedAt": .time(dossier.returnedAt),
            "allowedActions": .array(actions.map { .string($0.rawValue) }),
        ])
        guard case .object(let members) = json else { return [:] }
        return members
    }

    private var places: JSON {
        func place(_ code: AgencyCode?) -> JSON? {
            code.map { .members(["code": .string($0.text), "name": .text(catalogue.agencies[$0]?.name)]) }
        }
        return .members([
            "help": place(dossier.places.help), "intake": place(dossier.places.intake),
            "competent": place(dossier.places.competent), "result": place(dossier.places.result),
        ])
    }

    private func component(_ given: ComponentGiven) -> JSON {
        .members([
            "component": .string(given.component.text), "originals": .number(given.originals),
            "copies": .number(given.copies), "files": .number(given.files.count),
        ])
    }

    private func step(_ step: ExplanationStep) -> JSON {
        .members([
            "from": .time(step.from), "to": .time(step.to), "rule": .string(step.rule.rawValue),
            "text": .string(words.sentence(step)),
        ])
    }

    /// For the offices on the dossier's way alone.
    private func personal(_ row: DossierRow) -> [String: JSON] {
        var members: [String: JSON] = [:]
        members["id"] = .string(row.stream.text)
        members["erased"] = dossier.personal == nil ? .bool(true) : nil
        if let values = dossier.personal?.values { members["personal"] = .object(values.mapValues { .string($0) }) }
        if let work = dossier.work {
            members["work"] = .members([
                "step": .string(work.step.text), "name": .text(procedure.workflow.step(work.step)?.name),
                "role": .string(work.role.rawValue), "agency": .string(work.agency.text),
                "assignee": .text(work.assignee?.text),
                "assigneeName": .text(work.assignee.flatMap { catalogue.officers[$0]?.name }),
                "since": .time(work.since), "due": .time(work.due),
            ])
        }
        if !dossier.consultations.isEmpty {
            members["consultations"] = .array(
                dossier.consultations.map { question in
                    .members([
                        "id": .string(question.id.text), "agency": .string(question.agency.text),
                        "due": .time(question.due), "answeredAt": .time(question.answeredAt),
                    ])
                })
        }
        return members
    }
}
