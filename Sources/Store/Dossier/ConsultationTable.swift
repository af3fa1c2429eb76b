import Core

/// Questions put to other agencies and their answers, made from events alone (bảng lấy ý kiến phối hợp).
public enum ConsultationTable {
    /// Adds a question or notes its answer; every other event changes nothing here.
    public static func project(_ recorded: RecordedEvent, into sql: any SQLConnection) throws {
        switch recorded.event.change {
        case .consulted(let asked):
            try sql.post(
                "INSERT INTO consultation (dossier, id, agency, due) SELECT id, ?2, ?3, ?4 FROM dossier "
                    + "WHERE stream = ?1",
                [
                    .text(recorded.stream.text), .text(asked.id.text), .text(asked.agency.text),
                    .integer(asked.due.microseconds),
                ])
        case .consultationAnswered(let answer):
            try sql.post(
                "UPDATE consultation SET answered_at = ?3 WHERE id = ?2 "
                    + "AND dossier = (SELECT id FROM dossier WHERE stream = ?1)",
                [
                    .text(recorded.stream.text), .text(answer.id.text),
                    .integer(recorded.event.at.microseconds),
                ])
        case .submitted, .completionAsked, .receptionRefused, .received, .procedureChanged, .assigned,
            .stepCompleted, .sentBack, .supplementRequested, .supplied, .paymentRequested, .paymentConfirmed,
            .extended, .apologised, .refused, .stopped, .withdrawn, .settled, .resultReturned, .corrected,
            .receptionVoided, .secretRenewed:
            break
        }
    }
}
