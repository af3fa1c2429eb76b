import Core
import UseCases

/// What an applicant can choose for one procedure, and the places that follow from it (những gì được chọn khi nộp).
struct ApplyOffer: Sendable {
    let procedure: ProcedureVersion
    /// Cases offered online.
    let variants: [Variant]
    /// Communes where the matter can be settled; none where one agency settles it for the whole province.
    let communes: [Agency]
    /// Where a result can be fetched.
    let results: [Agency]
    private let catalogue: Catalogue

    init(_ procedure: ProcedureVersion, _ catalogue: Catalogue) {
        self.procedure = procedure
        self.catalogue = catalogue
        variants = procedure.variants.filter { $0.terms(for: .online) != nil }
        results = catalogue.intakes
        switch procedure.competence {
        case .commune: communes = results.filter { $0.kind == .commune }
        case .agency, .elsewhere: communes = []
        }
    }

    /// Why nothing can be handed in online, or nil.
    var refusal: UseCaseRefusal? {
        if let closed = catalogue.closed(procedure, to: .online) { return .rule(.procedureClosed(closed)) }
        return variants.isEmpty ? .rule(.channelNotOffered(.online)) : nil
    }

    var steps: [ApplyStep] {
        ApplyStep.allCases.filter { step in
            switch step {
            case .variant: return variants.count > 1
            case .place: return !communes.isEmpty
            case .form: return variants.contains { !$0.form.isEmpty }
            case .submitter, .papers, .result, .review: return true
            }
        }
    }

    func next(after step: ApplyStep) -> ApplyStep {
        let steps = steps
        guard let index = steps.firstIndex(of: step), index + 1 < steps.count else { return .review }
        return steps[index + 1]
    }

    func previous(to step: ApplyStep) -> ApplyStep? {
        let steps = steps
        guard let index = steps.firstIndex(of: step), index > 0 else { return nil }
        return steps[index - 1]
    }

    /// The case that was chosen, or the only one.
    func variant(_ values: [String: String]) -> Variant? {
        if variants.count == 1 { return variants.first }
        return variants.first { $0.code.text == values[ApplyField.variant.name] }
    }

    /// What the form of the chosen case asks.
    func form(_ values: [String: String]) -> [FormField] { variant(values)?.form ?? [] }

    /// Papers to hand in under the chosen case.
    func papers(_ values: [String: String]) -> [Core.Component] {
        (variant(values)?.components ?? []).filter { $0.kind == .submit }
    }

    /// True if the dossier lacks something without this paper, the form being answered online.
    func needs(_ paper: Core.Component, _ values: [String: String]) -> Bool {
        variant(values)?.needs(paper, on: .online) ?? paper.required
    }

    /// Who settles it; nil until a commune was chosen.
    func competent(_ values: [String: String]) -> AgencyCode? {
        switch procedure.competence {
        case .agency(let code): return code
        case .commune: return communes.first { $0.code.text == values[ApplyField.competent.name] }?.code
        case .elsewhere: return nil
        }
    }

    /// Who checks and receives it: the commune itself; for a matter of the province the centre where the result is
    /// fetched, else the first centre.
    func intake(_ values: [String: String]) -> AgencyCode? {
        guard let competent = competent(values) else { return nil }
        if results.contains(where: { $0.code == competent }) { return competent }
        let centres = results.filter { $0.kind == .centre }
        let chosen = centres.first { $0.code.text == values[ApplyField.result.name] }
        return (chosen ?? centres.first ?? results.first)?.code
    }

    /// Nil until all is chosen.
    func places(_ values: [String: String]) -> Places? {
        guard let competent = competent(values), let intake = intake(values) else { return nil }
        let result = results.first { $0.code.text == values[ApplyField.result.name] }?.code
        return Places(intake: intake, competent: competent, result: result ?? intake)
    }

    func name(_ code: AgencyCode?) -> String { code.map { catalogue.agencies[$0]?.name ?? $0.text } ?? "" }
}
