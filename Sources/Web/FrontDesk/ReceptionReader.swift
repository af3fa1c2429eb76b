import Core
import UseCases

/// A counter's form that can be received (nội dung đã kiểm của biểu mẫu tiếp nhận).
struct ReceptionDraft: Sendable {
    var channel: Channel
    var variant: VariantCode
    var places: Places
    var way: ResultWay
    var components: [ComponentGiven]
    var personal: Personal
    var fee: Money

    /// The submission under a number just drawn.
    func submission(_ number: SubmissionNumber) -> Submission {
        Submission(
            number: number, variant: variant, channel: channel, places: places, resultWay: way,
            components: components, personal: personal)
    }
}

/// Reads the counter's form, gathering every fault at once, so that it comes back a single time.
struct ReceptionReader {
    static let sheetsMost = 999
    static let feeMost = 9_999_999_999

    let offer: ReceptionOffer
    let typed: FieldList
    let texts: Texts
    private(set) var errors: [FieldError] = []

    init(_ offer: ReceptionOffer, _ typed: FieldList, _ texts: Texts) {
        self.offer = offer
        self.typed = typed
        self.texts = texts
    }

    /// The form's content, or nil with `errors` filled.
    mutating func read() -> ReceptionDraft? {
        let channel = chosen(.channel, among: offer.channels) { String($0.rawValue) }
        let way = chosen(.way, among: ResultWay.allCases, text: \.rawValue)
        var personal = people(way)
        let places = places()
        let components = papers()
        let fee = whole(ReceptionField.fee.name, label: texts(ReceptionField.fee.label), most: Self.feeMost)
        personal.merge(answers(channel))
        errors += typed.untold(errors, texts)
        guard errors.isEmpty, let channel, let places, let fee, let way else { return nil }
        return ReceptionDraft(
            channel: channel, variant: offer.variant.code, places: places, way: way, components: components,
            personal: personal, fee: Money(dong: Int64(fee)))
    }

    private mutating func people(_ way: ResultWay?) -> Personal {
        var personal = Personal()
        let people: [ReceptionField] = [
            .name, .number, .phone, .address, .ownerName, .ownerNumber, .ownerAddress, .resultAddress,
        ]
        for field in people {
            guard let key = field.key else { continue }
            personal[key] = text(field, as: key)
        }
        let postal = SubmissionRules.postalAddress(in: personal, channel: .direct)
        personal[.resultAddress] = way == .post ? postal : nil
        for key in SubmissionRules.missing(in: personal, way: way ?? .counter) {
            guard let field = people.first(where: { $0.key == key }) else { continue }
            if !errors.contains(where: { $0.fieldID == field.name }) { fault(field, .required) }
        }
        guard personal[.ownerName] == nil else { return personal }
        // The matter is the submitter's own unless somebody else was named.
        personal[.ownerName] = personal[.submitterName]
        personal[.ownerNumber] = personal[.submitterNumber]
        personal[.ownerAddress] = personal[.submitterAddress]
        return personal
    }

    /// What was entered of the paper form.
    private mutating func answers(_ channel: Channel?) -> [FormFieldKey: String] {
        var reader = AnswerReader(offer.variant.form, channel: channel ?? .direct, texts)
        reader.read(typed)
        errors += reader.errors
        return reader.answers
    }

    private mutating func places() -> Places? {
        let intake = chosen(.intake, among: offer.intakes, text: \.code.text)
        let competent = chosen(.competent, among: offer.competents, text: \.code.text)
        let result = chosen(.result, among: offer.results, text: \.code.text)
        guard let intake, let competent, let result else { return nil }
        return Places(intake: intake.code, competent: competent.code, result: result.code)
    }

    private mutating func papers() -> [ComponentGiven] {
        offer.papers.compactMap { paper in
            let originals =
                whole(ReceptionField.originals(paper.code), label: paper.name, most: Self.sheetsMost, isEmptyZero: true)
            let copies =
                whole(ReceptionField.copies(paper.code), label: paper.name, most: Self.sheetsMost, isEmptyZero: true)
            guard let originals, let copies else { return nil }
            if paper.required, originals + copies == 0 {
                fault(ReceptionField.originals(paper.code), .required, ["field": paper.name])
            }
            guard originals + copies > 0 else { return nil }
            return ComponentGiven(component: paper.code, originals: originals, copies: copies)
        }
    }

    private mutating func text(_ field: ReceptionField, as key: PersonalKey) -> String? {
        do { return try typed.submitted(field.name, as: key) } catch {
            for problem in error.fields { fault(field, problem.code, problem.values) }
            return nil
        }
    }

    private mutating func chosen<Value>(
        _ field: ReceptionField, among offered: [Value], text: (Value) -> String
    ) -> Value? {
        guard let value = typed[field.name], !value.isEmpty else {
            fault(field, .required)
            return nil
        }
        guard let found = offered.first(where: { text($0) == value }) else {
            fault(field, .notOffered)
            return nil
        }
        return found
    }

    /// A whole number as it is written, with or without dots between the thousands.
    private mutating func whole(_ name: String, label: String, most: Int, isEmptyZero: Bool = false) -> Int? {
        let digits = (typed[name] ?? "").filter { !$0.isWhitespace && $0 != "." && $0 != "," }
        if digits.isEmpty {
            if isEmptyZero { return 0 }
            fault(name, .required, ["field": label])
            return nil
        }
        guard digits.utf8.count <= 12, digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits),
            number <= most
        else {
            fault(name, .malformed, ["field": label])
            return nil
        }
        return number
    }

    private mutating func fault(_ field: ReceptionField, _ code: FieldCode, _ values: [String: String] = [:]) {
        fault(field.name, code, values.merging(["field": texts(field.label)]) { given, _ in given })
    }

    private mutating func fault(_ name: String, _ code: FieldCode, _ values: [String: String]) {
        errors.append(FieldError(fieldID: name, message: texts.filled(TextKey(code.rawValue), values)))
    }
}

extension ReceptionField {
    /// Which value about people the field holds; nil for every other field.
    fileprivate var key: PersonalKey? {
        switch self {
        case .name: .submitterName
        case .number: .submitterNumber
        case .phone: .submitterPhone
        case .address: .submitterAddress
        case .ownerName: .ownerName
        case .ownerNumber: .ownerNumber
        case .ownerAddress: .ownerAddress
        case .resultAddress: .resultAddress
        case .command, .numberSeen, .variant, .channel, .intake, .competent, .fee, .way, .result: nil
        }
    }
}
