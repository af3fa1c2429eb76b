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
        if act.asksTwice, typed?.all(Name.sure).contains("1") != true { fault(Name.sure, .required) }
        return errors.isEmpty ? read : nil
    }

    /// As far as the values can be read; faults are gathered at the fields.
    private mutating func reading() -> CounterIntent? {
        switch act {
        case .receive: return fee().map { .receive(fee: $0) }
        case .askCompletion:
            let wanted = Set(typed?.all(Name.papers) ?? [])
            let known = paperChoices.map(\.value)
            if !wanted.isSubset(of: known) { fault(Name.papers, .notOffered) }
            let components = known.filter { wanted.contains($0) }.map { ComponentCode($0) }
            return .give(.askCompletion(PapersAsked(components: components, personal: words(.reason, Name.reason))))
        case .refuse: return .give(.refuseReception(grounds()))
        case .supply:
            return .give(.supply(Supply(components: brought(), personal: words(.note, Name.note, isRequired: false))))
        case .confirmPayment:
            return text(Name.reference, most: Self.referenceMost, isRequired: true)
                .map { .give(.confirmPayment(PaymentProof(reference: $0))) }
        case .handOver:
            let way = typed?[Name.way].flatMap { ResultWay(rawValue: $0) }
            if way == nil { fault(Name.way, .required) }
            var personal = Personal()
            personal[.collectorName] = text(Name.collector, most: ReceptionReader.nameMost, isRequired: true)
            return way.map { .give(.returnResult(Handover(way: $0, personal: personal))) }
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

    /// The values that differ from what is written; one that stood there cannot be emptied.
    private mutating func correction() -> Correction? {
        var changes = Personal()
        for value in CorrectedValue.allCases {
            let old = opened.personal(value.key)
            let new = text(value.name, most: value.most) ?? ""
            if new.isEmpty, !old.isEmpty { fault(value.name, .required) }
            if value == .submitterPhone, !new.isEmpty, new != old, !ReceptionReader.isPhone(new) {
                fault(value.name, .malformed)
            }
            if new != old { changes[value.key] = new }
        }
        let reason = text(Name.reason, most: Self.reasonMost, isRequired: true)
        return reason.map { Correction(changes: changes, reason: $0) }
    }

    private mutating func change() -> ProcedureChange? {
        guard let variant = typed?[ReceptionField.variant.name] else { return nil }
        return ProcedureChange(variant: VariantCode(variant), personal: words(.reason, Name.reason))
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
        guard let typed else { return nil }
        do {
            return isRequired ? try typed.required(name, most: most) : try typed.optional(name, most: most)
        } catch {
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
