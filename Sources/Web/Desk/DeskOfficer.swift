import Core
import Store
import UseCases

/// Somebody at a desk with the agencies whose dossiers they may open (cán bộ và phạm vi của họ).
struct DeskOfficer: Sendable {
    static let roles: Set<Role> = [.handler, .leader, .signatory, .receiver, .deskHead, .controller]

    let identity: Identity

    var actor: Actor { identity.actor }

    /// Where one of `roles` is held; an agency below another one of the list is left out, for lists hold all below.
    func agencies(_ roles: Set<Role> = DeskOfficer.roles) -> [AgencyCode] {
        let held = Set(actor.assignments.filter { roles.contains($0.role) }.map(\.agency))
        return held.filter { code in !held.contains { $0 != code && $0.holds(code) } }.sorted()
    }
}

extension Call {
    /// The officer who asks.
    func officer() throws(Problem) -> DeskOfficer { DeskOfficer(identity: try identity()) }
}

extension Pages {
    /// Writes down that an officer saw personal data: of one dossier, or of so many in a list.
    func noteReading(by officer: DeskOfficer, of dossier: DossierID? = nil, rows: Int? = nil) async throws {
        guard rows != 0 else { return }
        let (actor, now) = (officer.actor.id, now)
        try await office.store.write { transaction in
            var random = SystemRandom()
            try Audit.write(
                .personalRead, by: actor, on: dossier, rows.map { .count($0) }, now: now, random: &random,
                in: transaction.sql)
        }
    }
}
