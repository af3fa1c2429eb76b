import Core
import UseCases

/// What a counter can take in for one case of a procedure: papers, channels, agencies (những gì biểu mẫu cho chọn).
struct ReceptionOffer {
    let procedure: ProcedureVersion
    let variant: Variant
    /// CounterOfficer and post, where the case is offered on them.
    let channels: [Channel]
    /// Units of the officer.
    let intakes: [Agency]
    /// Agencies that may settle it, any commune among them: reception no longer follows territory.
    let competents: [Agency]
    /// Where results can be handed over.
    let results: [Agency]
    private let closed: ProcedureClosed?

    init(_ procedure: ProcedureVersion, _ variant: Variant, _ counter: CounterOfficer, _ catalogue: Catalogue) {
        self.procedure = procedure
        self.variant = variant
        closed = catalogue.closed(procedure, to: .direct)
        channels = [.direct, .post].filter { variant.terms(for: $0) != nil }
        intakes = counter.units
        results = catalogue.intakes
        switch procedure.competence {
        case .agency(let code):
            competents = catalogue.agencies.values.filter { code.holds($0.code) }.sorted { $0.code < $1.code }
        case .commune:
            competents = catalogue.agencies.values.filter { $0.kind == .commune }.sorted { $0.name < $1.name }
        case .elsewhere: competents = []
        }
    }

    var papers: [Core.Component] { variant.components.filter { $0.kind == .submit } }
    var shown: [Core.Component] { variant.components.filter { $0.kind == .present } }

    /// Why nothing can be taken in, before a form is shown.
    var refusal: UseCaseRefusal? {
        if let closed { return .rule(.procedureClosed(closed)) }
        if channels.isEmpty { return .rule(.channelNotOffered(.direct)) }
        if intakes.isEmpty { return .rule(.notPermitted(.submit)) }
        return nil
    }

    /// The form as it is first shown: what is usual is filled in, so that few keys are needed.
    func usual(command: CommandID) -> FieldList {
        var typed = FieldList()
        func preset(_ field: ReceptionField, _ value: String?) { typed.append(field.name, value ?? "") }
        let own = intakes.first?.code
        preset(.command, command.text)
        preset(.variant, variant.code.text)
        preset(.channel, channels.first.map { String($0.rawValue) })
        preset(.intake, own?.text)
        preset(.competent, usualCompetent(own)?.text)
        preset(.result, own?.text)
        preset(.way, ResultWay.counter.rawValue)
        preset(.fee, channels.first.flatMap { variant.terms(for: $0)?.fee.amount }.map { String($0.dong) })
        for paper in papers {
            let (originals, copies) = usualSheets(paper)
            typed.append(ReceptionField.originals(paper.code), String(originals))
            typed.append(ReceptionField.copies(paper.code), String(copies))
        }
        return typed
    }

    /// The officer's own commune where communes settle it, else the agency named.
    func usualCompetent(_ own: AgencyCode?) -> AgencyCode? {
        switch procedure.competence {
        case .agency(let code): return code
        case .commune: return competents.first { $0.code == own }?.code
        case .elsewhere: return nil
        }
    }

    /// As many as the catalogue asks for; none of what is brought only in some cases, unless nothing else is asked.
    private func usualSheets(_ paper: Core.Component) -> (originals: Int, copies: Int) {
        guard paper.required || !papers.contains(where: \.required) else { return (0, 0) }
        return paper.originals + paper.copies == 0 ? (1, 0) : (paper.originals, paper.copies)
    }
}

/// The fields of the counter's form by their names in it.
enum ReceptionField: String {
    case command = "lenh"
    /// The personal number whose warning was seen, so that sending again takes it.
    case numberSeen = "so-da-xem"
    case variant = "truong-hop"
    case channel = "kenh"
    case intake = "noi-nhan"
    case name = "ho-ten"
    case number = "so-dinh-danh"
    case phone = "dien-thoai"
    case address = "dia-chi"
    case ownerName = "chu-ho-ten"
    case ownerNumber = "chu-so-dinh-danh"
    case ownerAddress = "chu-dia-chi"
    case competent = "co-quan"
    case fee = "phi"
    case way = "cach-nhan"
    case resultAddress = "dia-chi-nhan"
    case result = "noi-tra"

    var name: String { rawValue }
    var label: TextKey { TextKey("counter.field.\(rawValue)") }

    static func originals(_ paper: ComponentCode) -> String { "chinh." + paper.text }
    static func copies(_ paper: ComponentCode) -> String { "sao." + paper.text }
    static func scans(_ paper: ComponentCode) -> String { "tep." + paper.text }
}
