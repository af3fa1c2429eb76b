extension DossierDecider {
    /// Approves and signs the result; the clock ends here, not when it is fetched (ký duyệt, có kết quả).
    ///
    /// - Given: phase `processing` at a step that signs; every consultation answered or past its own due date.
    /// - Then: `.settled`. Being overdue never stands in the way of a result.
    /// - Refuses: `.consultationsOpen`, `.field`.
    static func settle(
        _ settlement: Settlement, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        try checkConsultations(of: dossier, context)
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
    /// Why it is so: the applicant chose how to get it, so an officer who does it otherwise says why; whoever fetches
    /// their own result electronically chooses anew by that.
    ///
    /// - Refuses: `.notPermitted` where an applicant alone would record more than fetching it electronically; `.field`
    ///   where another way than the chosen one has no note, or post no address.
    /// - Legal basis: Decree 61/2018 art. 20 (predecessor of Decree 118/2025).
    static func returnResult(
        _ handover: Handover, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        let officer =
            context.actor.holds([.receiver, .deskHead], at: dossier.places.result)
            || context.actor.holds([.receiver, .deskHead], at: dossier.places.intake)
        guard officer || handover.way == .electronic else { throw .notPermitted(.returnResult) }
        if officer, handover.way != dossier.resultWay { try require(.note, in: handover.personal) }
        // What cannot be read, as after an erasure, is not asked for again.
        if handover.usesKnownAddress, let known = dossier.personal { try require(.resultAddress, in: known) }
        try checkWords(handover.personal, context)
        return [.resultReturned(ResultReturned(way: handover.way, personal: handover.personal))]
    }

    /// Puts a mistake in the typed values right; both the old and the new text are kept, sealed (đính chính).
    ///
    /// - Refuses: `.nothingToCorrect` where no value differs; `.field` for a key that is no typed value, words over
    ///   their limit, and a value taken away that must stand.
    static func correct(
        _ correction: Correction, _ dossier: Dossier, _ context: DecisionContext
    ) throws(DossierRefusal) -> [DossierChange] {
        guard !correction.reason.isEmpty else { throw .field(.reason, .missing) }
        let named = Set(correction.changes.values.keys.map(PersonalKey.init)).union(correction.removed)
        for key in named.sorted(by: { $0.text < $1.text }) where !key.isCorrectable { throw .field(key, .badForm) }
        try checkWords(correction.changes, context)
        let old = dossier.personal ?? Personal()
        let new = correction.changes
        let removed = correction.removed.filter { old[$0] != nil && new[$0] == nil }
        let changed = named.filter { removed.contains($0) || (new[$0] != nil && new[$0] != old[$0]) }
        guard !changed.isEmpty else { throw .nothingToCorrect }
        try checkStanding(after: new, removed, old, way: dossier.resultWay)
        var both = Personal()
        for key in changed {
            both[key] = new[key]
            both[PersonalKey("old." + key.text)] = old[key]
        }
        both[.reason] = correction.reason
        try checkWords(both, context)
        let fields = changed.sorted { $0.text < $1.text }
        return [.corrected(Corrected(fields: fields, personal: both))]
    }

    /// Nobody can be told of a dossier without a name, and nothing posted without an address.
    private static func checkStanding(
        after new: Personal, _ removed: Set<PersonalKey>, _ old: Personal, way: ResultWay
    ) throws(DossierRefusal) {
        if removed.contains(.submitterName) { throw .field(.submitterName, .missing) }
        if removed.contains(.resultAddress), way == .post { throw .field(.resultAddress, .missing) }
        guard removed.contains(.ownerName) else { return }
        for key in [PersonalKey.ownerNumber, .ownerAddress] where !removed.contains(key) {
            if new[key] ?? old[key] != nil { throw .field(.ownerName, .missing) }
        }
    }
}

extension PersonalKey {
    /// True for what was typed about people and the matter; false for what acts and files wrote beside it, which a
    /// correction must not touch.
    public var isCorrectable: Bool {
        let typed: [PersonalKey] = [
            .submitterName, .submitterNumber, .submitterPhone, .submitterEmail, .submitterAddress, .ownerName,
            .ownerNumber, .ownerAddress, .resultAddress, .summary,
        ]
        let answers = PersonalKey.answer("").text
        return typed.contains(self) || text.hasPrefix(answers) && text != answers
    }
}
