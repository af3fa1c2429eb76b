import Core
import HTML
import Store
import UseCases

/// Dossiers as the counter's lists show them: the hour first, then who, what, and how it stands (bảng hồ sơ ở quầy).
struct CounterRows {
    let page: PageContext
    let catalogue: Catalogue
    let now: Instant

    func table(_ rows: [DossierRow], caption: String) throws -> DataTable {
        typealias Column = DataTable.Column
        return DataTable(
            caption: caption,
            columns: [
                Column(title: page.text("counter.column.when"), kind: .time, isLabelled: false),
                Column(title: page.text("counter.column.who"), kind: .main, isLabelled: false),
                Column(title: page.text("counter.column.what"), isLabelled: false),
                Column(title: page.text("counter.column.code"), kind: .short, isLabelled: false),
                Column(title: page.text("counter.column.state"), kind: .short, isLabelled: false),
            ], groups: [DataTable.Group(rows: try rows.map { try row($0) })])
    }

    private func row(_ row: DossierRow) throws -> DataTable.Row {
        let tag = state(row)
        let name = try catalogue.procedure(row.procedure)?.name ?? row.procedure.text
        return DataTable.Row(
            cells: [
                .text(page.moment(moment(row))),
                .link(row.applicant ?? page.text("counter.nobody"), Path.counterDossier(row.stream).url),
                .text(cut(name, most: WorkRows.nameMost)),
                .lines(row.code?.text ?? row.number.grouped, page.text(TextKey("channel.\(row.channel)"))),
                .tag(tag),
            ], standing: tag.standing)
    }

    /// The moment that orders the list it stands in.
    private func moment(_ row: DossierRow) -> Instant {
        switch row.phase {
        case .submitted: return row.answerBy ?? row.submittedAt
        case .awaitingCompletion, .receptionRefused: return row.submittedAt
        case .received, .processing, .awaitingSupplement, .awaitingPayment: return row.due ?? row.submittedAt
        case .settled, .refused, .returned, .withdrawn, .stopped, .voided: return row.endedAt ?? row.submittedAt
        }
    }

    func state(_ row: DossierRow) -> Tag {
        let word = page.text(TextKey("counter.phase.\(row.phase.rawValue)"))
        switch row.phase {
        case .submitted:
            guard let answerBy = row.answerBy else { return Tag(.soon, word) }
            return AnswerClock(page: page, catalogue: catalogue, now: now)
                .tag(answerBy: answerBy, at: row.places.intake)
        case .awaitingCompletion, .awaitingSupplement, .awaitingPayment: return Tag(.waiting, word)
        case .received, .processing:
            guard let due = row.due, due < now else { return Tag(.onTime, word) }
            return Tag(.late, page.text("counter.state.overdue"))
        case .settled, .refused: return Tag(.soon, word)
        case .receptionRefused, .returned, .withdrawn, .stopped, .voided: return Tag(.done, word)
        }
    }
}
