import HTML

extension Field {
    func writeInput(to p: inout HTMLWriter, in page: PageContext) {
        switch kind {
        case .text: box(.text, to: &p)
        case .number: box(.text, inputMode: "numeric", to: &p)
        case .decimal: box(.text, inputMode: "decimal", to: &p)
        case .date(let min, let max): box(.date, extra: (.min(min), .max(max)), to: &p)
        case .telephone: box(.telephone, to: &p)
        case .email: box(.email, spellcheck: false, to: &p)
        case .password: box(.password, spellcheck: false, to: &p)
        case .code(let isNumeric): box(.text, inputMode: isNumeric ? "numeric" : nil, spellcheck: false, to: &p)
        case .longText(let rows):
            p.textarea(
                value, .id(id), .name(name), .rows(rows), .maxLength(maxLength), .ariaDescribedBy(describedBy),
                .ariaInvalid(error != nil), .required(need == .required), .readOnly(isReadOnly),
                .autofocus(takesFocus))
        case .select(let choices): select(choices, to: &p, in: page)
        case .radios(let choices, let isBoxed):
            p.div(.when(isBoxed, .class("boxed")), inLanguage) { p in
                for (index, choice) in choices.enumerated() {
                    self.choice(choice, at: index, .radio, isOn: choice.value == value, to: &p)
                }
            }
        case .checkboxes(let choices):
            for (index, choice) in choices.enumerated() {
                self.choice(choice, at: index, .checkbox, isOn: values.contains(choice.value), to: &p)
            }
        case .file(let accept, let isMultiple):
            p.input(
                .type(.file), .id(id), .name(name), .accept(accept), .multiple(isMultiple),
                .ariaDescribedBy(describedBy), .ariaInvalid(error != nil), .required(need == .required))
        }
    }

    private var widthClass: StaticString? {
        switch width {
        case .whole: nil
        case .digits4: "w-4"
        case .digits12: "w-12"
        case .words: "w-20"
        }
    }

    private func box(
        _ type: Attribute.InputType, inputMode: StaticString? = nil, spellcheck: Bool? = nil,
        extra: (Attribute, Attribute) = (.none, .none), to p: inout HTMLWriter
    ) {
        p.input(
            .type(type), .id(id), .name(name), .value(value), .class(widthClass), .maxLength(maxLength),
            .autocomplete(autocomplete), .inputMode(inputMode), extra.0, extra.1,
            spellcheck.map { .spellcheck($0) } ?? .none, .ariaDescribedBy(describedBy), .ariaInvalid(error != nil),
            .required(need == .required), .readOnly(isReadOnly), .autofocus(takesFocus))
    }

    private func select(_ choices: [Choice], to p: inout HTMLWriter, in page: PageContext) {
        p.select(
            .id(id), .name(name), .class(widthClass), .autocomplete(autocomplete), .ariaDescribedBy(describedBy),
            .ariaInvalid(error != nil), .required(need == .required), inLanguage
        ) { p in
            // Nothing is chosen for the reader: a wrong answer by default is worse than none.
            if !choices.contains(where: { $0.value == value }) {
                p.option(page.text("form.choose"), .value(""), .selected())
            }
            for choice in choices {
                p.option(choice.label, .value(choice.value), .selected(choice.value == value))
            }
        }
    }

    private func choice(
        _ choice: Choice, at index: Int, _ type: Attribute.InputType, isOn: Bool, to p: inout HTMLWriter
    ) {
        let choiceID = index == 0 ? id : "\(id)-\(index + 1)"
        p.div(.class("choice")) { p in
            p.input(.type(type), .id(choiceID), .name(name), .value(choice.value), .checked(isOn))
            p.label(.for(choiceID)) { p in
                p.text(choice.label)
                if let hint = choice.hint { p.small(hint) }
            }
        }
    }
}
