import Core
import HTML
import UseCases

/// The counter's form as it stands on the page: the dossier in the middle, what the person hears next at the right.
struct ReceptionView {
    let frame: CounterFrame
    let offer: ReceptionOffer
    let typed: FieldList
    /// When it would be due, in words.
    let preview: String?
    var errors: [FieldError] = []
    var warnings: [String] = []
    /// The number whose warning this page shows; sending again takes it.
    var numberSeen: String?
    var refusal: Notice?

    var page: PageContext { frame.page }

    func html() -> [UInt8] {
        frame.written(offer.procedure.name, hasErrors: !errors.isEmpty) { p in
            p.put(BackLink(target: Path.reception.url, words: page.text("counter.choose.title")), in: page)
            p.put(ErrorSummary(errors: errors), in: page)
            if let refusal { p.put(refusal, in: page) }
            if !warnings.isEmpty { p.put(warning, in: page) }
            p.h1(page.text("counter.act.receive.title"))
            p.p(offer.procedure.name, .class("lead"), .lang("vi"))
            p.div(.class("two")) { p in
                p.postForm(to: Path.reception(of: offer.procedure.code), in: page, isMain: true) { p in
                    form(&p)
                }
                p.aside(.class("card stay")) { p in aside(&p) }
            }
        }
    }

    private var warning: Notice {
        Notice(
            standing: .soon, title: page.text("counter.number.title"),
            lines: warnings + [page.text("counter.number.again")], isSaidAloud: true)
    }

    private func form(_ p: inout HTMLWriter) {
        hidden(&p, .command, typed[ReceptionField.command.name])
        hidden(&p, .variant, offer.variant.code.text)
        hidden(&p, .numberSeen, numberSeen)
        p.h2(page.text("counter.part.person"))
        person(&p)
        p.h2(page.text("counter.part.papers"))
        ReceptionPapers(page: page, papers: offer.papers, typed: typed, errors: errors).write(&p)
        answers(&p)
        p.h2(page.text("counter.part.terms"))
        terms(&p)
        p.actions { p in
            p.put(Button(words: page.text("counter.receive"), key: "Ctrl+Enter"), in: page)
        }
    }

    private func person(_ p: inout HTMLWriter) {
        p.put(
            field(
                .name, .text, need: .required, most: SubmissionRules.nameMost,
                takesFocus: errors.isEmpty && warnings.isEmpty && refusal == nil), in: page)
        p.put(
            field(.number, .code(isNumeric: true), most: SubmissionRules.numberMost, width: .digits12, hasHint: true),
            in: page)
        p.put(field(.phone, .telephone, most: SubmissionRules.phoneMost, width: .digits12), in: page)
        p.put(field(.address, .text, most: SubmissionRules.addressMost), in: page)
        let owner: [ReceptionField] = [.ownerName, .ownerNumber, .ownerAddress]
        let isOther = owner.contains { !(typed[$0.name] ?? "").isEmpty } || owner.contains { error($0) != nil }
        p.details(.class("why"), .open(isOther)) { p in
            p.summary(page.text("counter.owner.other"))
            p.put(field(.ownerName, .text, most: SubmissionRules.nameMost, hasHint: true), in: page)
            p.put(
                field(.ownerNumber, .code(isNumeric: true), most: SubmissionRules.numberMost, width: .digits12),
                in: page)
            p.put(field(.ownerAddress, .text, most: SubmissionRules.addressMost), in: page)
        }
    }

    /// What the paper form says, folded: most counters leave it to the paper.
    private func answers(_ p: inout HTMLWriter) {
        guard !offer.variant.form.isEmpty else { return }
        let fields = AnswerFields(form: offer.variant.form, typed: typed, errors: errors, asksAll: false)
        let isBegun = typed.fields.contains { $0.name.hasPrefix(AnswerFields.prefix) && !$0.value.isEmpty }
        let isFaulty = errors.contains { $0.fieldID.hasPrefix(AnswerFields.prefix) }
        p.details(.class("why"), .open(isBegun || isFaulty)) { p in
            p.summary(page.text("counter.answers.fold"))
            p.p(page.text("counter.answers.hint"), .class("hint"))
            p.put(fields, in: page)
        }
    }

    private func terms(_ p: inout HTMLWriter) {
        if offer.channels.count > 1 {
            p.put(
                field(
                    .channel,
                    .radios(
                        offer.channels.map {
                            Field.Choice(value: String($0.rawValue), label: page.text(TextKey("channel.\($0)")))
                        })), in: page)
        } else {
            hidden(&p, .channel, offer.channels.first.map { String($0.rawValue) })
        }
        if offer.intakes.count > 1 {
            p.put(field(.intake, agencies(offer.intakes)), in: page)
        } else {
            hidden(&p, .intake, offer.intakes.first?.code.text)
        }
        if offer.competents.count > 1 {
            p.put(field(.competent, agencies(offer.competents), need: .required, hasHint: true), in: page)
        } else {
            hidden(&p, .competent, offer.competents.first?.code.text)
        }
        p.put(field(.fee, .number, need: .required, most: 15, width: .digits12, hint: feeHint), in: page)
        p.put(
            field(
                .way,
                .radios(
                    ResultWay.allCases.map {
                        Field.Choice(value: $0.rawValue, label: page.text(TextKey("counter.way.\($0.rawValue)")))
                    })), in: page)
        p.put(field(.resultAddress, .text, most: SubmissionRules.addressMost, hasHint: true), in: page)
        p.put(field(.result, agencies(offer.results), need: .required), in: page)
    }

    private var feeHint: String {
        let words = ProcedureWords(page: page)
        return words.byChannel(
            offer.channels.compactMap { channel in
                offer.variant.terms(for: channel).map { (channel, words.fee($0.fee)) }
            }
        ).joined(separator: "; ")
    }

    private func agencies(_ agencies: [Agency]) -> Field.Kind {
        .select(agencies.map { Field.Choice(value: $0.code.text, label: $0.name) })
    }

    private func field(
        _ field: ReceptionField, _ kind: Field.Kind, need: Field.Need = .unsaid, most: Int? = nil,
        width: Field.Width = .whole, hasHint: Bool = false, hint: String? = nil, takesFocus: Bool = false
    ) -> Field {
        Field(
            kind: kind, name: field.name, label: page.text(field.label),
            hint: hint ?? (hasHint ? page.text(TextKey(field.label.name + ".hint")) : nil), error: error(field),
            need: need, value: typed[field.name] ?? "", width: width, maxLength: most, autocomplete: "off",
            takesFocus: takesFocus)
    }

    private func error(_ field: ReceptionField) -> String? {
        errors.first { $0.fieldID == field.name }?.message
    }

    private func hidden(_ p: inout HTMLWriter, _ field: ReceptionField, _ value: String?) {
        p.input(.type(.hidden), .name(field.name), .value(value ?? ""))
    }

    /// What the person needs to hear: until when, how much, what they must show.
    private func aside(_ p: inout HTMLWriter) {
        let words = ProcedureWords(page: page)
        p.h2(page.text("counter.aside.title"))
        let terms = offer.channels.compactMap { offer.variant.terms(for: $0) }
        var rows = [words.limitRow(terms, of: offer.procedure)]
        if let preview { rows.append(SummaryList.Row(page.text("counter.aside.due"), preview)) }
        rows.append(words.feeRow(terms, of: offer.procedure))
        if !offer.shown.isEmpty {
            var row = SummaryList.Row(page.text("procedure.papers.present"))
            row.lines = offer.shown.map(\.name)
            rows.append(row)
        }
        p.put(SummaryList(rows: rows, isTall: true), in: page)
        p.p(page.text("procedure.code", ["code": .code(offer.procedure.code.text)]), .class("hint"))
    }
}
