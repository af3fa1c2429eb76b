public import Core

/// The table of dossiers: one row each, made from events alone, so that it can be made again (bảng hồ sơ).
public enum DossierTable {
    /// Writes what an event changed. `dossier` is the state after it; `id` of the row is the record that began it.
    public static func project(
        _ recorded: RecordedEvent, after dossier: Dossier, index: any ContactIndex, into sql: any SQLConnection
    ) throws {
        if case .submitted = recorded.event.change {
            try insert(recorded, dossier, index, sql)
        } else {
            try update(recorded, dossier, sql)
        }
        switch recorded.event.change {
        case .submitted, .corrected: try projectNames(recorded, dossier, index, sql)
        case .received: try DossierOrder.note(dossier.places.competent, at: recorded.event.at, in: sql)
        case .receptionRefused:
            try sql.post(
                "INSERT INTO reception_refusal (dossier, at, recorded, competent) SELECT id, ?2, ?3, ?4 FROM dossier "
                    + "WHERE stream = ?1",
                [
                    .text(recorded.stream.text), .integer(recorded.event.at.microseconds),
                    .integer(recorded.recorded.microseconds), .text(dossier.places.competent.text),
                ])
        case .completionAsked, .procedureChanged, .assigned, .stepCompleted, .sentBack, .consulted,
            .consultationAnswered, .supplementRequested, .supplied, .paymentRequested, .paymentConfirmed, .extended,
            .apologised, .refused, .stopped, .withdrawn, .settled, .resultReturned, .receptionVoided, .secretRenewed:
            break
        }
    }

    private static func insert(
        _ recorded: RecordedEvent, _ dossier: Dossier, _ index: any ContactIndex, _ sql: any SQLConnection
    ) throws {
        try sql.post(
            """
            INSERT INTO dossier (id, stream, version, number, procedure, procedure_version, variant, sector, channel, \
            phase, help, intake, competent, result, result_way, submitted_at, answer_by, desk) \
            VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?11)
            """,
            [
                .integer(recorded.seq), .text(recorded.stream.text), .text(dossier.number.text),
                .text(dossier.procedure.code.text), SQLValue(dossier.procedure.version), .text(dossier.variant.text),
                .text(dossier.sector.text), SQLValue(dossier.channel.rawValue), .text(dossier.phase.rawValue),
                SQLValue(dossier.places.help?.text), .text(dossier.places.intake.text),
                .text(dossier.places.competent.text), .text(dossier.places.result.text),
                .text(dossier.resultWay.rawValue), .integer(dossier.submittedAt.microseconds),
                SQLValue(dossier.answerBy?.microseconds),
            ])
    }

    private static func update(
        _ recorded: RecordedEvent, _ dossier: Dossier, _ sql: any SQLConnection
    ) throws {
        let clock = dossier.clock
        let work = dossier.work
        try sql.post(
            """
            UPDATE dossier SET version = ?2, code = ?3, procedure = ?4, procedure_version = ?5, variant = ?6, \
            sector = ?7, phase = ?8, answer_by = ?9, received_at = ?10, due = ?11, original_due = ?12, step = ?13, \
            step_role = ?14, desk = ?15, assignee = ?16, step_due = ?17, ended_at = ?18, outcome = ?19, \
            returned_at = ?20 WHERE stream = ?1
            """,
            [
                .text(recorded.stream.text), SQLValue(dossier.version), SQLValue(dossier.code?.text),
                .text(dossier.procedure.code.text), SQLValue(dossier.procedure.version), .text(dossier.variant.text),
                .text(dossier.sector.text), .text(dossier.phase.rawValue), SQLValue(dossier.answerBy?.microseconds),
                SQLValue(clock?.received.microseconds), SQLValue(clock?.due.microseconds),
                SQLValue(clock?.originalDue.microseconds), SQLValue(work?.step.text), SQLValue(work?.role.rawValue),
                .text(desk(of: dossier).text), SQLValue(work?.assignee?.text), SQLValue(work?.due.microseconds),
                SQLValue(dossier.outcome?.at.microseconds), SQLValue(dossier.outcome?.kind.rawValue),
                SQLValue(dossier.returnedAt?.microseconds),
            ])
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

    /// Name and folded name in clear, so that a counter finds people; numbers only as blind index.
    private static func projectNames(
        _ recorded: RecordedEvent, _ dossier: Dossier, _ index: any ContactIndex, _ sql: any SQLConnection
    ) throws {
        guard let personal = dossier.personal else { return }
        let name = personal[.ownerName] ?? personal[.submitterName]
        let number = personal[.ownerNumber] ?? personal[.submitterNumber]
        let old: (id: Int64, fold: String?)? = try sql.first(
            "SELECT id, applicant_fold FROM dossier WHERE stream = ?1", [.text(recorded.stream.text)]
        ) { ($0.integer(0), $0.textOrNil(1)) }
        guard let old else { return }
        let fold = name.map { TextFold.folded($0) }
        try DossierSearch.replace(
            old.fold, with: fold, units: [dossier.places.intake, dossier.places.result], row: old.id, in: sql)
        try sql.post(
            """
            UPDATE dossier SET applicant = ?2, applicant_fold = ?3, number_index = ?4, phone_index = ?5, \
            email_index = ?6 WHERE id = ?1
            """,
            [
                .integer(old.id), SQLValue(name), SQLValue(fold), SQLValue(number.map(index.personalNumber)),
                SQLValue(personal[.submitterPhone].map(index.phone)),
                SQLValue(personal[.submitterEmail].map(index.email)),
            ])
    }
}
