import Core
import UseCases

/// What an act's form asks to be done, read and checked.
enum CounterIntent: Sendable {
    case receive(fee: Money)
    case give(DossierCommand)
}

/// The questions of one act's form with what was typed, and their reading (các mục của trang xác nhận).
struct CounterActFields {
    static let reasonMost = 2_000
    static let basisMost = 300

    let act: CounterAct
    let opened: CounterCase
    /// Nil where the form is shown for the first time.
    let typed: FieldList?
    let texts: Texts
    private var errors: [String: String] = [:]

    init(act: CounterAct, opened: CounterCase, typed: FieldList?, texts: Texts) {
        self.act = act
        self.opened = opened
        self.typed = typed
        self.texts = texts
    }

    private enum Name {
        static let papers = "giay-to"
        static let reason = "ly-do"
        static let basis = "can-cu"
        static let collector = "nguoi-nhan"
        static let fee = ReceptionField.fee.name
        static let way = ReceptionField.way.name
    }

    var fields: [Field] {
        switch act {
        case .receive:
            let terms = opened.variant?.terms(for: opened.dossier.channel)
            return [
                field(
                    Name.fee, .number, need: .required, width: .digits12, most: 15,
                    usual: terms?.fee.amount.map { String($0.dong) })
            ]
        case .askCompletion:
            var papers = field(Name.papers, .checkboxes(paperChoices))
            papers.values = Set(typed?.all(Name.papers) ?? missing)
            return (paperChoices.isEmpty ? [] : [papers]) + [reason]
        case .refuse:
            return [reason, field(Name.basis, .text, need: .optional, most: Self.basisMost)]
        case .handOver:
            let ways = ResultWay.allCases.map {
                Field.Choice(value: $0.rawValue, label: texts(TextKey("counter.way.\($0.rawValue)")))
            }
            return [
                field(Name.way, .radios(ways), usual: opened.dossier.resultWay.rawValue),
                field(
                    Name.collector, .text, need: .required, most: ReceptionReader.nameMost,
                    usual: opened.personal(.submitterName)),
            ]
        }
    }

    /// The act to be done, or nil with errors at the fields.
    mutating func read() -> CounterIntent? {
        var personal = Personal()
        switch act {
        case .receive:
            guard let fee = fee() else { return nil }
            return .receive(fee: fee)
        case .askCompletion:
            let wanted = Set(typed?.all(Name.papers) ?? [])
            let known = paperChoices.map(\.value)
            if !wanted.isSubset(of: known) { fault(Name.papers, .notOffered) }
            personal[.reason] = text(Name.reason, most: Self.reasonMost, isRequired: true)
            guard errors.isEmpty else { return nil }
            let components = known.filter { wanted.contains($0) }.map { ComponentCode($0) }
            return .give(.askCompletion(PapersAsked(components: components, personal: personal)))
        case .refuse:
            personal[.reason] = text(Name.reason, most: Self.reasonMost, isRequired: true)
            let basis = text(Name.basis, most: Self.basisMost)
            guard errors.isEmpty else { return nil }
            return .give(.refuseReception(Grounds(basis: basis, personal: personal)))
        case .handOver:
            let way = typed?[Name.way].flatMap { ResultWay(rawValue: $0) }
            if way == nil { fault(Name.way, .required) }
            personal[.collectorName] = text(Name.collector, most: ReceptionReader.nameMost, isRequired: true)
            guard errors.isEmpty, let way else { return nil }
            return .give(.returnResult(Handover(way: way, personal: personal)))
        }
    }

    private var reason: Field {
        field(Name.reason, .longText(rows: 5), need: .required, most: Self.reasonMost)
    }

    private var papers: [Core.Component] { opened.variant?.components.filter { $0.kind == .submit } ?? [] }

    private var paperChoices: [Field.Choice] {
        papers.map { Field.Choice(value: $0.code.text, label: $0.name) }
    }

    /// Required papers of which nothing came: ticked before anybody looks.
    private var missing: [String] {
        let given = Set(
            opened.dossier.components.filter { $0.originals + $0.copies + $0.files.count > 0 }.map(\.component))
        return papers.filter { $0.required && !given.contains($0.code) }.map(\.code.text)
    }

    private func field(
        _ name: String, _ kind: Field.Kind, need: Field.Need = .unsaid, width: Field.Width = .whole,
        most: Int? = nil, usual: String? = nil
    ) -> Field {
        let key = TextKey("counter.field.\(name)")
        let hint = TextKey(key.name + ".hint")
        return Field(
            kind: kind, name: name, label: texts(key), hint: texts.has(hint) ? texts(hint) : nil,
            error: errors[name], need: need, value: typed.map { $0[name] ?? "" } ?? usual ?? "", width: width,
            maxLength: most, autocomplete: "off")
    }

    private mutating func fee() -> Money? {
        let digits = (typed?[Name.fee] ?? "").filter { !$0.isWhitespace && $0 != "." && $0 != "," }
        guard !digits.isEmpty else {
            fault(Name.fee, .required)
            return nil
        }
        guard digits.utf8.count <= 10, digits.utf8.allSatisfy({ (48...57).contains($0) }), let dong = Int64(digits)
        else {
            fault(Name.fee, .malformed)
            return nil
        }
        return Money(dong: dong)
    }

    private mutating func text(_ name: String, most: Int, isRequired: Bool = false) -> String? {
        guard let typed else { return nil }
        do {
            return isRequired ? try typed.required(name, most: most) : try typed.optional(name, most: most)
        } catch {
            for problem in error.fields { fault(name, problem.code, problem.values) }
            return nil
        }
    }

    private mutating func fault(_ name: String, _ code: FieldCode, _ values: [String: String] = [:]) {
        let label = texts(TextKey("counter.field.\(name)"))
        errors[name] = texts.filled(
            TextKey(code.rawValue), values.merging(["field": label]) { given, _ in given })
    }
}
