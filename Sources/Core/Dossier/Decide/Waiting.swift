extension DossierDecider {
    /// Asks for more papers during appraisal (yêu cầu bổ sung, form 02).
    ///
    /// Why it is so: the window and the number of requests are limited so that an applicant is not sent away again and
    /// again; index 766 counts a dossier with more than one request as overdue. A due date that has passed stays
    /// passed.
    ///
    /// - Given: phase `processing`, a step that allows it.
    /// - Then: `.supplementRequested`.
    /// - Refuses: `.supplementsUsedUp`, `.supplementWindowOver`, `.afterDue`, `.nothingAsked`, `.unknownComponents`,
    ///   `.componentsTwice`, `.field`.
    /// - Legal basis: Decree 61/2018 art. 19.4; sector texts for other windows.
    static func requestSupplement(
        _ asked: PapersAsked, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        guard let clock = dossier.clock else { throw .notNow(.requestSupplement, dossier.phase) }
        let rule = context.procedure.supplement
        guard clock.supplementsAsked < rule.most else { throw .supplementsUsedUp(most: rule.most) }
        guard context.now <= clock.due else { throw .afterDue(clock.due) }
        guard context.now <= clock.supplementUntil || (rule.afterWindow && asked.basis != nil) else {
            throw .supplementWindowOver(until: clock.supplementUntil)
        }
        return [.supplementRequested(try papersWanted(asked, dossier, context))]
    }

    /// Tells the applicant what must be paid before the result can be given (thông báo nghĩa vụ tài chính).
    ///
    /// - Then: `.paymentRequested`; the wait is left out of the limit where the procedure says so.
    /// - Refuses: `.amountNotPositive`, `.field`, `.afterDue` where the wait would move a due date that has passed.
    static func requestPayment(
        _ asked: PaymentAsked, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        guard asked.amount > .zero else { throw .amountNotPositive }
        guard let clock = dossier.clock else { throw .notNow(.requestPayment, dossier.phase) }
        let excluded = context.procedure.financialDutyExcluded
        guard !excluded || context.now <= clock.due else { throw .afterDue(clock.due) }
        try checkWords(asked.personal, context)
        return [.paymentRequested(PaymentRequested(amount: asked.amount, excluded: excluded, personal: asked.personal))]
    }

    /// Records the proof of payment; work goes on (xác nhận đã thực hiện nghĩa vụ tài chính).
    static func confirmPayment(
        _ proof: PaymentProof, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        let reference = proof.reference
        guard !reference.isEmpty else { throw .field(.note, .missing) }
        guard reference.count <= 100 else { throw .field(.note, .tooLong(most: 100)) }
        guard let clock = dossier.clock else { throw .notNow(.confirmPayment, dossier.phase) }
        var due: DueDate?
        var step: Instant?
        if dossier.paymentWanted?.excluded == true {
            let place = place(of: dossier.places, dossier.channel, context)
            let asked = clock.waits.last?.from ?? clock.received
            due = try dated { () throws(CalendarRefusal) in
                try Deadline.exclude(clock.term, requested: asked, completed: context.now, in: place)
            }
            if let current = currentStep(of: dossier, context) { step = try stepDue(current, dossier, context) }
        }
        return [.paymentConfirmed(PaymentConfirmed(reference: reference, due: due, stepDue: step))]
    }

    /// Apologises and sets one new date, at latest the day before the due date (xin lỗi và gia hạn, form 04).
    ///
    /// - Refuses: `.extensionUsed`, `.deadline(.extensionTooLate)`, `.deadline(.extensionNotLater)`, `.field`.
    /// - Legal basis: Decree 61/2018 art. 19.9: written notice at latest 1 day before, a new appointment once.
    static func extend(
        _ request: Extension, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        guard let clock = dossier.clock else { throw .notNow(.extend, dossier.phase) }
        guard !clock.extended else { throw .extensionUsed }
        try require(.reason, in: request.personal)
        try checkWords(request.personal, context)
        let place = place(of: dossier.places, dossier.channel, context)
        let due = try dated { () throws(CalendarRefusal) in
            try Deadline.extend(clock.term, to: request.newDay, decided: context.now, in: place)
        }
        return [.extended(Extended(due: due, personal: request.personal))]
    }
}
