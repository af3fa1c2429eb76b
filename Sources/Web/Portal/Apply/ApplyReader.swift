import Core
import UseCases

/// Reads the answers of one step, gathering every fault at its field; reads a draft the same way before it is handed
/// in.
struct ApplyReader {
    let offer: ApplyOffer
    let typed: FieldList
    let texts: Texts
    /// What the form of the chosen case asks.
    let form: [FormField]
    private(set) var errors: [FieldError] = []
    /// What the draft takes over; an empty value takes an answer away.
    private(set) var values: [String: String] = [:]

    init(_ offer: ApplyOffer, _ typed: FieldList, _ texts: Texts, form: [FormField]) {
        self.offer = offer
        self.typed = typed
        self.texts = texts
        self.form = form
    }

    /// True if all is right; else `errors` says what is not.
    mutating func read(_ step: ApplyStep) -> Bool {
        switch step {
        case .variant: choose(.variant, among: offer.variants.map(\.code.text))
        case .submitter: people()
        case .place: choose(.competent, among: offer.communes.map(\.code.text))
        case .form: answers()
        case .result: result()
        case .papers, .review: break
        }
        errors += typed.untold(errors, texts)
        return errors.isEmpty
    }

    private mutating func people() {
        let needed = SubmissionRules.needed(of: .online)
        let submitter: [(ApplyField, PersonalKey)] = [
            (.name, .submitterName), (.number, .submitterNumber), (.phone, .submitterPhone),
            (.email, .submitterEmail), (.address, .submitterAddress),
        ]
        for (field, key) in submitter { text(field, as: key, isRequired: needed.contains(key)) }
        choose(.owner, among: [ApplyField.ownerSelf, ApplyField.ownerOther])
        let isOther = typed[ApplyField.owner.name] == ApplyField.ownerOther
        text(.ownerName, as: .ownerName, isRequired: isOther)
        text(.ownerNumber, as: .ownerNumber)
        text(.ownerAddress, as: .ownerAddress)
        let named = [ApplyField.ownerName, .ownerNumber, .ownerAddress].contains { values[$0.name]?.isEmpty == false }
        if !isOther, named {
            // Nothing typed is dropped unasked: one of the two answers is a slip, and only the applicant knows which.
            errors.append(FieldError(fieldID: ApplyField.owner.name, message: texts("apply.owner.unclear")))
        }
    }

    private mutating func answers() {
        var reader = AnswerReader(form, channel: .online, texts)
        reader.read(typed)
        errors += reader.errors
        for field in form { values[AnswerFields.name(of: field.key)] = reader.answers[field.key] ?? "" }
    }

    private mutating func result() {
        choose(.way, among: ResultWay.allCases.map(\.rawValue))
        choose(.result, among: offer.results.map(\.code.text))
        text(.resultAddress, as: .resultAddress, isRequired: typed[ApplyField.way.name] == ResultWay.post.rawValue)
    }

    private mutating func text(_ field: ApplyField, as key: PersonalKey, isRequired: Bool = false) {
        do {
            values[field.name] = try typed.submitted(field.name, as: key, isRequired: isRequired) ?? ""
        } catch {
            for problem in error.fields { fault(field, problem.code, problem.values) }
        }
    }

    private mutating func choose(_ field: ApplyField, among offered: [String]) {
        guard let value = typed[field.name], !value.isEmpty else { return fault(field, .required) }
        guard offered.contains(value) else { return fault(field, .notOffered) }
        values[field.name] = value
    }

    private mutating func fault(_ field: ApplyField, _ code: FieldCode, _ values: [String: String] = [:]) {
        let named = values.merging(["field": texts(field.label)]) { given, _ in given }
        errors.append(FieldError(fieldID: field.name, message: texts.filled(TextKey(code.rawValue), named)))
    }
}

extension FieldList {
    /// Kept answers as if they had just been typed.
    init(answers: [String: String]) {
        self.init(answers.sorted { $0.key < $1.key }.map { Field(name: $0.key, value: $0.value) })
    }

    /// A whole draft as if it had just been typed, without answers on the form of another case that was chosen before.
    init(draft: Draft, _ form: [FormField]) {
        let asked = Set(form.map { AnswerFields.name(of: $0.key) })
        self.init(answers: draft.values.filter { !$0.key.hasPrefix(AnswerFields.prefix) || asked.contains($0.key) })
    }
}
