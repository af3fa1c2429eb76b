import Core

/// What a command names and the catalogue alone knows: agencies, and officers who can work a step.
extension DossierCommands {
    /// Refuses places that do not exist, and counters that are none.
    func check(_ places: Places) throws(UseCaseRefusal) {
        let named = [
            ("help", places.help), ("intake", places.intake), ("competent", places.competent),
            ("result", places.result),
        ]
        for (name, code) in named {
            guard let code else { continue }
            try checkKnown(code, at: "places.\(name)")
        }
        for code in [places.intake, places.result] where catalogue.agencies[code]?.receives != true {
            throw .agencyDoesNotReceive(code)
        }
    }

    /// Refuses a command that the rules allow and that names somebody who could never go on with the dossier.
    func check(
        _ command: DossierCommand, on dossier: Dossier?, under procedure: ProcedureVersion
    ) throws(UseCaseRefusal) {
        switch command {
        case .submit(let submission): try checkCompetence(of: submission.places, under: procedure)
        case .changeProcedure: if let dossier { try checkCompetence(of: dossier.places, under: procedure) }
        case .assign(let assignee):
            guard let dossier else { return }
            let step = DossierPermission.step(for: .assign, of: dossier, in: procedure.workflow)
            try check(assignee, at: step, of: dossier)
        case .completeStep(let passed), .sendBack(let passed):
            guard let dossier, let assignee = passed.assignee else { return }
            try check(assignee, at: procedure.workflow.step(passed.to), of: dossier)
        case .consult(let questions):
            for (place, question) in questions.enumerated() {
                try checkKnown(question.agency, at: "questions.\(place).agency")
            }
        case .correct(let correction):
            if let dossier { try checkAnswers(of: correction, on: dossier, under: procedure) }
        case .askCompletion, .refuseReception, .receive, .answerConsultation, .requestSupplement, .supply,
            .requestPayment, .confirmPayment, .extend, .apologise, .refuse, .stop, .withdraw, .settle, .returnResult,
            .voidReception, .renewSecret:
            return
        }
    }

    private func checkKnown(_ code: AgencyCode, at place: String) throws(UseCaseRefusal) {
        guard catalogue.agencies[code] != nil else { throw .agencyNotFound(code, at: place) }
    }

    /// A commune's matter is settled by a commune; by which one the applicant says.
    private func checkCompetence(of places: Places, under procedure: ProcedureVersion) throws(UseCaseRefusal) {
        switch procedure.competence {
        case .commune:
            guard catalogue.agencies[places.competent]?.kind == .commune else {
                throw .rule(.wrongCompetence(places.competent))
            }
        case .agency, .elsewhere: return
        }
    }

    /// Only who has the step's role where it is worked can go on with it.
    private func check(_ assignee: ActorID, at step: Step?, of dossier: Dossier) throws(UseCaseRefusal) {
        guard let step, catalogue.actor(assignee).holds([step.role], at: step.agency(of: dossier)) else {
            throw .assigneeNotAble(assignee)
        }
    }
}
