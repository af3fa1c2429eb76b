/// The only place where a dossier's rules live: one file a command under `Decide/`.
///
/// `decide` sees values alone, so that a seed replays it and any engine gives the same answer.
public enum DossierDecider {
    /// Answers a command with the events it brings about, or refuses it with a reason.
    ///
    /// - Parameter dossier: nil where nothing was handed in yet; only `submit` starts one.
    /// - Throws: `DossierRefusal`; a refusal leaves no trace in the ledger.
    public static func decide(
        _ command: DossierCommand, on dossier: Dossier?, in context: DecisionContext
    ) throws(DossierRefusal) -> [DossierEvent] {
        if case .submit(let submission) = command {
            guard dossier == nil else { throw .alreadySubmitted }
            return try submit(submission, context).map { event($0, context) }
        }
        guard let dossier else { throw .notFound }
        try permit(command.action, on: dossier, context)
        return try changes(for: command, on: dossier, context).map { event($0, context) }
    }

    private static func changes(
        for command: DossierCommand, on dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        switch command {
        case .submit: throw .alreadySubmitted
        case .askCompletion(let asked): return try askCompletion(asked, dossier, context)
        case .refuseReception(let grounds): return [.receptionRefused(try reasoned(grounds, context))]
        case .receive(let reception): return try receive(reception, dossier, context)
        case .changeProcedure(let change): return try changeProcedure(change, dossier, context)
        case .assign(let assignee): return try assign(assignee, dossier, context)
        case .completeStep(let passed): return [.stepCompleted(try passForward(passed, dossier, context))]
        case .sendBack(let passed): return [.sentBack(try passBack(passed, dossier, context))]
        case .consult(let questions): return try consult(questions, dossier, context)
        case .answerConsultation(let answer): return try answerConsultation(answer, dossier, context)
        case .requestSupplement(let asked): return try requestSupplement(asked, dossier, context)
        case .supply(let supply): return try self.supply(supply, dossier, context)
        case .requestPayment(let asked): return try requestPayment(asked, dossier, context)
        case .confirmPayment(let proof): return try confirmPayment(proof, dossier, context)
        case .extend(let ext): return try extend(ext, dossier, context)
        case .apologise(let grounds): return [.apologised(try reasoned(grounds, context))]
        case .refuse(let grounds): return try refuse(grounds, dossier, context)
        case .stop(let grounds): return [.stopped(try reasoned(grounds, context))]
        case .withdraw(let grounds): return [.withdrawn(try checkedWords(grounds, context))]
        case .settle(let settlement): return try settle(settlement, dossier, context)
        case .returnResult(let handover): return try returnResult(handover, dossier, context)
        case .correct(let correction): return try correct(correction, dossier, context)
        case .voidReception(let grounds): return [.receptionVoided(try reasoned(grounds, context))]
        case .renewSecret: return [.secretRenewed(SecretRenewed(generation: dossier.secretGeneration + 1))]
        }
    }

    /// Phase, step and person, in this order: the answer names the first that stands in the way.
    private static func permit(
        _ action: DossierAction, on dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) {
        guard DossierPermission.phases(for: action).contains(dossier.phase) else {
            if action == .receive, let code = dossier.code { throw .alreadyReceived(code) }
            throw .notNow(action, dossier.phase)
        }
        let step = DossierPermission.step(for: action, of: dossier, in: context.procedure.workflow)
        if let move = DossierPermission.move(for: action), let work = dossier.work,
            step?.moves.contains(move) != true
        {
            throw .notAtThisStep(action, work.step)
        }
        guard DossierPermission.permits(context.actor, action, on: dossier, step: step) else {
            throw .notPermitted(action)
        }
    }

    static func currentStep(of dossier: Dossier, _ context: DecisionContext) -> Step? {
        dossier.work.flatMap { context.procedure.workflow.step($0.step) }
    }

    private static func event(_ change: DossierChange, _ context: DecisionContext) -> DossierEvent {
        DossierEvent(at: context.now, actor: context.actor.id, change: change)
    }
}
