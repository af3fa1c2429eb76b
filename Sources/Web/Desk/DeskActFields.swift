import Core
import UseCases

/// The questions of one act's form with what was typed, and their reading (các mục của biểu mẫu).
///
/// Every fault is gathered at once, so that a form comes back a single time.
struct DeskActFields {
    static let wordsMost = 2_000
    static let basisMost = 300
    static let numberMost = 100
    /// Working days another agency may be given.
    static let daysMost = ConsultationAsked.workingDaysMost
    /// Agencies asked with one question.
    static let askedMost = 3

    enum Name {
        static let command = "lenh"
        static let version = "phien-ban"
        static let officer = "nguoi"
        static let step = "buoc"
        static let note = "ghi-chu"
        static let reason = "ly-do"
        static let basis = "can-cu"
        static let agency = "co-quan"
        static let days = "so-ngay"
        static let question = "cau-hoi"
        static let consultation = "y-kien"
        static let answer = "tra-loi"
        static let papers = "giay-to"
        static let amount = "so-tien"
        static let reference = "chung-tu"
        static let day = "ngay-moi"
        static let number = "so-van-ban"
        static let file = "tep"
        static let sure = "xac-nhan"
    }

    let act: DeskAct
    let opened: DeskCase
    let actor: Actor
    let choices: DeskChoices
    /// Nil where the form is shown for the first time.
    let typed: FieldList?
    /// True if a file came with what was typed.
    var hasFile = false
    let texts: Texts
    let now: Instant
    /// What is wrong at which field; filled by reading.
    var errors: [String: String] = [:]

    init(
        act: DeskAct, opened: DeskCase, actor: Actor, choices: DeskChoices, typed: FieldList?, texts: Texts,
        now: Instant
    ) {
        self.act = act
        self.opened = opened
        self.actor = actor
        self.choices = choices
        self.typed = typed
        self.texts = texts
        self.now = now
    }

    var hasErrors: Bool { !errors.isEmpty }

    /// True where a box must be ticked first: against somebody, a second request for papers, or a result of nothing.
    var asksTwice: Bool {
        act.isDangerous || (act == .requestSupplement && (opened.dossier.clock?.supplementsAsked ?? 0) > 0)
            || signsNothing
    }

    /// True if a result was sent to be signed that says neither its number nor holds a file.
    private var signsNothing: Bool {
        act == .settle && typed != nil && !hasFile && (typed?[Name.number] ?? "").allSatisfy(\.isWhitespace)
    }

    var fields: [Field] {
        switch act {
        case .assign: return [chosen(Name.officer, choices.officers)]
        case .completeStep:
            return [
                chosen(Name.step, choices.nextSteps),
                field(Name.officer, .select(choices.noOfficer + choices.nextOfficers), need: .optional),
                words(Name.note, need: .optional, rows: 3),
            ]
        case .sendBack: return [chosen(Name.step, choices.earlierSteps), words(Name.reason)]
        case .consult:
            let agencies = (1...Self.askedMost).map { index in
                field(
                    "\(Name.agency)-\(index)", .select(choices.agencies), need: index == 1 ? .required : .optional)
            }
            return agencies + [
                field(Name.days, .number, need: .required, width: .digits4, most: 2, usual: "3"),
                words(Name.question),
            ]
        case .answerConsultation: return [chosen(Name.consultation, choices.consultations), words(Name.answer)]
        case .requestSupplement:
            var papers = field(Name.papers, .checkboxes(choices.papers))
            papers.values = Set(typed?.all(Name.papers) ?? [])
            return (choices.papers.isEmpty ? [] : [papers]) + [words(Name.reason), basis] + sure
        case .requestPayment:
            return [
                field(Name.amount, .number, need: .required, width: .digits12, most: 15),
                words(Name.note, need: .optional, rows: 3),
            ]
        case .confirmPayment: return [field(Name.reference, .text, need: .required, width: .words, most: 100)]
        case .extend:
            let first = opened.dossier.clock.map { $0.due.dueDay.adding(days: 1).iso }
            return [field(Name.day, .date(min: first), need: .required), words(Name.reason)]
        case .apologise: return [words(Name.reason), basis]
        case .refuse, .stop: return [words(Name.reason), basis] + sure
        case .settle:
            return [
                field(Name.number, .text, need: .optional, width: .words, most: Self.numberMost),
                field(Name.file, .file(accept: ".pdf,.png,.jpg,.jpeg"), need: .optional),
                words(Name.note, need: .optional, rows: 3),
            ] + sure
        }
    }

    /// The command that was asked for, or nil with errors at the fields; files are added by whoever stored them.
    mutating func read(_ command: CommandID) -> DossierCommand? {
        let read = reading(command)
        if asksTwice, typed?.all(Name.sure).contains("1") != true { errors[Name.sure] = texts("form.sure.missing") }
        let told = errors.map { FieldError(fieldID: $0.key, message: $0.value) }
        for error in typed?.untold(told, texts) ?? [] { errors[error.fieldID] = error.message }
        return errors.isEmpty ? read : nil
    }

    /// Files that could not be taken, and those that came in no field of this page.
    mutating func refuse(_ form: Form, _ page: PageContext) {
        for file in form.refused { errors[file.field] = DraftUploads.words(file, page) }
        for file in form.files(besides: act == .settle ? [Name.file] : []) {
            errors[file.field] = texts("apply.file.unknown", ["file": .text(file.name)])
        }
    }

    /// Faults in the order of the page.
    var faults: [FieldError] {
        let shown = fields.map(\.name)
        // What has no place on the page comes last: it is told all the same.
        let others = errors.keys.filter { !shown.contains($0) }.sorted()
        return (shown + others).compactMap { name in errors[name].map { FieldError(fieldID: name, message: $0) } }
    }

    /// `desk.field.ly-do`, or the act's own `desk.field.ly-do.refuse` where it says more.
    func label(_ name: String) -> TextKey {
        let own = TextKey("desk.field.\(name).\(act)")
        return texts.has(own) ? own : TextKey("desk.field.\(name)")
    }

    private var basis: Field { field(Name.basis, .text, need: .optional, most: Self.basisMost) }

    private var sure: [Field] {
        guard asksTwice else { return [] }
        var box = field(
            Name.sure, .checkboxes([Field.Choice(value: "1", label: texts(TextKey("desk.sure.\(act)")))]),
            need: .required)
        box.values = Set(typed?.all(Name.sure) ?? [])
        return [box]
    }

    private func words(_ name: String, need: Field.Need = .required, rows: Int = 6) -> Field {
        field(name, .longText(rows: rows), need: need, most: Self.wordsMost)
    }

    /// Few choices stand open, many fold; the only one is chosen.
    private func chosen(_ name: String, _ offered: [Field.Choice]) -> Field {
        field(
            name, offered.count <= 8 ? .radios(offered) : .select(offered), need: .required,
            usual: offered.count == 1 ? offered.first?.value : nil)
    }

    private func field(
        _ name: String, _ kind: Field.Kind, need: Field.Need = .unsaid, width: Field.Width = .whole,
        most: Int? = nil, usual: String? = nil
    ) -> Field {
        let own = TextKey("desk.field.\(name).\(act).hint")
        let hint = texts.has(own) ? own : TextKey("desk.field.\(name).hint")
        return Field(
            kind: kind, name: name, label: texts(label(name)), hint: texts.has(hint) ? texts(hint) : nil,
            error: errors[name], need: need, value: typed.map { $0[name] ?? "" } ?? usual ?? "", width: width,
            maxLength: most, autocomplete: "off")
    }
}
