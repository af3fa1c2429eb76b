/// How much of a dossier somebody sees (phạm vi được xem): the one table, for pages, files, receipts and the API alike.
///
/// Why beside `DossierPermission`: who may do something with a dossier must see it, and who may only look must not see
/// more by one door than by another.
public enum DossierSight: String, CaseIterable, Hashable, Sendable {
    /// One of four words (trạng thái chung), for whoever knows the number alone.
    case bare
    /// As its applicant does: no officer's name, no note between officers.
    case applicant
    /// Everything but what is personal: procedure control measures, it does not read.
    case figures
    /// Everything: for the offices on the dossier's way.
    case whole

    /// What the roles of `actor` let them see of `dossier`, whatever its phase.
    ///
    /// Offices on its way see it whole, the place of help and agencies asked for an opinion among them; a system sees
    /// what it handed in as the applicant does; an applicant is known by the secret, never by a role.
    public static func of(_ dossier: Dossier, for actor: Actor) -> DossierSight {
        let others = dossier.consultations.map(\.agency) + [dossier.work?.agency].compactMap { $0 }
        let sight = of(dossier.places, and: others, for: actor)
        guard sight != .whole else { return sight }
        return actor.holds(.integration) && dossier.submittedBy == actor.id ? .applicant : sight
    }

    /// The same for a line of a list, which knows places alone; never `.applicant`.
    public static func of(_ places: Places, and others: [AgencyCode], for actor: Actor) -> DossierSight {
        let onTheWay =
            [places.intake, places.competent, places.result] + [places.help].compactMap { $0 } + others
        let working: Set<Role> = [.receiver, .deskHead, .handler, .leader, .signatory]
        if onTheWay.contains(where: { actor.holds(working, at: $0) }) { return .whole }
        return onTheWay.contains { actor.holds([.controller], at: $0) } ? .figures : .bare
    }
}
