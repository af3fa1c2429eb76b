import Core
import UseCases

/// The questions of one act's form with what was typed (các mục của trang thao tác ở quầy).
///
/// Every fault is gathered at once, so that a form comes back a single time.
struct CounterActFields {
    static let reasonMost = 2_000
    static let basisMost = 300
    static let referenceMost = 100

    enum Name {
        static let command = ReceptionField.command.name
        static let version = "phien-ban"
        static let papers = "giay-to"
        static let reason = "ly-do"
        static let basis = "can-cu"
        static let note = "ghi-chu"
        static let collector = "nguoi-nhan"
        static let reference = "chung-tu"
        static let fee = ReceptionField.fee.name
        static let way = ReceptionField.way.name
        static let sure = "xac-nhan"
        /// Says that the values before and after were looked at.
        static let reviewed = "da-xem"
        /// Leads back from that look to the form.
        static let again = "sua-lai"
    }

    let act: CounterAct
    let opened: CounterCase
    /// Nil where the form is shown for the first time.
    let typed: FieldList?
    let texts: Texts
    /// The case that the dossier is to be put under, while its procedure is changed.
    var changedTo: Variant?
    /// What is wrong at which field; filled by reading.
    var errors: [String: String] = [:]

    init(act: CounterAct, opened: CounterCase, typed: FieldList?, texts: Texts) {
        self.act = act
        self.opened = opened
        self.typed = typed
        self.texts = texts
    }

    var hasErrors: Bool { !errors.isEmpty }
    /// False while there is neither a fee to be set right nor a receipt to be printed anew.
    var isReceived: Bool { opened.dossier.clock != nil }

    var fields: [Field] {
        switch act {
        case .receive: return [fee(of: opened.variant)]
        case .askCompletion:
            var papers = field(Name.papers, .checkboxes(paperChoices))
            papers.values = Set(typed?.all(Name.papers) ?? missing)
            return (paperChoices.isEmpty ? [] : [papers]) + [reason()]
        case .refuse: return [reason(), basis]
        case .supply: return [note]
        case .confirmPayment:
            return [field(Name.reference, .text, need: .required, width: .words, most: Self.referenceMost)]
        case .handOver:
            let ways = ResultWay.allCases.map {
                Field.Choice(value: $0.rawValue, label: texts(TextKey("counter.way.\($0.rawValue)")))
            }
            return [
                field(Name.way, .radios(ways), usual: opened.dossier.resultWay.rawValue),
                field(
                    Name.collector, .text, need: .required, most: SubmissionRules.nameMost,
                    usual: opened.personal(.submitterName)),
            ] + handingOtherwise
        case .correct: return CorrectedValue.allCases.map { corrected($0) } + [reason(rows: 3)]
        case .renewSecret: return [sure]
        case .withdraw: return [reason(need: .optional, rows: 3), sure]
        case .voidReception: return [reason(), basis, sure]
        case .changeProcedure: return (isReceived ? [fee(of: changedTo)] : []) + [reason(rows: 3)]
        }
    }

    /// What is charged, with what the case usually costs on this dossier's channel.
    private func fee(of variant: Variant?) -> Field {
        let terms = variant?.terms(for: opened.dossier.channel)
        return field(
            Name.fee, .number, need: .required, width: .digits12, most: 15,
            usual: terms?.fee.amount.map { String($0.dong) })
    }

    /// The way of handing over that was ticked; nil before anything was.
    var handingWay: ResultWay? { typed?[Name.way].flatMap { ResultWay(rawValue: $0) } }
    /// True if the result goes another way than the applicant chose, so that a reason is due.
    var handsOtherwise: Bool { handingWay.map { $0 != opened.dossier.resultWay } ?? false }
    /// True if it goes by post and nobody has said where to.
    var needsAddress: Bool { handingWay == .post && opened.personal(.resultAddress).isEmpty }

    /// What is asked only once the ticked way makes it needed: why, and the address for post.
    private var handingOtherwise: [Field] {
        var fields: [Field] = []
        if handsOtherwise {
            fields.append(field(Name.note, .longText(rows: 2), need: .required, most: Self.reasonMost))
        }
        if needsAddress {
            fields.append(
                field(
                    CorrectedValue.resultAddress.name, .text, need: .required, most: SubmissionRules.addressMost))
        }
        return fields
    }

    /// The papers that the applicant was asked for, as the table of sheets asks about them.
    var wantedPapers: [Core.Component] {
        guard act == .supply else { return [] }
        let known = opened.variant?.components ?? []
        return opened.dossier.papersWanted.map { code in
            known.first { $0.code == code } ?? Core.Component(code: code, name: code.text)
        }
    }

    /// Sheets as the catalogue has them where nothing was typed yet.
    var sheets: FieldList {
        if let typed { return typed }
        var usual = FieldList()
        for paper in wantedPapers {
            let (originals, copies) = paper.originals + paper.copies == 0 ? (1, 0) : (paper.originals, paper.copies)
            usual.append(ReceptionField.originals(paper.code), String(originals))
            usual.append(ReceptionField.copies(paper.code), String(copies))
        }
        return usual
    }

    /// Faults in the order of the page: those of the table first.
    var faults: [FieldError] {
        let shown = wantedPapers.map { ReceptionField.originals($0.code) } + fields.map(\.name)
        // What has no place on the page comes last: it is told all the same.
        let others = errors.keys.filter { !shown.contains($0) }.sorted()
        return (shown + others).compactMap { name in errors[name].map { FieldError(fieldID: name, message: $0) } }
    }

    /// `counter.field.ly-do`, or the act's own `counter.field.ly-do.withdraw` where it says more.
    func label(_ name: String) -> TextKey {
        let own = TextKey("counter.field.\(name).\(act)")
        return texts.has(own) ? own : TextKey("counter.field.\(name)")
    }

    private func reason(need: Field.Need = .required, rows: Int = 5) -> Field {
        field(Name.reason, .longText(rows: rows), need: need, most: Self.reasonMost)
    }

    private var basis: Field { field(Name.basis, .text, need: .optional, most: Self.basisMost) }

    private var note: Field { field(Name.note, .longText(rows: 2), need: .optional, most: Self.reasonMost) }

    private var sure: Field {
        var box = field(
            Name.sure, .checkboxes([Field.Choice(value: "1", label: texts(TextKey("counter.sure.\(act)")))]),
            need: .required)
        box.values = Set(typed?.all(Name.sure) ?? [])
        return box
    }

    private func corrected(_ value: CorrectedValue) -> Field {
        var field = field(value.name, value.kind, width: value.width, most: value.most)
        let old = opened.personal(value.key)
        field.value = typed.map { $0[value.name] ?? "" } ?? old
        // What stands there now, once something else was typed over it.
        field.hint = field.value == old || old.isEmpty ? nil : texts("counter.correct.old", ["old": .text(old)])
        return field
    }

    var papers: [Core.Component] { opened.variant?.components.filter { $0.kind == .submit } ?? [] }

    var paperChoices: [Field.Choice] { papers.map { Field.Choice(value: $0.code.text, label: $0.name) } }

    /// Required papers of which nothing came: ticked before anybody looks.
    private var missing: [String] {
        let given = Set(
            opened.dossier.components.filter { $0.originals + $0.copies + $0.files.count > 0 }.map(\.component))
        guard let variant = opened.variant else { return [] }
        return papers.filter { opened.dossier.needs($0, of: variant) && !given.contains($0.code) }.map(\.code.text)
    }

    private func field(
        _ name: String, _ kind: Field.Kind, need: Field.Need = .unsaid, width: Field.Width = .whole,
        most: Int? = nil, usual: String? = nil
    ) -> Field {
        let own = TextKey("counter.field.\(name).\(act).hint")
        let hint = texts.has(own) ? own : TextKey("counter.field.\(name).hint")
        return Field(
            kind: kind, name: name, label: texts(label(name)), hint: texts.has(hint) ? texts(hint) : nil,
            error: errors[name], need: need, value: typed.map { $0[name] ?? "" } ?? usual ?? "", width: width,
            maxLength: most, autocomplete: "off")
    }
}

/// A value about people that a counter may put right, by its name in the form (mục được đính chính).
enum CorrectedValue: String, CaseIterable {
    case submitterName = "ho-ten"
    case submitterNumber = "so-dinh-danh"
    case submitterPhone = "dien-thoai"
    case submitterEmail = "thu-dien-tu"
    case submitterAddress = "dia-chi"
    case ownerName = "chu-ho-ten"
    case ownerNumber = "chu-so-dinh-danh"
    case ownerAddress = "chu-dia-chi"
    case resultAddress = "dia-chi-nhan"

    var name: String { rawValue }

    var key: PersonalKey {
        switch self {
        case .submitterName: return .submitterName
        case .submitterNumber: return .submitterNumber
        case .submitterPhone: return .submitterPhone
        case .submitterEmail: return .submitterEmail
        case .submitterAddress: return .submitterAddress
        case .ownerName: return .ownerName
        case .ownerNumber: return .ownerNumber
        case .ownerAddress: return .ownerAddress
        case .resultAddress: return .resultAddress
        }
    }

    var kind: Field.Kind {
        switch self {
        case .submitterNumber, .ownerNumber: return .code(isNumeric: true)
        case .submitterPhone: return .telephone
        case .submitterEmail: return .email
        case .submitterName, .submitterAddress, .ownerName, .ownerAddress, .resultAddress: return .text
        }
    }

    var width: Field.Width {
        switch self {
        case .submitterNumber, .ownerNumber, .submitterPhone: return .digits12
        case .submitterName, .submitterEmail, .submitterAddress, .ownerName, .ownerAddress, .resultAddress:
            return .whole
        }
    }

    var most: Int? { SubmissionRules.most(of: key) }
}
