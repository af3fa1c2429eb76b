extension DossierDecider {
    /// Folds one event into the dossier. Total: never throws, reads no clock and no catalogue, so replay is for ever.
    ///
    /// An event that finds no dossier (its first record was lost) changes nothing; `LedgerVerifier` names such a gap.
    public static func evolve(_ dossier: inout Dossier?, by event: DossierEvent) {
        if case .submitted(let submitted) = event.change {
            dossier = Dossier(submitted, at: event.at, by: event.actor)
            return
        }
        dossier?.apply(event)
        dossier?.version += 1
    }
}

extension Dossier {
    init(_ e: Submitted, at: Instant, by actor: ActorID) {
        self.init(
            version: 1, phase: .submitted, number: e.number, code: nil, procedure: e.procedure, variant: e.variant,
            answered: CaseReference(procedure: e.procedure, variant: e.variant), sector: e.sector, channel: e.channel,
            places: e.places, resultWay: e.resultWay, components: e.components, personal: e.personal,
            submittedAt: at, submittedBy: actor, answerBy: e.answerBy, clock: nil, work: nil,
            papersWanted: [], consultations: [], paymentWanted: nil, outcome: nil, returnedAt: nil,
            secretGeneration: 0)
    }

    mutating func apply(_ event: DossierEvent) {
        switch event.change {
        case .submitted: break
        case .completionAsked(let e): wait(for: e, phase: .awaitingCompletion)
        case .receptionRefused: end(.receptionRefused, phase: .receptionRefused, at: event.at)
        case .received(let e): start(e, at: event.at)
        case .procedureChanged(let e): change(e)
        case .assigned(let e):
            enter(
                Work(
                    step: e.step, role: e.role, agency: e.agency, assignee: e.assignee,
                    since: work?.since ?? event.at, due: e.stepDue))
        case .stepCompleted(let e), .sentBack(let e):
            enter(
                Work(
                    step: e.step, role: e.role, agency: e.agency, assignee: e.assignee, since: event.at,
                    due: e.stepDue))
        case .consulted(let e):
            consultations.append(Consultation(id: e.id, agency: e.agency, due: e.due, answeredAt: nil))
        case .consultationAnswered(let e):
            for i in consultations.indices where consultations[i].id == e.id {
                consultations[i].answeredAt = event.at
            }
        case .supplementRequested(let e):
            wait(for: e, phase: .awaitingSupplement)
            clock?.supplementsAsked += 1
            clock?.waits.append(Wait(kind: .supplement, from: event.at, to: nil))
        case .supplied(let e): take(e, at: event.at)
        case .paymentRequested(let e):
            phase = .awaitingPayment
            paymentWanted = e
            paymentWanted?.personal = nil
            clock?.waits.append(Wait(kind: .payment, from: event.at, to: nil))
        case .paymentConfirmed(let e):
            phase = .processing
            paymentWanted = nil
            clock?.closeWait(at: event.at, due: e.due)
            if let due = e.stepDue { work?.due = due }
        case .extended(let e):
            clock?.term = e.due
            clock?.extended = true
        case .apologised: break
        case .refused: end(.refused, phase: .refused, at: event.at)
        case .stopped: end(.stopped, phase: .stopped, at: event.at)
        case .withdrawn: end(.withdrawn, phase: .withdrawn, at: event.at)
        case .settled(let e):
            end(.settled, phase: .settled, at: event.at)
            outcome?.resultNumber = e.resultNumber
            outcome?.files = e.files
            learnNames(e.personal)
        case .resultReturned:
            phase = .returned
            returnedAt = event.at
        case .corrected(let e): correct(e)
        case .receptionVoided: end(.voided, phase: .voided, at: event.at)
        case .secretRenewed(let e): secretGeneration = e.generation
        }
    }

    private mutating func wait(for e: PapersWanted, phase: Phase) {
        self.phase = phase
        papersWanted = e.components
        answerBy = nil
    }

    private mutating func start(_ e: Received, at: Instant) {
        phase = .received
        code = e.code
        answerBy = nil
        clock = DossierClock(
            received: at, limit: e.limit, originalDue: e.due.due, term: e.due, supplementUntil: e.supplementUntil,
            supplementsAsked: 0, extended: false, waits: [], transferBy: e.transferBy, fee: e.fee)
    }

    private mutating func change(_ e: ProcedureChanged) {
        procedure = e.procedure
        variant = e.variant
        sector = e.sector
        components = e.components
        guard let terms = e.terms else { return }
        clock?.limit = terms.limit
        clock?.supplementUntil = terms.supplementUntil
        clock?.term = terms.due
        clock?.fee = terms.fee
    }

    private mutating func enter(_ work: Work) {
        phase = .processing
        self.work = work
    }

    /// Files that came later bring their names; what else was said with them stays with its event.
    private mutating func learnNames(_ sealed: Personal?) {
        if let names = sealed?.fileNames { personal?.merge(names) }
    }

    /// Sheets add up; newer files take the place of older ones, which stay in the story. What brought nothing takes
    /// nothing away.
    private mutating func add(_ given: ComponentGiven) {
        guard let i = components.firstIndex(where: { $0.component == given.component }) else {
            components.append(given)
            return
        }
        components[i].originals += given.originals
        components[i].copies += given.copies
        if !given.files.isEmpty { components[i].files = given.files }
    }

    private mutating func take(_ e: Supplied, at: Instant) {
        learnNames(e.personal)
        for given in e.components { add(given) }
        papersWanted = []
        if phase == .awaitingSupplement {
            phase = .processing
            clock?.closeWait(at: at, due: e.due)
            if let until = e.supplementUntil { clock?.supplementUntil = until }
            if let due = e.stepDue { work?.due = due }
        } else {
            phase = .submitted
            answerBy = e.answerBy
        }
    }

    private mutating func end(_ kind: OutcomeKind, phase: Phase, at: Instant) {
        self.phase = phase
        outcome = Outcome(kind: kind, at: at, resultNumber: nil, files: [])
        clock?.closeWait(at: at, due: nil)
        papersWanted = []
        paymentWanted = nil
        answerBy = nil
    }

    private mutating func correct(_ e: Corrected) {
        guard personal != nil, let new = e.personal else { return }
        for key in e.fields { personal?[key] = new[key] }
    }
}

extension DossierClock {
    /// Ends the running wait, if there is one; the due date moves where the event brought a new one.
    mutating func closeWait(at: Instant, due: DueDate?) {
        if let last = waits.indices.last, waits[last].to == nil { waits[last].to = at }
        if let due { term = due }
    }
}
