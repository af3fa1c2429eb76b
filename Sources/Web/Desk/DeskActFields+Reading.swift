import Core
import UseCases

extension DeskActFields {
    /// The command of the typed values as far as they can be read; faults are gathered at the fields.
    mutating func reading(_ command: CommandID) -> DossierCommand? {
        switch act {
        case .assign: return pick(Name.officer, choices.officers).map { .assign(ActorID($0)) }
        case .completeStep: return stepPassed()
        case .sendBack: return stepGivenBack()
        case .consult: return questions(command)
        case .answerConsultation:
            let id = pick(Name.consultation, choices.consultations)
            let personal = personal(.note, Name.answer)
            return id.map { .answerConsultation(ConsultationAnswer(id: ConsultationID($0), personal: personal)) }
        case .requestSupplement:
            let wanted = Set(typed?.all(Name.papers) ?? [])
            let known = choices.papers.map(\.value)
            if wanted.isEmpty, !known.isEmpty { fault(Name.papers, .required) }
            if !wanted.isSubset(of: known) { fault(Name.papers, .notOffered) }
            return .requestSupplement(
                PapersAsked(
                    components: known.filter { wanted.contains($0) }.map { ComponentCode($0) },
                    basis: text(Name.basis, most: Self.basisMost), personal: personal(.reason, Name.reason)))
        case .requestPayment:
            let personal = personal(.note, Name.note, isRequired: false)
            return amount().map { .requestPayment(PaymentAsked(amount: $0, personal: personal)) }
        case .confirmPayment:
            return text(Name.reference, most: Self.numberMost, isRequired: true)
                .map { .confirmPayment(PaymentProof(reference: $0)) }
        case .extend:
            let personal = personal(.reason, Name.reason)
            return day().map { .extend(Extension(newDay: $0, personal: personal)) }
        case .apologise: return .apologise(grounds())
        case .refuse: return .refuse(grounds())
        case .stop: return .stop(grounds())
        case .settle:
            return .settle(
                Settlement(
                    resultNumber: text(Name.number, most: Self.numberMost),
                    personal: personal(.note, Name.note, isRequired: false)))
        }
    }

    private mutating func stepPassed() -> DossierCommand? {
        let step = pick(Name.step, choices.nextSteps)
        let personal = personal(.note, Name.note, isRequired: false)
        let officer = typed?[Name.officer].flatMap { $0.isEmpty ? nil : $0 }
        guard let step else { return nil }
        // Who is named must be able to work the very step that was chosen.
        if let officer, choices.ableAt[StepCode(step)]?.contains(ActorID(officer)) != true {
            fault(Name.officer, .notOffered)
        }
        return .completeStep(
            StepPassed(to: StepCode(step), assignee: officer.map { ActorID($0) }, personal: personal))
    }

    private mutating func stepGivenBack() -> DossierCommand? {
        let step = pick(Name.step, choices.earlierSteps)
        let personal = personal(.reason, Name.reason)
        guard let step else { return nil }
        let code = StepCode(step)
        let worker = opened.lastWorker(of: code).flatMap { choices.ableAt[code]?.contains($0) == true ? $0 : nil }
        return .sendBack(StepPassed(to: code, assignee: worker, personal: personal))
    }

    /// One question a chosen agency, their ids following from the command's, so that a repeat asks nothing twice.
    private mutating func questions(_ command: CommandID) -> DossierCommand? {
        var agencies: [AgencyCode] = []
        for index in 1...Self.askedMost {
            let name = "\(Name.agency)-\(index)"
            guard index == 1 || typed?[name]?.isEmpty == false else { continue }
            guard let code = pick(name, choices.agencies) else { continue }
            if agencies.contains(AgencyCode(code)) { fault(name, .taken) }
            agencies.append(AgencyCode(code))
        }
        let personal = personal(.note, Name.question)
        guard let days = whole(Name.days, most: Int64(Self.daysMost)), days > 0 else {
            if errors[Name.days] == nil { outOfRange(Name.days) }
            return nil
        }
        return .consult(
            agencies.enumerated().map { index, agency in
                ConsultationAsked(
                    id: ConsultationID("\(command.text)-\(index + 1)"), agency: agency, workingDays: Int(days),
                    personal: personal)
            })
    }

    private mutating func amount() -> Money? {
        guard let dong = whole(Name.amount, most: 999_999_999_999) else { return nil }
        guard dong > 0 else {
            fault(Name.amount, .malformed)
            return nil
        }
        return Money(dong: dong)
    }

    private mutating func day() -> CivilDate? {
        guard let typed = text(Name.day, most: 10, isRequired: true) else { return nil }
        guard let day = CivilDate(iso: typed) ?? written(typed) else {
            fault(Name.day, .malformed)
            return nil
        }
        return day
    }

    /// A day as people write it where the browser has no picker: 25/11/2026.
    private func written(_ typed: String) -> CivilDate? {
        let parts = typed.split(whereSeparator: { "/-.".contains($0) }).map { Int($0) }
        guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2] else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    private mutating func grounds() -> Grounds {
        Grounds(basis: text(Name.basis, most: Self.basisMost), personal: personal(.reason, Name.reason))
    }

    private mutating func personal(_ key: PersonalKey, _ name: String, isRequired: Bool = true) -> Personal {
        var personal = Personal()
        personal[key] = text(name, most: Self.wordsMost, isRequired: isRequired)
        return personal
    }

    private mutating func pick(_ name: String, _ offered: [Field.Choice]) -> String? {
        guard let value = typed?[name], !value.isEmpty else {
            fault(name, .required)
            return nil
        }
        guard offered.contains(where: { $0.value == value }) else {
            fault(name, .notOffered)
            return nil
        }
        return value
    }

    /// A whole number as it is written, with or without marks between the thousands.
    private mutating func whole(_ name: String, most: Int64) -> Int64? {
        let digits = (typed?[name] ?? "").filter { !$0.isWhitespace && $0 != "." && $0 != "," }
        guard !digits.isEmpty else {
            fault(name, .required)
            return nil
        }
        guard digits.utf8.count <= 12, digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int64(digits)
        else {
            fault(name, .malformed)
            return nil
        }
        guard number <= most else {
            fault(name, .outOfRange, ["least": "1", "most": texts.language.grouped(Int(most))])
            return nil
        }
        return number
    }

    private mutating func outOfRange(_ name: String) {
        fault(name, .outOfRange, ["least": "1", "most": String(Self.daysMost)])
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

    mutating func fault(_ name: String, _ code: FieldCode, _ values: [String: String] = [:]) {
        errors[name] = texts.filled(
            TextKey(code.rawValue), values.merging(["field": texts(label(name))]) { given, _ in given })
    }
}
