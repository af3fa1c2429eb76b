import Core
import UseCases

/// Reads the answers of one step, gathering every fault at its field; reads a draft the same way before it is handed
/// in.
struct ApplyReader {
    static let nameMost = 120
    static let numberMost = 20
    static let phoneMost = 20
    static let emailMost = 254
    static let addressMost = 300

    let offer: ApplyOffer
    let typed: FieldList
    let texts: Texts
    private(set) var errors: [FieldError] = []
    /// What the draft takes over; an empty value takes an answer away.
    private(set) var values: [String: String] = [:]

    init(_ offer: ApplyOffer, _ typed: FieldList, _ texts: Texts) {
        self.offer = offer
        self.typed = typed
        self.texts = texts
    }

    /// True if all is right; else `errors` says what is not.
    mutating func read(_ step: ApplyStep) -> Bool {
        switch step {
        case .variant: choose(.variant, among: offer.variants.map(\.code.text))
        case .submitter: people()
        case .place: choose(.competent, among: offer.communes.map(\.code.text))
        case .result: result()
        case .papers, .review: break
        }
        return errors.isEmpty
    }

    private mutating func people() {
        text(.name, most: Self.nameMost, isRequired: true)
        text(.number, most: Self.numberMost)
        text(.phone, most: Self.phoneMost, isRequired: true)
        if let phone = values[ApplyField.phone.name], !phone.isEmpty, !isPhone(phone) { fault(.phone, .malformed) }
        text(.email, most: Self.emailMost)
        if let email = values[ApplyField.email.name], !email.isEmpty, !isMail(email) { fault(.email, .malformed) }
        text(.address, most: Self.addressMost, isRequired: true)
        choose(.owner, among: [ApplyField.ownerSelf, ApplyField.ownerOther])
        let isOther = typed[ApplyField.owner.name] == ApplyField.ownerOther
        text(.ownerName, most: Self.nameMost, isRequired: isOther)
        text(.ownerNumber, most: Self.numberMost)
        text(.ownerAddress, most: Self.addressMost)
        let named = [ApplyField.ownerName, .ownerNumber, .ownerAddress].contains { values[$0.name]?.isEmpty == false }
        if !isOther, named {
            // Nothing typed is dropped unasked: one of the two answers is a slip, and only the applicant knows which.
            errors.append(FieldError(fieldID: ApplyField.owner.name, message: texts("apply.owner.unclear")))
        }
    }

    private mutating func result() {
        choose(.way, among: ResultWay.allCases.map(\.rawValue))
        choose(.result, among: offer.results.map(\.code.text))
        text(.resultAddress, most: Self.addressMost, isRequired: typed[ApplyField.way.name] == ResultWay.post.rawValue)
    }

    private mutating func text(_ field: ApplyField, most: Int, isRequired: Bool = false) {
        do {
            values[field.name] =
                isRequired
                ? try typed.required(field.name, most: most) : try typed.optional(field.name, most: most) ?? ""
        } catch {
            for problem in error.fields { fault(field, problem.code, problem.values) }
        }
    }

    private mutating func choose(_ field: ApplyField, among offered: [String]) {
        guard let value = typed[field.name], !value.isEmpty else { return fault(field, .required) }
        guard offered.contains(value) else { return fault(field, .notOffered) }
        values[field.name] = value
    }

    /// Digits with what people write between them; eight to fifteen of them.
    private func isPhone(_ phone: String) -> Bool {
        (8...15).contains(phone.utf8.count { (48...57).contains($0) })
            && phone.allSatisfy { $0.isASCII && ($0.isNumber || "+-. ()".contains($0)) }
    }

    /// Something, one @, and a host with a dot; whether it is anybody's, only a letter could tell.
    private func isMail(_ mail: String) -> Bool {
        let parts = mail.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !mail.contains(where: \.isWhitespace) else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && labels.allSatisfy { !$0.isEmpty }
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
}
