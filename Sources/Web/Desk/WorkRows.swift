import Core
import Store
import UseCases

/// Dossiers as a desk's list shows them: what is left and when first, then which, what, whose and whose turn.
struct WorkRows {
    let page: PageContext
    let catalogue: Catalogue
    let now: Instant
    /// Where the reader works.
    let own: [AgencyCode]
    /// Who reads it: names are for offices on the dossier's way alone.
    let reader: Actor

    /// Characters of a procedure's name in a row.
    static let nameMost = 96

    /// A dossier with the moment that orders it in its list.
    private struct Line {
        var row: DossierRow
        var due: Instant?
    }

    func table(_ shown: DossierListPage, in filter: WorkFilter, caption: String) throws -> DataTable {
        typealias Column = DataTable.Column
        return DataTable(
            caption: caption,
            columns: [
                Column(
                    title: page.text(filter == .asked ? "desk.column.answerBy" : "desk.column.due"), kind: .time,
                    isLabelled: false),
                Column(title: page.text("desk.column.code"), kind: .main, isLabelled: false),
                Column(title: page.text("desk.column.procedure"), isLabelled: false),
                Column(title: page.text("desk.column.applicant")),
                Column(title: page.text("desk.column.turn")),
            ], groups: try groups(lines(shown, filter), filter))
    }

    /// For a question to one's own agency it is the answer that presses, not the dossier.
    private func lines(_ shown: DossierListPage, _ filter: WorkFilter) -> [Line] {
        zip(shown.rows, shown.sorts).map { row, sort in
            Line(row: row, due: filter == .asked ? Instant(microseconds: sort) : row.due)
        }
    }

    /// Overdue, due today and later under headings of their own; nothing presses where the applicant's turn is.
    private func groups(_ lines: [Line], _ filter: WorkFilter) throws -> [DataTable.Group] {
        let dues = DueWord(page: page, catalogue: catalogue, now: now)
        guard filter.isPressing else { return [DataTable.Group(rows: try lines.map { try row($0, filter, dues) })] }
        var groups: [DataTable.Group] = []
        for pressing in DueWord.Pressing.allCases {
            let members = lines.filter { $0.due.map { dues.pressing($0) } ?? .later == pressing }
            guard !members.isEmpty else { continue }
            groups.append(
                DataTable.Group(
                    title: page.text(TextKey("desk.group.\(pressing)")),
                    rows: try members.map { try row($0, filter, dues) }))
        }
        return groups
    }

    private func row(_ line: Line, _ filter: WorkFilter, _ dues: DueWord) throws -> DataTable.Row {
        let row = line.row
        // Only an agency on the way finds a question to it.
        let showsPersons = filter == .asked || DossierSight.of(row.places, and: [row.desk], for: reader) == .whole
        let phase = filter == .asked ? Phase.processing : row.phase
        let tag = dues.tag(phase, due: line.due, at: row.places.competent, row.channel)
        let procedure = try catalogue.procedure(row.procedure)
        let step = row.step.map { code in procedure?.workflow.step(code)?.name ?? code.text }
        return DataTable.Row(
            cells: [
                .tagged(line.due.map { page.moment($0) } ?? "–", tag),
                .link(row.code?.text ?? row.number.grouped, Path.dossier(row.stream).url),
                .text(cut(procedure?.name ?? row.procedure.text, most: WorkRows.nameMost)),
                .text(showsPersons ? row.applicant ?? page.text("desk.nobody") : page.text("desk.hidden")),
                .lines(step ?? page.text("desk.step.none"), turn(row, showsPersons)),
            ], standing: tag.standing)
    }

    /// Whose turn it is; the agency only where it is not the reader's own.
    private func turn(_ row: DossierRow, _ showsPersons: Bool) -> String {
        let agency = own == [row.desk] ? nil : catalogue.agencies[row.desk]?.name ?? row.desk.text
        return [turnOf(row, showsPersons), agency].compactMap { $0 }.joined(separator: ", ")
    }

    private func turnOf(_ row: DossierRow, _ showsPersons: Bool) -> String {
        switch row.phase {
        case .awaitingSupplement, .awaitingPayment, .awaitingCompletion: return page.text("desk.turn.applicant")
        case .received: return page.text("desk.turn.nobody")
        case .submitted, .receptionRefused, .processing, .settled, .refused, .returned, .withdrawn, .stopped, .voided:
            let officer = !showsPersons ? nil : row.assignee.flatMap { catalogue.officers[$0]?.name }
            let role = row.stepRole.map { page.text(TextKey("role.\($0.rawValue)")) }
            return officer ?? role ?? "–"
        }
    }
}
