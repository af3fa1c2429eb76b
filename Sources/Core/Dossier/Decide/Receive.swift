extension DossierDecider {
    /// Receives a dossier and starts its statutory clock (tiếp nhận hồ sơ, form 01).
    ///
    /// Why it is so: the applicant's time starts when the office accepts the dossier as complete, not when it was sent;
    /// a second reception would restart the clock, so it is refused. Limit and fee are those of its channel and case.
    ///
    /// - Given: phase `submitted`, every required component handed in.
    /// - Then: `.received` with the dossier code, the due date and, for paper, the hour by which it must be passed on.
    /// - Refuses: `.alreadyReceived`, `.componentsMissing`, `.channelNotOffered`, `.amountNotPositive`, `.deadline`.
    /// - Legal basis: Decree 61/2018 art. 17.1c, 17.3, 18.2; Circular 01/2018 art. 19.
    static func receive(
        _ reception: Reception, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        let variant = try variant(of: dossier, context)
        let given = Set(dossier.components.filter { $0.originals + $0.copies + $0.files.count > 0 }.map(\.component))
        let missing = variant.components.filter {
            dossier.needs($0, of: variant) && !given.contains($0.code)
        }
        guard missing.isEmpty else { throw .componentsMissing(missing.map(\.code)) }
        guard reception.fee >= .zero else { throw .amountNotPositive }
        let (terms, due, supplementUntil) = try dates(variant, dossier.places, dossier.channel, context.now, context)
        let transferBy: Instant? =
            dossier.channel == .online
            ? nil
            : try dated { () throws(CalendarRefusal) in
                try Deadline.transferBy(
                    received: context.now, in: hours(of: dossier.places.intake, dossier.channel, context))
            }
        return [
            .received(
                Received(
                    code: DossierCode(
                        agency: dossier.places.competent, day: context.now.date, order: reception.order),
                    limit: terms.limit, due: due, transferBy: transferBy, supplementUntil: supplementUntil,
                    fee: reception.fee))
        ]
    }

    /// The terms of the case on this channel, and the dates they give when counted from `received`.
    static func dates(
        _ variant: Variant, _ places: Places, _ channel: Channel, _ received: Instant, _ context: DecisionContext
    ) throws(DossierRefusal) -> (terms: Terms, due: DueDate, supplementUntil: Instant) {
        guard let terms = variant.terms(for: channel) else { throw .channelNotOffered(channel) }
        let place = place(of: places, channel, context)
        let days = context.procedure.supplement.noticeWorkingDays
        let due = try dated { () throws(CalendarRefusal) in
            try Deadline.due(of: terms.limit, received: received, in: place)
        }
        let until = try dated { () throws(CalendarRefusal) in
            try Deadline.supplementNoticeEnd(received: received, days: days, in: place)
        }
        return (terms, due, until)
    }

    /// Puts a dossier under another procedure or case before anybody is assigned (đổi thủ tục, trường hợp).
    ///
    /// Why it is so: a slip at the counter or in the portal must not cost the applicant time, so a clock that runs is
    /// computed again from the original reception; after assignment the work already done would be undone, so it is
    /// refused.
    ///
    /// - Given: phase `submitted` or `received`; the new version is the one of the context.
    /// - Then: `.procedureChanged`, with due date and window counted from the original reception if there was one.
    /// - Refuses: `.procedureClosed`, `.unknownVariant`, `.nothingToCorrect` for what it is under already,
    ///   `.wrongCompetence`, `.amountNotPositive`, `.field` without a reason, `.channelNotOffered`, `.deadline`.
    static func changeProcedure(
        _ change: ProcedureChange, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        let procedure = context.procedure
        if let closed = procedure.closed(to: dossier.channel) { throw .procedureClosed(closed) }
        guard let variant = procedure.variant(change.variant) else { throw .unknownVariant(change.variant) }
        guard procedure.reference != dossier.procedure || change.variant != dossier.variant else {
            throw .nothingToCorrect
        }
        try checkCompetence(of: dossier.places, under: procedure)
        guard change.fee >= .zero else { throw .amountNotPositive }
        try require(.reason, in: change.personal)
        try checkWords(change.personal, context)
        return [
            .procedureChanged(
                ProcedureChanged(
                    procedure: procedure.reference, variant: change.variant, sector: procedure.sector,
                    terms: try terms(of: change, variant, dossier, context),
                    components: change.components ?? dossier.components, personal: change.personal))
        ]
    }

    /// The running clock under the new case, from the first reception; nil before there is one.
    private static func terms(
        of change: ProcedureChange, _ variant: Variant, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> ChangedTerms? {
        guard let clock = dossier.clock else {
            guard variant.terms(for: dossier.channel) != nil else { throw .channelNotOffered(dossier.channel) }
            return nil
        }
        let (terms, due, until) = try dates(variant, dossier.places, dossier.channel, clock.received, context)
        return ChangedTerms(limit: terms.limit, due: due, supplementUntil: until, fee: change.fee)
    }
}
