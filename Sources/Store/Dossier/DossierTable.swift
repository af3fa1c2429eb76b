public import Core

/// The table of dossiers: one row each, made from events alone, so that it can be made again (bảng hồ sơ).
public enum DossierTable {
    /// Writes what an event changed; `id` of the row is the record that began it.
    ///
    /// - Parameters:
    ///   - before: the state that the row shows; nil for a new one.
    ///   - dossier: the state after the event.
    public static func project(
        _ recorded: RecordedEvent, from before: Dossier?, to dossier: Dossier, index: any ContactIndex,
        into sql: any SQLConnection
    ) throws {
        if case .submitted = recorded.event.change {
            try insert(recorded, dossier, index, sql)
        } else {
            try update(recorded.stream, from: before, to: dossier, in: sql)
        }
        if case .received = recorded.event.change {
            try DossierOrder.note(dossier.places.competent, at: recorded.event.at, in: sql)
        }
        try projectBeside(recorded, dossier, index, sql)
    }

    /// The same for whoever makes all rows again: later states of the row and orders of days are left to them, to be
    /// written once (`update`, `DossierOrder.add`).
    public static func projectOnce(
        _ recorded: RecordedEvent, to dossier: Dossier, index: any ContactIndex, into sql: any SQLConnection
    ) throws {
        if case .submitted = recorded.event.change { try insert(recorded, dossier, index, sql) }
        try projectBeside(recorded, dossier, index, sql)
    }

    /// Leads a row from the state that it shows to another one.
    public static func update(
        _ stream: DossierID, from before: Dossier?, to dossier: Dossier, in sql: any SQLConnection
    ) throws {
        let change = DossierColumns.update(of: stream, from: before, to: dossier)
        try sql.post(change.sql, change.arguments)
    }

    /// What an event changes besides the columns of its dossier's state.
    private static func projectBeside(
        _ recorded: RecordedEvent, _ dossier: Dossier, _ index: any ContactIndex, _ sql: any SQLConnection
    ) throws {
        switch recorded.event.change {
        case .corrected: try projectNames(recorded, dossier, index, sql)
        case .receptionRefused:
            try sql.post(
                "INSERT INTO reception_refusal (dossier, at, recorded, competent) SELECT id, ?2, ?3, ?4 FROM dossier "
                    + "WHERE stream = ?1",
                [
                    .text(recorded.stream.text), .integer(recorded.event.at.microseconds),
                    .integer(recorded.recorded.microseconds), .text(dossier.places.competent.text),
                ])
        case .submitted, .received, .completionAsked, .procedureChanged, .assigned, .stepCompleted, .sentBack,
            .consulted, .consultationAnswered, .supplementRequested, .supplied, .paymentRequested, .paymentConfirmed,
            .extended, .apologised, .refused, .stopped, .withdrawn, .settled, .resultReturned, .receptionVoided,
            .secretRenewed:
            break
        }
    }

    private static func insert(
        _ recorded: RecordedEvent, _ dossier: Dossier, _ index: any ContactIndex, _ sql: any SQLConnection
    ) throws {
        let names = DossierNames(dossier.personal, index)
        try DossierSearch.replace(nil, with: names.fold, units: units(of: dossier), row: recorded.seq, in: sql)
        try sql.post(
            """
            INSERT INTO dossier (id, stream, version, number, procedure, procedure_version, variant, sector, channel, \
            phase, help, intake, competent, result, result_way, submitted_at, answer_by, desk, applicant, \
            applicant_fold, number_index, phone_index, email_index) VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, \
            ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?11, ?17, ?18, ?19, ?20, ?21)
            """,
            [
                .integer(recorded.seq), .text(recorded.stream.text), .text(dossier.number.text),
                .text(dossier.procedure.code.text), SQLValue(dossier.procedure.version), .text(dossier.variant.text),
                .text(dossier.sector.text), SQLValue(dossier.channel.rawValue), .text(dossier.phase.rawValue),
                SQLValue(dossier.places.help?.text), .text(dossier.places.intake.text),
                .text(dossier.places.competent.text), .text(dossier.places.result.text),
                .text(dossier.resultWay.rawValue), .integer(dossier.submittedAt.microseconds),
                SQLValue(dossier.answerBy?.microseconds),
            ] + names.values)
    }

    /// Puts corrected names in the place of the old ones; where they were erased nothing is put back.
    private static func projectNames(
        _ recorded: RecordedEvent, _ dossier: Dossier, _ index: any ContactIndex, _ sql: any SQLConnection
    ) throws {
        guard let personal = dossier.personal else { return }
        let names = DossierNames(personal, index)
        let old: (id: Int64, fold: String?)? = try sql.first(
            "SELECT id, applicant_fold FROM dossier WHERE stream = ?1", [.text(recorded.stream.text)]
        ) { ($0.integer(0), $0.textOrNil(1)) }
        guard let old else { return }
        try DossierSearch.replace(old.fold, with: names.fold, units: units(of: dossier), row: old.id, in: sql)
        try sql.post(
            """
            UPDATE dossier SET applicant = ?2, applicant_fold = ?3, number_index = ?4, phone_index = ?5, \
            email_index = ?6 WHERE id = ?1
            """, [.integer(old.id)] + names.values)
    }

    private static func units(of dossier: Dossier) -> [AgencyCode] { [dossier.places.intake, dossier.places.result] }
}

/// The columns that know a person: name and folded name in clear, so that a counter finds people; numbers only as
/// blind index.
private struct DossierNames {
    var fold: String?
    var values: [SQLValue]

    /// - Parameter personal: nil for a person who was erased.
    init(_ personal: Personal?, _ index: any ContactIndex) {
        let name = personal?[.ownerName] ?? personal?[.submitterName]
        let number = personal?[.ownerNumber] ?? personal?[.submitterNumber]
        fold = name.map { TextFold.folded($0) }
        values = [
            SQLValue(name), SQLValue(fold), SQLValue(number.map(index.personalNumber)),
            SQLValue(personal?[.submitterPhone].map(index.phone)),
            SQLValue(personal?[.submitterEmail].map(index.email)),
        ]
    }
}
