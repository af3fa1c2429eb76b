import Core

/// The columns of a dossier's row that later events change, and what they hold for a state (cột của dòng hồ sơ).
///
/// Why only those that differ are written: each column named in an UPDATE makes SQLite take its row out of every index
/// on that column and put it in again.
enum DossierColumns {
    private static let names = [
        "version", "code", "procedure", "procedure_version", "variant", "sector", "phase", "answer_by", "received_at",
        "due", "original_due", "step", "step_role", "desk", "assignee", "step_due", "ended_at", "outcome",
        "returned_at",
    ]

    /// The statement that leads a dossier's row from one state to the next, and its arguments.
    ///
    /// - Parameter before: nil where the row's state is not known; every column is written then.
    static func update(
        of stream: DossierID, from before: Dossier?, to after: Dossier
    ) -> (sql: String, arguments: [SQLValue]) {
        let old = before.map(values)
        let new = values(after)
        var sets: [String] = []
        var arguments: [SQLValue] = [.text(stream.text)]
        for (index, name) in names.enumerated() where old.map({ $0[index] != new[index] }) ?? true {
            arguments.append(new[index])
            sets.append("\(name) = ?\(arguments.count)")
        }
        // Every event counts the version on, so that there is always something to set.
        return ("UPDATE dossier SET \(sets.joined(separator: ", ")) WHERE stream = ?1", arguments)
    }

    private static func values(_ dossier: Dossier) -> [SQLValue] {
        let clock = dossier.clock
        let work = dossier.work
        return [
            SQLValue(dossier.version), SQLValue(dossier.code?.text), .text(dossier.procedure.code.text),
            SQLValue(dossier.procedure.version), .text(dossier.variant.text), .text(dossier.sector.text),
            .text(dossier.phase.rawValue), SQLValue(dossier.answerBy?.microseconds),
            SQLValue(clock?.received.microseconds), SQLValue(clock?.due.microseconds),
            SQLValue(clock?.originalDue.microseconds), SQLValue(work?.step.text), SQLValue(work?.role.rawValue),
            .text(desk(of: dossier).text), SQLValue(work?.assignee?.text), SQLValue(work?.due.microseconds),
            SQLValue(dossier.outcome?.at.microseconds), SQLValue(dossier.outcome?.kind.rawValue),
            SQLValue(dossier.returnedAt?.microseconds),
        ]
    }

    /// The agency whose turn it is: the counter before reception and after the result, else whoever works the step.
    private static func desk(of dossier: Dossier) -> AgencyCode {
        switch dossier.phase {
        case .submitted, .awaitingCompletion, .receptionRefused, .withdrawn, .voided: return dossier.places.intake
        case .received, .stopped: return dossier.places.competent
        case .processing, .awaitingSupplement, .awaitingPayment:
            return dossier.work?.agency ?? dossier.places.competent
        case .settled, .refused, .returned: return dossier.places.result
        }
    }
}
