import Core
import Store
import UseCases

/// A dossier opened at a desk, with all that its pages and acts need (hồ sơ đang mở).
struct DeskCase: Sendable {
    var id: DossierID
    var dossier: Dossier
    var story: [RecordedEvent]
    /// The version the dossier is pinned to.
    var procedure: ProcedureVersion
    /// The form that its answers were given on: of another case than its own after a change of procedure.
    var form: [FormField] = []
    /// `.whole`, or `.figures` with nothing personal opened.
    var sight = DossierSight.whole

    /// Opens the dossier of the address as far as the officer may see it; who saw names is written down.
    ///
    /// - Throws: `.notFound` for a dossier nobody has heard of, `.otherAgency` for one of others.
    static func open(_ call: Call, _ officer: DeskOfficer, _ pages: Pages) async throws -> DeskCase {
        let stream = DossierID(call.parameter("id"))
        let (office, catalogue) = (pages.office, pages.catalogue)
        let found = try await office.store.read { sql -> DeskCase? in
            let coded = try DossierStories(office).events(of: stream, opened: false, sql)
            guard let dossier = DossierStories.fold(coded),
                let procedure = try catalogue.procedure(dossier.procedure, in: sql)
            else { return nil }
            let sight = DossierSight.of(dossier, for: officer.actor)
            switch sight {
            case .bare, .applicant: throw Problem(.otherAgency)
            case .figures:
                return DeskCase(id: stream, dossier: dossier, story: coded, procedure: procedure, sight: sight)
            case .whole:
                let story = try DossierStories(office).events(of: stream, sql)
                return DeskCase(
                    id: stream, dossier: DossierStories.fold(story) ?? dossier, story: story, procedure: procedure,
                    form: try catalogue.form(answered: dossier.answered, in: sql))
            }
        }
        guard let found else { throw Problem(.notFound) }
        if found.showsPersons { try await pages.noteReading(by: officer, of: stream) }
        return found
    }

    /// True if names, words, and files may be shown.
    var showsPersons: Bool { sight == .whole }

    var variant: Variant? { procedure.variant(dossier.variant) }
    /// Where it stands; nil outside the workflow.
    var step: Step? { dossier.work.flatMap { procedure.workflow.step($0.step) } }
    /// Where it stands, or where it will start once somebody is assigned.
    var stepToAssign: Step? { step ?? procedure.workflow.steps.first }
    var nextSteps: [Step] { step?.next.compactMap { procedure.workflow.step($0) } ?? [] }
    var earlierSteps: [Step] {
        guard let step else { return [] }
        return procedure.workflow.steps.filter { $0.next.contains(step.code) }
    }
    /// For people: the dossier's code once it has one, else its number.
    var shownCode: String { dossier.code?.text ?? dossier.number.grouped }
    var openConsultations: [Consultation] { dossier.consultations.filter { $0.answeredAt == nil } }

    func personal(_ key: PersonalKey) -> String { dossier.personal?[key] ?? "" }

    func name(of component: ComponentCode) -> String {
        variant?.components.first { $0.code == component }?.name ?? component.text
    }

    func stepName(_ code: StepCode) -> String { procedure.workflow.step(code)?.name ?? code.text }

    /// The words of a question put to another agency.
    func question(_ id: ConsultationID) -> String {
        for recorded in story {
            if case .consulted(let asked) = recorded.event.change, asked.id == id {
                return asked.personal?[.note] ?? ""
            }
        }
        return ""
    }

    /// Who worked a step last, to give it back to them; nil if nobody is known to have.
    func lastWorker(of step: StepCode) -> ActorID? {
        for recorded in story.reversed() {
            if case .stepCompleted(let entered) = recorded.event.change, entered.from == step {
                return recorded.event.actor
            }
        }
        return nil
    }

    /// Officers who may work a step of this dossier, those of its own agency before those above it.
    func officers(for step: Step, in catalogue: Catalogue) -> [OfficerEntry] {
        let agency = step.agency(of: dossier)
        func isOwn(_ officer: OfficerEntry) -> Bool {
            officer.assignments.contains { $0.role == step.role && $0.agency == agency }
        }
        let able = catalogue.officers.values.filter {
            Actor(id: $0.id, assignments: $0.assignments).holds([step.role], at: agency)
        }
        return able.sorted {
            isOwn($0) != isOwn($1) ? isOwn($0) : ($0.name ?? "", $0.id) < ($1.name ?? "", $1.id)
        }
    }
}
