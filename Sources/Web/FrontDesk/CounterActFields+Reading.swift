import Core
import UseCases

/// What an act's form asks to be done, read and checked.
enum CounterIntent: Sendable {
    case receive(fee: Money)
    case give(DossierCommand)
}

extension CounterActFields {
    /// The act to be done, or nil with errors at the fields; files are added by whoever stored them.
    mutating func read() -> CounterIntent? {
        let read = reading()
        if act.asksTwice, typed?.all(Name.sure).contains("1") != true {
            errors[Name.sure] = texts("form.sure.missing")
        }
        let told = errors.map { FieldError(fieldID: $0.key, message: $0.value) }
        for error in typed?.untold(told, texts) ?? [] { errors[error.fieldID] = error.message }
        return errors.isEmpty ? read : nil
    }

    /// Files that came for no paper of this page.
    mutating func refuse(_ files: [UploadedFile]) {
        for file in files { errors[file.field] = texts("apply.file.unknown", ["file": .text(file.name)]) }
    }

    /// As far as the values can be read; faults are gathered at the fields.
    private mutating func reading() -> CounterIntent? {
        switch act {
        case .receive: return fee().map { .receive(fee: $0) }
        case .askCompletion:
            let wanted = Set(typed?.all(Name.papers) ?? [])
            let known = paperChoices.map(\.value)
            if !wanted.isSubset(of: known) { fault(Name.papers, .notOffered) }
            if wanted.isEmpty, !known.isEmpty { fault(Name.papers, .required) }
            let components = known.filter { wanted.contains($0) }.map { ComponentCode($0) }
            return .give(.askCompletion(PapersAsked(components: components, personal: words(.reason, Name.reason))))
        case .refuse: return .give(.refuseReception(grounds()))
        case .supply:
            return .give(.supply(Supply(components: brought(), personal: words(.note, Name.note, isRequired: false))))
        case .confirmPayment:
            return text(Name.reference, most: Self.referenceMost, isRequired: true)
                .map { .give(.confirmPayment(PaymentProof(reference: $0))) }
        case .handOver:
            if handingWay == nil { fault(Name.way, .required) }
            var personal = handsOtherwise ? words(.note, Name.note) : Personal()
            personal[.collectorName] = submitted(Name.collector, as: .collectorName, isRequired: true)
            if needsAddress {
                let name = CorrectedValue.resultAddress.name
                personal[.resultAddress] = text(name, most: SubmissionRules.addressMost, isRequired: true)
            }
            return handingWay.map { .give(.returnResult(Handover(way: $0, personal: personal))) }
        case .correct: return correction().map { .give(.correct($0)) }
        case .renewSecret: return .give(.renewSecret)
        case .withdraw: return .give(.withdraw(Grounds(personal: words(.reason, Name.reason, isRequired: false))))
        case .voidReception: return .give(.voidReception(grounds()))
        case .changeProcedure: return change().map { .give(.changeProcedure($0)) }
        }
    }

    /// Every paper that was asked for, with its sheets; the fault stands at the paper of which none came.
    private mutating func brought() -> [ComponentGiven] {
        wantedPapers.compactMap { paper in
            let originals = sheets(ReceptionField.originals(paper.code), paper)
            let copies = sheets(ReceptionField.copies(paper.code), paper)
            guard let originals, let copies else { return nil }
            guard originals + copies > 0 else {
                fault(ReceptionField.originals(paper.code), .required, ["field": paper.name])
                return nil
            }
            return ComponentGiven(component: paper.code, originals: originals, copies: copies)
        }
    }

    private mutating func sheets(_ name: String, _ paper: Core.Component) -> Int? {
        let digits = (typed?[name] ?? "").filter { !$0.isWhitespace }
        if digits.isEmpty { return 0 }
        guard digits.utf8.count <= 3, digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits)
        else {
            fault(ReceptionField.originals(paper.code), .malformed, ["field": paper.name])
            return nil
        }
        return number
    }

    /// The values that differ from what is written, and those that were emptied.
    private mutating func correction() -> Correction? {
        var changes = Personal()
        var removed: Set<PersonalKey> = []
        var after = opened.dossier.personal ?? Personal()
        for value in CorrectedValue.allCases {
            let old = opened.personal(value.key)
            // What stands there unchanged is not read again: it may be older than a rule.
            guard let raw = typed?[value.name], raw != old else { continue }
            let new = submitted(value.name, as: value.key) ?? ""
            guard new != old else { continue }
            after[value.key] = new
            if new.isEmpty { removed.insert(value.key) } else { changes[value.key] = new }
        }
        let touched = removed.union(changes.values.keys.map(PersonalKey.init))
        for key in SubmissionRules.missing(in: after, way: opened.dossier.resultWay) {
            // What was missing before is not asked for because another person's value is put right.
            let isTouched = touched.contains { $0.text.prefix { $0 != "." } == key.text.prefix { $0 != "." } }
            guard isTouched, let value = CorrectedValue.allCases.first(where: { $0.key == key }),
                errors[value.name] == nil
            else { continue }
            fault(value.name, .required)
        }
        let reason = text(Name.reason, most: Self.reasonMost, isRequired: true)
        return reason.map { Correction(changes: changes, removed: removed, reason: $0) }
    }

    private mutating func change() -> ProcedureChange? {
        guard let variant = typed?[ReceptionField.variant.name] else { return nil }
        let (fee, words) = (isReceived ? fee() : .zero, words(.reason, Name.reason))
        return fee.map { ProcedureChange(variant: VariantCode(variant), fee: $0, personal: words) }
    }

    private mutating func grounds() -> Grounds {
        Grounds(basis: text(Name.basis, most: Self.basisMost), personal: words(.reason, Name.reason))
    }

    private mutating func words(_ key: PersonalKey, _ name: String, isRequired: Bool = true) -> Personal {
        var personal = Personal()
        personal[key] = text(name, most: Self.reasonMost, isRequired: isRequired)
        return personal
    }

    private mutating func fee() -> Money? {
        let digits = (typed?[Name.fee] ?? "").filter { !$0.isWhitespace && $0 != "." && $0 != "," }
        guard !digits.isEmpty else {
            fault(Name.fee, .required)
            return nil
        }
        guard digits.utf8.count <= 10, digits.utf8.allSatisfy({ (48...57).contains($0) }), let dong = Int64(digits)
        else {
            fault(Name.fee, .malformed)
            return nil
        }
        return Money(dong: dong)
    }

    private mutating func text(_ name: String, most: Int, isRequired: Bool = false) -> String? {
        read(name) { typed throws(Problem) in
            isRequired ? try typed.required(name, most: most) : try typed.optional(name, most: most)
        }
    }

    /// A value about people, under the rules of every form that asks for it.
    private mutating func submitted(_ name: String, as key: PersonalKey, isRequired: Bool = false) -> String? {
        read(name) { typed throws(Problem) in try typed.submitted(name, as: key, isRequired: isRequired) }
    }

    private mutating func read(
        _ name: String, _ value: (FieldList) throws(Problem) -> String?
    ) -> String? {
        guard let typed else { return nil }
        do { return try value(typed) } catch {
            for problem in error.fields { fault(name, problem.code, problem.values) }
            return nil
        }
    }

    private mutating func fault(_ name: String, _ code: FieldCode, _ values: [String: String] = [:]) {
        // The box of a question about papers is named by its paper, which the caller gives.
        let field = values["field"] ?? texts(label(name))
        errors[name] = texts.filled(TextKey(code.rawValue), values.merging(["field": field]) { given, _ in given })
    }
}
