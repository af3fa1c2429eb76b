import Core
import HTML

/// The questions of a procedure's form as inputs of a page (các mục của tờ khai), for portal and counter alike.
struct AnswerFields: Component {
    /// Before the key of each field in names of inputs and in drafts.
    static let prefix = "tk."
    /// As many choices can be taken in at a glance; more of them are a list to open.
    private static let radiosMost = 4

    let form: [FormField]
    let typed: FieldList
    let errors: [FieldError]
    /// False at a counter, where the paper form has the answers.
    var asksAll = true

    static func name(of key: FormFieldKey) -> String { prefix + key.text }

    func write(to p: inout HTMLWriter, in page: PageContext) {
        for field in form { p.put(input(field, page), in: page) }
        // What came for no field of the form has no input; its fault stands behind them.
        let names = form.map { AnswerFields.name(of: $0.key) }
        for error in errors where error.fieldID.hasPrefix(AnswerFields.prefix) && !names.contains(error.fieldID) {
            p.p(error.message, .id(error.fieldID), .class("error"))
        }
    }

    private func input(_ field: FormField, _ page: PageContext) -> Field {
        let name = AnswerFields.name(of: field.key)
        let isRequired = asksAll && field.required
        let isTyped = field.kind == .text || field.kind == .longText || field.kind == .number || field.kind == .count
        return Field(
            kind: kind(field, isRequired, page), name: name, label: field.label, hint: field.hint,
            error: errors.first { $0.fieldID == name }?.message,
            need: isRequired ? .required : asksAll ? .optional : .unsaid, value: typed[name] ?? "",
            width: field.kind == .text || field.kind == .longText || field.kind == .choice ? .whole : .digits12,
            maxLength: isTyped ? field.most : nil, autocomplete: "off",
            lang: page.language == .vietnamese ? nil : Language.vietnamese.rawValue)
    }

    private func kind(_ field: FormField, _ isRequired: Bool, _ page: PageContext) -> Field.Kind {
        switch field.kind {
        case .text: return .text
        case .longText: return .longText(rows: 4)
        case .date: return .date()
        case .number: return .decimal
        case .count: return .number
        case .choice:
            let choices = field.choices.map { Field.Choice(value: $0, label: $0) }
            if isRequired, choices.count <= AnswerFields.radiosMost { return .radios(choices) }
            // A choice that may be left out can also be taken back, which radio buttons do not allow.
            let none = Field.Choice(value: "", label: page.text("form.unchosen"))
            return .select(isRequired ? choices : [none] + choices)
        }
    }
}
