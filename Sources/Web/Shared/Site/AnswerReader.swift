import Core
import UseCases

/// Reads the answers on a procedure's form from a page's fields, every fault at its field (đọc nội dung tờ khai).
struct AnswerReader {
    /// Characters shown of a field's name that the form does not have.
    private static let shownMost = 60

    let form: [FormField]
    let channel: Channel
    let texts: Texts
    /// As they are kept, by field.
    private(set) var answers: [FormFieldKey: String] = [:]
    /// In the order of the form.
    private(set) var errors: [FieldError] = []

    init(_ form: [FormField], channel: Channel, _ texts: Texts) {
        self.form = form
        self.channel = channel
        self.texts = texts
    }

    mutating func read(_ typed: FieldList) {
        var given: [FormFieldKey: String] = [:]
        var told: [FormFieldKey: FieldError] = [:]
        for name in Set(typed.fields.map(\.name)) where name.hasPrefix(AnswerFields.prefix) {
            let key = FormFieldKey(String(name.dropFirst(AnswerFields.prefix.count)))
            let field = form.first { $0.key == key }
            do {
                given[key] = try typed.optional(name, most: field?.most ?? FormField.mostEver)
            } catch {
                let label = field?.label ?? String(key.text.prefix(AnswerReader.shownMost))
                for problem in error.fields { told[key] = fault(key, label, problem.code, problem.values) }
            }
        }
        let reading = FormRules.read(given, of: form, channel: channel)
        answers = reading.answers
        for one in reading.faults where told[one.key] == nil {
            let label = one.fault == .unknown ? String(one.label.prefix(AnswerReader.shownMost)) : one.label
            told[one.key] = fault(one.key, label, one.fault.problem.code, one.fault.problem.values)
        }
        let order = form.map(\.key)
        errors =
            order.compactMap { told[$0] }
            + told.filter { !order.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
    }

    private func fault(
        _ key: FormFieldKey, _ label: String, _ code: FieldCode, _ values: [String: String]
    ) -> FieldError {
        let named = values.merging(["field": label]) { given, _ in given }
        return FieldError(
            fieldID: AnswerFields.name(of: key), message: texts.filled(TextKey(code.rawValue), named))
    }
}

extension FormFault {
    /// The same fault for pages and the API.
    var problem: (code: FieldCode, values: [String: String]) {
        switch self {
        case .unknown: (.unknown, [:])
        case .missing: (.required, [:])
        case .tooLong(let most): (.tooLong, ["most": String(most)])
        case .notDate: (.notDate, [:])
        case .notNumber: (.notNumber, [:])
        case .notOffered: (.notOffered, [:])
        }
    }
}
