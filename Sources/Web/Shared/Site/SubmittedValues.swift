import Core
import UseCases

extension FieldList {
    /// A typed value about people, under the rules that every reader of a dossier shares; nil where nothing was typed.
    func submitted(_ name: String, as key: PersonalKey, isRequired: Bool = false) throws(Problem) -> String? {
        guard let most = SubmissionRules.most(of: key) else { preconditionFailure("\(key.text) is no such value") }
        let text = isRequired ? try required(name, most: most) : try optional(name, most: most)
        if let text, let fault = SubmissionRules.fault(in: text, as: key) { throw .field(name, fault) }
        return text
    }
}

extension JSONFields {
    /// A member about people, under the rules that every reader of a dossier shares; nil where it is absent.
    func submitted(_ name: String, as key: PersonalKey) throws(Problem) -> String? {
        guard let most = SubmissionRules.most(of: key) else { preconditionFailure("\(key.text) is no such value") }
        let text = try text(name, most: most)
        if let text, let fault = SubmissionRules.fault(in: text, as: key) { throw .field(place(name), fault) }
        return text
    }
}

extension FieldList {
    /// Faults of fields that no reader met, such as a choice or a hidden field: told beside the others, so that none is
    /// passed over.
    func untold(_ told: [FieldError], _ texts: Texts) -> [FieldError] {
        faults.filter { fault in !told.contains { $0.fieldID == fault.field } }.map { fault in
            let label = texts.label(of: fault.field) ?? fault.field
            let values = fault.values.merging(["field": label]) { given, _ in given }
            return FieldError(
                fieldID: fault.field, message: texts.filled(TextKey(fault.code.rawValue), values))
        }
    }
}
