import Core
import Store
import UseCases

/// The words in which an overseer is told facts (cách gọi trên trang giám sát).
struct OverseenWords {
    let page: PageContext
    let catalogue: Catalogue
    let now: Instant

    /// A dossier's name here: the record that began it.
    func record(_ seq: Int64) -> String { page.text("oversight.record", ["seq": .number(Int(seq))]) }

    func agency(_ code: AgencyCode) -> String { catalogue.agencies[code]?.name ?? code.text }

    func phase(_ phase: Phase) -> String { page.text(TextKey("desk.phase.\(phase.rawValue)")) }

    func procedure(_ code: ProcedureCode) throws -> String { try catalogue.procedure(code)?.name ?? code.text }

    /// Whether the appointment is kept, in a word with its shape.
    func tag(_ row: OverseenRow) -> Tag { tag(row.phase, isLate: row.isLate(at: now)) }

    func tag(_ phase: Phase, isLate: Bool?) -> Tag {
        switch phase {
        case .received, .processing:
            return isLate == true
                ? Tag(.late, page.text("oversight.tag.runningLate")) : Tag(.onTime, page.text("oversight.tag.running"))
        case .awaitingSupplement, .awaitingPayment: return Tag(.waiting, page.text("oversight.tag.waiting"))
        case .settled, .refused, .returned:
            return isLate == true
                ? Tag(.late, page.text("oversight.tag.endedLate")) : Tag(.done, page.text("oversight.tag.ended"))
        case .submitted, .awaitingCompletion: return Tag(.plain, page.text("oversight.tag.notReceived"))
        case .receptionRefused, .withdrawn, .stopped, .voided:
            return Tag(.plain, page.text("oversight.tag.noResult"))
        }
    }

    /// Role and unit, as of now, of whoever did something, never a name; the first role where somebody holds several.
    func actor(of event: DossierEvent) -> String {
        if let officer = catalogue.officers[event.actor] {
            guard let held = officer.assignments.first else { return page.text("oversight.actor.former") }
            return turn(held.role, held.agency)
        }
        switch event.change {
        case .submitted, .supplied, .withdrawn, .resultReturned: return page.text("role.applicant")
        case .completionAsked, .receptionRefused, .received, .procedureChanged, .assigned, .stepCompleted, .sentBack,
            .consulted, .consultationAnswered, .supplementRequested, .paymentRequested, .paymentConfirmed, .extended,
            .apologised, .refused, .stopped, .settled, .corrected, .receptionVoided, .secretRenewed:
            return page.text("role.clock")
        }
    }

    /// Whose turn it is: role and unit.
    func turn(_ role: Role, _ agency: AgencyCode) -> String {
        let name = catalogue.agencies[agency]?.name
        return [page.text(TextKey("role.\(role.rawValue)")), name].compactMap { $0 }.joined(separator: ", ")
    }
}
