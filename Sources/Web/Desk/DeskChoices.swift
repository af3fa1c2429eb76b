import Core
import Store
import UseCases

/// What the fields of an act offer to choose among (các lựa chọn).
struct DeskChoices: Sendable {
    /// Most names in one list; nobody finds a colleague among more.
    static let namesMost = 200

    var officers: [Field.Choice] = []
    var nextSteps: [Field.Choice] = []
    var earlierSteps: [Field.Choice] = []
    /// The choice of naming nobody.
    var noOfficer: [Field.Choice] = []
    var nextOfficers: [Field.Choice] = []
    var agencies: [Field.Choice] = []
    var consultations: [Field.Choice] = []
    var papers: [Field.Choice] = []
    /// Who may work which step.
    var ableAt: [StepCode: Set<ActorID>] = [:]

    /// Gathers what one act needs, and nothing else.
    static func read(
        _ act: DeskAct, _ opened: DeskCase, _ officer: DeskOfficer, _ page: PageContext, _ pages: Pages
    ) async throws -> DeskChoices {
        var choices = DeskChoices()
        let catalogue = pages.catalogue
        switch act {
        case .assign: choices.officers = try await assignees(opened, officer.actor, page, pages)
        case .completeStep:
            choices.nextSteps = opened.nextSteps.map { choices.choice($0, opened, page, catalogue) }
            choices.noOfficer = [Field.Choice(value: "", label: page.text("desk.officer.anyone"))]
            for step in opened.nextSteps { choices.add(opened.officers(for: step, in: catalogue), at: step, page) }
        case .sendBack:
            choices.earlierSteps = opened.earlierSteps.map { choices.choice($0, opened, page, catalogue) }
            for step in opened.earlierSteps {
                choices.ableAt[step.code] = Set(opened.officers(for: step, in: catalogue).map(\.id))
            }
        case .consult: choices.agencies = agencies(opened, catalogue)
        case .answerConsultation:
            choices.consultations = opened.openConsultations
                .filter { officer.actor.holds([.handler, .leader], at: $0.agency) }
                .map { Field.Choice(value: $0.id.text, label: opened.question($0.id)) }
        case .requestSupplement:
            choices.papers = (opened.variant?.components ?? []).map {
                Field.Choice(value: $0.code.text, label: $0.name)
            }
        case .requestPayment, .confirmPayment, .extend, .apologise, .refuse, .stop, .settle: break
        }
        return choices
    }

    /// Officers of the step's agency with how much each has; whoever is no leader there may take it for themselves.
    private static func assignees(
        _ opened: DeskCase, _ actor: Actor, _ page: PageContext, _ pages: Pages
    ) async throws -> [Field.Choice] {
        guard let step = opened.stepToAssign else { return [] }
        let isLeader = DossierPermission.namesOthers(actor, at: step, of: opened.dossier)
        let able = opened.officers(for: step, in: pages.catalogue).filter { isLeader || $0.id == actor.id }
            .prefix(namesMost).map { $0 }
        let loads = try await pages.office.store.read { sql in
            try able.map { try DossierList.count(.mine($0.id), most: ListCount.glance, in: sql) }
        }
        return zip(able, loads).map { one, load in
            Field.Choice(
                value: one.id.text, label: one.name ?? page.text("desk.officer.unknown"),
                hint: page.text(
                    load.isMore ? "desk.officer.loadMore" : "desk.officer.load", ["count": .number(load.number)]))
        }
    }

    /// Agencies where somebody can answer, the competent one left out.
    private static func agencies(_ opened: DeskCase, _ catalogue: Catalogue) -> [Field.Choice] {
        var answering: Set<AgencyCode> = []
        for held in catalogue.officers.values.flatMap(\.assignments) where [.handler, .leader].contains(held.role) {
            answering.insert(held.agency)
        }
        let asked = Set(opened.openConsultations.map(\.agency))
        return catalogue.agencies.values
            .filter {
                answering.contains($0.code) && $0.code != opened.dossier.places.competent
                    && $0.code != opened.dossier.work?.agency && !asked.contains($0.code)
            }
            .sorted { ($0.name, $0.code) < ($1.name, $1.code) }
            .map { Field.Choice(value: $0.code.text, label: $0.name) }
    }

    private func choice(
        _ step: Step, _ opened: DeskCase, _ page: PageContext, _ catalogue: Catalogue
    ) -> Field.Choice {
        let agency = catalogue.agencies[step.agency(of: opened.dossier)]?.name ?? ""
        return Field.Choice(
            value: step.code.text, label: step.name,
            hint: "\(page.text(TextKey("role.\(step.role.rawValue)"))), \(agency)")
    }

    private mutating func add(_ officers: [OfficerEntry], at step: Step, _ page: PageContext) {
        ableAt[step.code] = Set(officers.map(\.id))
        for one in officers.prefix(Self.namesMost) where !nextOfficers.contains(where: { $0.value == one.id.text }) {
            let name = one.name ?? page.text("desk.officer.unknown")
            nextOfficers.append(Field.Choice(value: one.id.text, label: "\(name) (\(step.name))"))
        }
    }
}
