extension DossierDecider {
    /// Every text within its limit; which one is not, is named.
    static func checkWords(_ personal: Personal, _ context: DecisionContext) throws(DossierRefusal) {
        for (key, value) in personal.values.sorted(by: { $0.key < $1.key }) {
            guard key.utf8.count <= 80, value.count <= context.rules.textMost else {
                throw .field(PersonalKey(key), .tooLong(most: context.rules.textMost))
            }
        }
        guard personal.values.count <= context.rules.itemsMost else {
            throw .field(.note, .tooLong(most: context.rules.itemsMost))
        }
    }

    static func require(_ key: PersonalKey, in personal: Personal) throws(DossierRefusal) {
        let text = personal[key] ?? ""
        guard text.contains(where: { !$0.isWhitespace }) else { throw .field(key, .missing) }
    }

    /// A decision against somebody always says why: the reason must be there.
    static func reasoned(_ grounds: Grounds, _ context: DecisionContext) throws(DossierRefusal) -> Reasoned {
        try require(.reason, in: grounds.personal)
        return try checkedWords(grounds, context)
    }

    /// Words that may be left out, as when an applicant takes a dossier back.
    static func checkedWords(_ grounds: Grounds, _ context: DecisionContext) throws(DossierRefusal) -> Reasoned {
        try checkWords(grounds.personal, context)
        return Reasoned(personal: grounds.personal)
    }

    /// Papers of the case, each named once.
    static func checkComponents(
        _ given: [ComponentGiven], in variant: Variant, _ context: DecisionContext
    ) throws(DossierRefusal) {
        let known = Set(variant.components.map(\.code))
        let unknown = given.map(\.component).filter { !known.contains($0) }
        guard unknown.isEmpty, given.count <= context.rules.itemsMost,
            given.allSatisfy({ $0.files.count <= context.rules.itemsMost })
        else { throw .unknownComponents(unknown) }
        var seen: Set<ComponentCode> = []
        let twice = given.map(\.component).filter { !seen.insert($0).inserted }
        guard twice.isEmpty else { throw .componentsTwice(twice) }
    }

    /// Runs a calendar computation; its refusal is ours.
    static func dated<Value>(_ body: () throws(CalendarRefusal) -> Value) throws(DossierRefusal) -> Value {
        do { return try body() } catch { throw .deadline(error) }
    }

    static func variant(of dossier: Dossier, _ context: DecisionContext) throws(DossierRefusal) -> Variant {
        guard let variant = context.procedure.variant(dossier.variant) else { throw .unknownVariant(dossier.variant) }
        return variant
    }
}
