extension DossierDecider {
    /// Hands a dossier in, online by the applicant or typed in by a counter (nộp hồ sơ).
    ///
    /// Why it is so: handing in starts no statutory clock; for an online dossier it starts the office's own time to
    /// answer, 8 working hours by default. Papers may be missing: the counter asks for them, once and in full.
    ///
    /// - Given: no dossier; an open procedure, a known case offered on this channel, a submitter with a name.
    /// - Then: `.submitted`, with `answerBy` for an online dossier.
    /// - Refuses: `.notPermitted`, `.procedureClosed`, `.unknownVariant`, `.channelNotOffered`, `.wrongCompetence`,
    ///   `.unknownComponents`, `.componentsTwice`, `.field`, and `.deadline` past the calendar's years.
    /// - Legal basis: Decree 118/2025 art. 13-14; the 8 hours are recalled from Decree 45/2020, a setting.
    static func submit(
        _ submission: Submission, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        let procedure = context.procedure
        guard
            DossierPermission.permitsSubmit(context.actor, at: submission.places.intake, channel: submission.channel)
        else { throw .notPermitted(.submit) }
        if let closed = procedure.closed(to: submission.channel) { throw .procedureClosed(closed) }
        guard let variant = procedure.variant(submission.variant) else { throw .unknownVariant(submission.variant) }
        guard variant.terms(for: submission.channel) != nil else { throw .channelNotOffered(submission.channel) }
        try checkCompetence(of: submission.places, under: procedure)
        try checkComponents(submission.components, in: variant, context)
        try require(.submitterName, in: submission.personal)
        try checkWords(submission.personal, context)
        var answerBy: Instant?
        if submission.channel == .online {
            answerBy = try dated { () throws(CalendarRefusal) in
                try answerTime(for: submission.places, context)
            }
        }
        return [
            .submitted(
                Submitted(
                    number: submission.number, procedure: procedure.reference, variant: submission.variant,
                    sector: procedure.sector, channel: submission.channel, places: submission.places,
                    resultWay: submission.resultWay, components: submission.components, answerBy: answerBy,
                    personal: submission.personal))
        ]
    }

    /// Checks who is to settle (cơ quan có thẩm quyền): where one agency is named, that one or one below it.
    ///
    /// For a commune's matter nothing is checked here: which agencies are communes only the catalogue knows, and the
    /// use case that has it refuses any other.
    ///
    /// - Refuses: `.wrongCompetence` for another agency than the one named; `.procedureClosed` where a body with a
    ///   system of its own settles it.
    static func checkCompetence(
        of places: Places, under procedure: ProcedureVersion
    ) throws(DossierRefusal) {
        switch procedure.competence {
        case .agency(let agency):
            guard agency.holds(places.competent) else { throw .wrongCompetence(places.competent) }
        case .commune: return
        case .elsewhere: throw .procedureClosed(.settledByMinistry)
        }
    }

    /// By when the intake unit must answer what came online, in its own hours.
    static func answerTime(
        for places: Places, _ context: DecisionContext
    ) throws(CalendarRefusal) -> Instant {
        try Deadline.answerBy(submitted: context.now, in: hours(of: places.intake, .online, context)).due
    }

    /// Where time is counted: the competent agency's hours, and the place of result for the last day.
    static func place(of places: Places, _ channel: Channel, _ context: DecisionContext) -> DeadlineContext {
        var place = hours(of: places.competent, channel, context)
        place.resultSite = SiteID(places.result.text)
        return place
    }

    /// The days and hours of one agency.
    static func hours(of agency: AgencyCode, _ channel: Channel, _ context: DecisionContext) -> DeadlineContext {
        DeadlineContext(
            calendar: context.calendar, site: SiteID(agency.text), channel: channel, settings: context.rules.deadlines)
    }
}
