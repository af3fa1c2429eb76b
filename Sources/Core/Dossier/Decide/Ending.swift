extension DossierDecider {
    /// Approves and signs the result; the clock ends here, not when it is fetched (ký duyệt, có kết quả).
    ///
    /// - Given: phase `processing` at a step that signs; every consultation answered.
    /// - Then: `.settled`. Being overdue never stands in the way of a result.
    /// - Refuses: `.consultationsOpen`, `.field`.
    static func settle(
        _ settlement: Settlement, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        let open = dossier.consultations.count { $0.answeredAt == nil }
        guard open == 0 else { throw .consultationsOpen(open) }
        if let number = settlement.resultNumber, number.count > 100 { throw .field(.note, .tooLong(most: 100)) }
        guard settlement.files.count <= context.rules.itemsMost else {
            throw .field(.note, .tooLong(most: context.rules.itemsMost))
        }
        try checkWords(settlement.personal, context)
        return [
            .settled(
                Settled(
                    resultNumber: settlement.resultNumber, files: settlement.files, personal: settlement.personal))
        ]
    }

    /// Refuses in writing after appraisal; counts as settled, and the letter waits at the counter (form 03).
    ///
    /// - Legal basis: Decree 61/2018 art. 19.8.
    static func refuse(
        _ grounds: Grounds, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        [.refused(try reasoned(grounds, context))]
    }

    /// Hands over the result or the letter of refusal (trả kết quả).
    ///
    /// - Refuses: `.notPermitted` where an applicant alone would record more than fetching it electronically.
    static func returnResult(
        _ handover: Handover, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        let officer =
            context.actor.holds([.receiver, .deskHead], at: dossier.places.result)
            || context.actor.holds([.receiver, .deskHead], at: dossier.places.intake)
        guard officer || handover.way == .electronic else { throw .notPermitted(.returnResult) }
        try checkWords(handover.personal, context)
        return [.resultReturned(ResultReturned(way: handover.way, personal: handover.personal))]
    }

    /// Puts a mistake in the typed values right; both the old and the new text are kept, sealed (đính chính).
    ///
    /// - Refuses: `.nothingToCorrect` where no value differs, `.field`.
    static func correct(
        _ correction: Correction, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        guard !correction.reason.isEmpty else { throw .field(.reason, .missing) }
        try checkWords(correction.changes, context)
        let old = dossier.personal ?? Personal()
        let changed = correction.changes.values.filter { old.values[$0.key] != $0.value }
        guard !changed.isEmpty else { throw .nothingToCorrect }
        var both = Personal(changed)
        for key in changed.keys { both[PersonalKey("old." + key)] = old.values[key] }
        both[.reason] = correction.reason
        try checkWords(both, context)
        return [.corrected(Corrected(fields: changed.keys.sorted().map(PersonalKey.init), personal: both))]
    }
}
