import Core
import HTML
import UseCases

/// A step of typed answers as it stands on the page: the case, the people, the commune, the form, the way of the
/// result.
struct ApplyView {
    let page: PageContext
    let visit: ApplyVisit
    let step: ApplyStep
    let typed: FieldList
    /// What the form of the chosen case asks.
    let form: [FormField]
    var errors: [FieldError] = []
    /// What looks wrong with the personal number.
    var warning: String?
    /// Where to go on, if not to the next step.
    var then: String?

    private var offer: ApplyOffer { visit.offer }

    func html() -> [UInt8] {
        ApplyFrame(page: page, visit: visit, step: step, errors: errors, notice: notice).written { p in
            let hint = TextKey("apply.step.\(step.rawValue).hint")
            if page.texts.has(hint) { p.p(page.text(hint)) }
            p.postForm(to: visit.path(step), in: page, isMain: true) { p in
                if let then { p.input(.type(.hidden), .name(ApplyField.then), .value(then)) }
                fields(&p)
                p.actions { p in p.put(Button(words: page.text("apply.next")), in: page) }
            }
        }
    }

    private var notice: Notice? {
        warning.map {
            Notice(
                standing: .soon, title: page.text("counter.number.title"),
                lines: [$0, page.text("apply.number.again")],
                isSaidAloud: true)
        }
    }

    private func fields(_ p: inout HTMLWriter) {
        switch step {
        case .variant:
            let choices = offer.variants.map {
                Field.Choice(value: $0.code.text, label: $0.name.isEmpty ? $0.code.text : $0.name)
            }
            p.put(field(.variant, .radios(choices, isBoxed: true), need: .required), in: page)
        case .submitter: people(&p)
        case .place:
            p.put(field(.competent, .select(choices(offer.communes)), need: .required, hasHint: true), in: page)
        case .form: p.put(AnswerFields(form: form, typed: typed, errors: errors), in: page)
        case .result: result(&p)
        case .papers, .review: break
        }
    }

    private func people(_ p: inout HTMLWriter) {
        if warning != nil {
            let seen = PersonalNumber(typed: typed[ApplyField.number.name] ?? "").digits
            p.input(.type(.hidden), .name(ApplyField.numberSeen), .value(seen))
        }
        p.put(
            field(.name, .text, need: .required, most: SubmissionRules.nameMost, hasHint: true, autocomplete: "name"),
            in: page)
        p.put(
            field(
                .number, .code(isNumeric: true), need: .optional, most: SubmissionRules.numberMost, width: .digits12,
                hasHint: true), in: page)
        p.put(
            field(
                .phone, .telephone, need: .required, most: SubmissionRules.phoneMost, width: .digits12, hasHint: true,
                autocomplete: "tel"), in: page)
        p.put(
            field(
                .email, .email, need: .optional, most: SubmissionRules.emailMost, width: .words, autocomplete: "email"),
            in: page)
        p.put(
            field(.address, .text, need: .required, most: SubmissionRules.addressMost, autocomplete: "street-address"),
            in: page)
        let owners = [ApplyField.ownerSelf, ApplyField.ownerOther].map {
            Field.Choice(value: $0, label: page.text(TextKey("apply.owner.\($0)")))
        }
        p.put(field(.owner, .radios(owners), usual: ApplyField.ownerSelf), in: page)
        let parts: [ApplyField] = [.ownerName, .ownerNumber, .ownerAddress]
        let isOther =
            typed[ApplyField.owner.name] == ApplyField.ownerOther
            || parts.contains { typed[$0.name]?.isEmpty == false || error($0) != nil }
        p.details(.class("why"), .open(isOther)) { p in
            p.summary(page.text("apply.owner.title"))
            p.put(field(.ownerName, .text, most: SubmissionRules.nameMost), in: page)
            p.put(
                field(.ownerNumber, .code(isNumeric: true), most: SubmissionRules.numberMost, width: .digits12),
                in: page)
            p.put(field(.ownerAddress, .text, most: SubmissionRules.addressMost), in: page)
        }
    }

    private func result(_ p: inout HTMLWriter) {
        let ways = ResultWay.allCases.map {
            Field.Choice(
                value: $0.rawValue, label: page.text(TextKey("apply.way.\($0.rawValue)")),
                hint: page.text(TextKey("apply.way.\($0.rawValue).hint")))
        }
        p.put(field(.way, .radios(ways), need: .required), in: page)
        let usual = offer.intake(Dictionary(typed.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { a, _ in a }))
        p.put(
            field(.result, .select(choices(offer.results)), need: .required, hasHint: true, usual: usual?.text ?? ""),
            in: page)
        p.put(
            field(
                .resultAddress, .text, most: SubmissionRules.addressMost, hasHint: true,
                usual: typed[ApplyField.address.name] ?? "", autocomplete: "street-address"), in: page)
    }

    private func choices(_ agencies: [Agency]) -> [Field.Choice] {
        agencies.map { Field.Choice(value: $0.code.text, label: $0.name) }
    }

    /// - Parameter usual: what stands there until somebody answered.
    private func field(
        _ field: ApplyField, _ kind: Field.Kind, need: Field.Need = .unsaid, most: Int? = nil,
        width: Field.Width = .whole, hasHint: Bool = false, usual: String = "", autocomplete: StaticString? = nil
    ) -> Field {
        Field(
            kind: kind, name: field.name, label: page.text(field.label),
            hint: hasHint ? page.text(TextKey(field.label.name + ".hint")) : nil, error: error(field), need: need,
            value: typed[field.name] ?? usual, width: width, maxLength: most, autocomplete: autocomplete)
    }

    private func error(_ field: ApplyField) -> String? { errors.first { $0.fieldID == field.name }?.message }
}
