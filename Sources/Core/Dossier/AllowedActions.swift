/// The one table of who may do what, and when: pages show it, the API answers from it, `decide` refuses by it.
public enum DossierPermission {
    /// Phases in which a command can be given at all; none for `submit`, which finds no dossier yet.
    ///
    /// An array, since one of constants costs nothing to make: whoever lists what is allowed asks for every command.
    public static func phases(for action: DossierAction) -> [Phase] {
        switch action {
        case .submit: return []
        case .askCompletion, .refuseReception, .receive: return [.submitted]
        case .changeProcedure: return [.submitted, .received]
        case .voidReception: return [.received]
        case .assign: return [.received, .processing]
        case .completeStep, .sendBack, .consult, .requestSupplement, .requestPayment, .settle, .refuse:
            return [.processing]
        case .answerConsultation, .apologise: return [.received, .processing, .awaitingSupplement, .awaitingPayment]
        case .extend: return [.received, .processing]
        case .supply: return [.awaitingCompletion, .awaitingSupplement]
        case .confirmPayment: return [.awaitingPayment]
        case .stop: return [.received, .processing, .awaitingSupplement, .awaitingPayment]
        case .withdraw:
            return [.submitted, .awaitingCompletion, .received, .processing, .awaitingSupplement, .awaitingPayment]
        case .returnResult: return [.settled, .refused]
        case .correct: return correctable
        case .renewSecret: return notVoided
        }
    }

    private static let notVoided = Phase.allCases.filter { $0 != .voided }
    private static let correctable = notVoided.filter { $0 != .receptionRefused }

    /// What the workflow step must allow, for commands that belong to a step.
    public static func move(for action: DossierAction) -> StepMove? {
        switch action {
        case .completeStep: return .forward
        case .sendBack: return .back
        case .requestSupplement: return .supplement
        case .requestPayment: return .financialDuty
        case .consult: return .consult
        case .refuse: return .refuse
        case .settle: return .sign
        case .submit, .askCompletion, .refuseReception, .receive, .changeProcedure, .assign, .answerConsultation,
            .supply, .confirmPayment, .extend, .apologise, .stop, .withdraw, .returnResult, .correct, .voidReception,
            .renewSecret:
            return nil
        }
    }

    /// True if role and place of `actor` allow `action` on this dossier, whatever its phase.
    public static func permits(_ actor: Actor, _ action: DossierAction, on dossier: Dossier, step: Step?) -> Bool {
        let places = dossier.places
        switch action {
        case .submit: return false
        case .askCompletion, .refuseReception, .receive: return actor.holds([.receiver, .deskHead], at: places.intake)
        case .changeProcedure, .correct, .renewSecret:
            return actor.holds([.receiver, .deskHead], at: places.intake)
        case .voidReception: return actor.holds([.deskHead], at: places.intake)
        case .assign: return namesOthers(actor, at: step, of: dossier) || takesItself(actor, dossier, step)
        case .completeStep, .sendBack, .consult, .requestSupplement, .requestPayment, .settle, .refuse:
            return worksStep(actor, dossier, step)
        case .answerConsultation:
            return dossier.consultations.contains {
                $0.answeredAt == nil && actor.holds([.handler, .leader], at: $0.agency)
            }
        case .supply, .withdraw: return isApplicant(actor) || actor.holds([.receiver, .deskHead], at: places.intake)
        case .confirmPayment:
            return actor.holds([.receiver, .deskHead], at: places.intake)
                || actor.holds([.handler, .leader, .integration], at: places.competent)
        case .extend, .stop: return actor.holds([.leader, .signatory], at: places.competent)
        case .apologise: return actor.holds([.handler, .leader, .signatory], at: places.competent)
        case .returnResult:
            return actor.holds([.receiver, .deskHead], at: places.result)
                || actor.holds([.receiver, .deskHead], at: places.intake) || isApplicant(actor)
        }
    }

    /// The step that a command is about: where the dossier stands, and for `assign` the first one if it stands nowhere.
    public static func step(for action: DossierAction, of dossier: Dossier, in workflow: Workflow) -> Step? {
        let current = dossier.work.flatMap { workflow.step($0.step) }
        return action == .assign ? current ?? workflow.steps.first : current
    }

    /// True if `actor` may name somebody else for a step (phân công): a leader where the step is worked.
    public static func namesOthers(_ actor: Actor, at step: Step?, of dossier: Dossier) -> Bool {
        actor.holds([.leader], at: step?.agency(of: dossier) ?? dossier.places.competent)
    }

    /// True if `actor` may hand a dossier in at `intake` (nộp hồ sơ).
    public static func permitsSubmit(_ actor: Actor, at intake: AgencyCode, channel: Channel) -> Bool {
        let atCounter = actor.holds([.receiver, .deskHead], at: intake)
        switch channel {
        case .direct, .post: return atCounter
        case .online: return atCounter || isApplicant(actor) || actor.holds([.integration], at: intake)
        }
    }

    private static func isApplicant(_ actor: Actor) -> Bool { actor.holds(.applicant) }

    /// Whoever has the step's role where it is worked may take a dossier that nobody has.
    private static func takesItself(_ actor: Actor, _ dossier: Dossier, _ step: Step?) -> Bool {
        guard let step else { return false }
        return dossier.work?.assignee == nil && actor.holds([step.role], at: step.agency(of: dossier))
    }

    /// The role of the step at its agency; a named assignee or a leader above, not any colleague.
    private static func worksStep(_ actor: Actor, _ dossier: Dossier, _ step: Step?) -> Bool {
        guard let step, let work = dossier.work else { return false }
        let agency = step.agency(of: dossier)
        if actor.holds([.leader], at: agency), step.role == .handler { return true }
        guard actor.holds([step.role], at: agency) else { return false }
        return work.assignee == nil || work.assignee == actor.id
    }
}

extension Step {
    /// The agency that works this step for `dossier`.
    public func agency(of dossier: Dossier) -> AgencyCode {
        switch place {
        case .competent: return dossier.places.competent
        case .agency(let code): return code
        }
    }
}

/// What `actor` may do with `dossier` now (việc có thể làm): the list a page shows and the API offers.
///
/// A listed action can still be refused for its content (a window that is over, papers that are missing).
public func allowedActions(for actor: Actor, on dossier: Dossier, under procedure: ProcedureVersion) -> [DossierAction]
{
    DossierAction.allCases.filter { action in
        guard DossierPermission.phases(for: action).contains(dossier.phase) else { return false }
        let step = DossierPermission.step(for: action, of: dossier, in: procedure.workflow)
        if let move = DossierPermission.move(for: action), step?.moves.contains(move) != true { return false }
        return DossierPermission.permits(actor, action, on: dossier, step: step)
    }
}
