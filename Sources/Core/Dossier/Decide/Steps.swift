extension DossierDecider {
    /// Names who handles a dossier; the first time it enters the workflow (phân công).
    ///
    /// - Given: phase `received`, or `processing` to pass it to a colleague.
    /// - Then: `.assigned` with the step and the time it may take.
    static func assign(
        _ assignee: ActorID, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        guard let step = currentStep(of: dossier, context) ?? context.procedure.workflow.steps.first else {
            throw .notNow(.assign, dossier.phase)
        }
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
    /// - Refuses: `.stepNotFollowing`; `.consultationsOpen` while another agency has not answered.
    static func passForward(
        _ passed: StepPassed, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> StepEntered {
        let open = dossier.consultations.count { $0.answeredAt == nil }
        guard open == 0 else { throw .consultationsOpen(open) }
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
    /// - Refuses: `.nothingAsked`, `.field` where a question has no words.
    /// - Legal basis: Decree 61/2018 art. 19.5-19.6.
    static func consult(
        _ questions: [ConsultationAsked], _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        guard !questions.isEmpty, questions.count <= context.rules.itemsMost else { throw .nothingAsked }
        var changes: [DossierChange] = []
        for question in questions {
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
