extension DossierDecider {
    /// Names who handles a dossier; the first time it enters the workflow (phân công).
    ///
    /// Why it is so: a leader where the step is worked names anybody who can work it (who can, the catalogue knows);
    /// everybody else takes a dossier for themselves only, or it would end with somebody who cannot go on.
    ///
    /// - Given: phase `received`, or `processing` to pass it to a colleague.
    /// - Then: `.assigned` with the step and the time it may take.
    /// - Refuses: `.notPermitted` where no leader names somebody else.
    static func assign(
        _ assignee: ActorID, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        guard let step = currentStep(of: dossier, context) ?? context.procedure.workflow.steps.first else {
            throw .notNow(.assign, dossier.phase)
        }
        guard
            assignee == context.actor.id || DossierPermission.namesOthers(context.actor, at: step, of: dossier)
        else { throw .notPermitted(.assign) }
        let due: Instant
        if let work = dossier.work { due = work.due } else { due = try stepDue(step, dossier, context) }
        return [
            .assigned(
                Assigned(
                    assignee: assignee, step: step.code, role: step.role, agency: step.agency(of: dossier), stepDue: due
                ))
        ]
    }

    /// Passes to a following step, also one of another agency (chuyển bước, chuyển cơ quan khác).
    ///
    /// - Refuses: `.stepNotFollowing`; `.consultationsOpen` while another agency still has time to answer.
    static func passForward(
        _ passed: StepPassed, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> StepEntered {
        try checkConsultations(of: dossier, context)
        guard let work = dossier.work, let step = currentStep(of: dossier, context), step.next.contains(passed.to),
            let next = context.procedure.workflow.step(passed.to)
        else { throw .stepNotFollowing(from: dossier.work?.step ?? passed.to, to: passed.to) }
        try checkWords(passed.personal, context)
        return StepEntered(
            from: work.step, step: next.code, role: next.role, agency: next.agency(of: dossier),
            stepDue: try stepDue(next, dossier, context), assignee: passed.assignee, personal: passed.personal)
    }

    /// Gives back to a step from which this one can be reached, with the reason (trả lại bước trước).
    static func passBack(
        _ passed: StepPassed, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> StepEntered {
        guard let work = dossier.work, let target = context.procedure.workflow.step(passed.to),
            target.next.contains(work.step)
        else { throw .stepNotFollowing(from: dossier.work?.step ?? passed.to, to: passed.to) }
        try require(.reason, in: passed.personal)
        try checkWords(passed.personal, context)
        return StepEntered(
            from: work.step, step: target.code, role: target.role, agency: target.agency(of: dossier),
            stepDue: try stepDue(target, dossier, context), assignee: passed.assignee, personal: passed.personal)
    }

    /// The step's own time from now, in the hours of the agency that works it.
    static func stepDue(
        _ step: Step, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> Instant {
        let site = hours(of: step.agency(of: dossier), dossier.channel, context)
        return try dated { () throws(CalendarRefusal) in
            try Deadline.adding(workingMinutes: step.minutes, to: context.now, in: site)
        }
    }

    /// Asks other agencies, all at the same time; the clock runs on (lấy ý kiến phối hợp).
    ///
    /// - Refuses: `.nothingAsked` for no question or too many, `.field` where one has no words, `.deadline`;
    ///   `.consultationFault` for the agency that settles the dossier or works the step, one that owes an answer
    ///   already or is named twice, and a time that is none or too long.
    /// - Legal basis: Decree 61/2018 art. 19.5-19.6.
    static func consult(
        _ questions: [ConsultationAsked], _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        guard !questions.isEmpty, questions.count <= context.rules.itemsMost else { throw .nothingAsked }
        var changes: [DossierChange] = []
        var asked = Set(dossier.consultations.filter { $0.answeredAt == nil }.map(\.agency))
        let own = [dossier.places.competent, dossier.work?.agency]
        for (place, question) in questions.enumerated() {
            func fault(_ fault: ConsultationFault) -> DossierRefusal {
                .consultationFault(fault, question.agency, question: place)
            }
            guard !own.contains(question.agency) else { throw fault(.ownAgency) }
            guard asked.insert(question.agency).inserted else { throw fault(.askedAlready) }
            guard (1...ConsultationAsked.workingDaysMost).contains(question.workingDays) else {
                throw fault(.workingDays(most: ConsultationAsked.workingDaysMost))
            }
            try require(.note, in: question.personal)
            try checkWords(question.personal, context)
            let site = hours(of: question.agency, dossier.channel, context)
            let due = try dated { () throws(CalendarRefusal) in
                try Deadline.dueInstant(of: .workingDays(question.workingDays), received: context.now, in: site)
            }
            changes.append(
                .consulted(
                    Consulted(id: question.id, agency: question.agency, due: due, personal: question.personal)))
        }
        return changes
    }

    /// Other agencies hold a dossier up until they answer or their own time is over, and no longer.
    ///
    /// - Legal basis: Decree 61/2018 art. 19.5: a late answer is reported; it is no reason to wait.
    static func checkConsultations(of dossier: Dossier, _ context: DecisionContext) throws(DossierRefusal) {
        let awaited = dossier.consultationsAwaited(at: context.now)
        guard let last = awaited.map(\.due).max() else { return }
        throw .consultationsOpen(awaited.count, until: last)
    }

    /// Answers a question put to the actor's agency (trả lời ý kiến phối hợp).
    static func answerConsultation(
        _ answer: ConsultationAnswer, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        guard let question = dossier.consultations.first(where: { $0.id == answer.id }) else {
            throw .consultationUnknown(answer.id)
        }
        guard question.answeredAt == nil else { throw .consultationAnswered(answer.id) }
        guard context.actor.holds([.handler, .leader], at: question.agency) else {
            throw .notPermitted(.answerConsultation)
        }
        try require(.note, in: answer.personal)
        try checkWords(answer.personal, context)
        return [.consultationAnswered(ConsultationAnswered(id: answer.id, personal: answer.personal))]
    }
}
