extension DossierDecider {
    /// Asks for what is missing before receiving, once and in full (yêu cầu bổ sung trước tiếp nhận, form 02).
    ///
    /// Why it is so: no clock runs yet, so nothing is paused; when the papers come the counter answers anew.
    ///
    /// - Given: phase `submitted`; components of the dossier's case.
    /// - Then: `.completionAsked`.
    /// - Refuses: `.nothingAsked`, `.unknownComponents`, `.componentsTwice`, `.field`.
    /// - Legal basis: Decree 61/2018 art. 17.1a, 17.2 (predecessor of Decree 118/2025).
    static func askCompletion(
        _ asked: PapersAsked, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        [.completionAsked(try papersWanted(asked, dossier, context))]
    }

    static func papersWanted(
        _ asked: PapersAsked, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> PapersWanted {
        guard !asked.components.isEmpty else { throw .nothingAsked }
        try require(.reason, in: asked.personal)
        try checkWords(asked.personal, context)
        try checkComponents(
            asked.components.map { ComponentGiven(component: $0) }, in: try variant(of: dossier, context), context)
        return PapersWanted(components: asked.components, personal: asked.personal)
    }

    /// Brings what was asked, and nothing else (nộp bổ sung).
    ///
    /// Why it is so: before reception the office's time to answer starts again; during appraisal the due date moves as
    /// the procedure says: `restart` gives the full limit from now, `pause` what was left, `exclude` the time waited.
    /// Therefore every paper asked for must really come: a sheet or a file of each.
    ///
    /// - Given: phase `awaitingCompletion` or `awaitingSupplement`.
    /// - Then: `.supplied`, with the new due date where a clock ran.
    /// - Refuses: `.notAskedFor`, `.componentsMissing`, `.componentsTwice`, `.deadline`.
    /// - Legal basis: Decree 61/2018 art. 19.4; sector texts for pause and exclusion.
    static func supply(
        _ supply: Supply, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        let wanted = Set(dossier.papersWanted)
        let extra = supply.components.map(\.component).filter { !wanted.contains($0) }
        guard extra.isEmpty else { throw .notAskedFor(extra) }
        let brought = Set(supply.components.filter { !$0.isEmpty }.map(\.component))
        let missing = dossier.papersWanted.filter { !brought.contains($0) }
        guard missing.isEmpty else { throw .componentsMissing(missing) }
        try checkWords(supply.personal, context)
        try checkComponents(supply.components, in: try variant(of: dossier, context), context)
        var supplied = Supplied(components: supply.components, personal: supply.personal)
        if let clock = dossier.clock {
            supplied.due = try dueAfterSupplement(clock, dossier, context)
            supplied.supplementUntil = clock.supplementUntil
            if let step = currentStep(of: dossier, context) { supplied.stepDue = try stepDue(step, dossier, context) }
        } else if dossier.channel == .online {
            supplied.answerBy = try dated { () throws(CalendarRefusal) in try answerTime(for: dossier.places, context) }
        }
        return [.supplied(supplied)]
    }

    private static func dueAfterSupplement(
        _ clock: DossierClock, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> DueDate {
        let place = place(of: dossier.places, dossier.channel, context)
        let asked = clock.waits.last?.from ?? clock.received
        let (term, now) = (clock.term, context.now)
        return try dated { () throws(CalendarRefusal) in
            switch context.procedure.supplement.effect {
            case .restart: return try Deadline.restart(term, requested: asked, completed: now, in: place)
            case .pause: return try Deadline.pause(term, requested: asked, completed: now, in: place)
            case .exclude: return try Deadline.exclude(term, requested: asked, completed: now, in: place)
            }
        }
    }
}
