import Core
import Store
import UseCases

/// Dossiers as a desk's list shows them: what is left and when first, then which, what, whose and whose turn.
struct WorkRows {
    let page: PageContext
    let catalogue: Catalogue
    let now: Instant

    func table(_ rows: [DossierRow], in filter: WorkFilter, caption: String) throws -> DataTable {
        typealias Column = DataTable.Column
        return DataTable(
            caption: caption,
            columns: [
                Column(title: page.text("desk.column.left"), kind: .short, isLabelled: false),
                Column(title: page.text("desk.column.due"), kind: .time, isLabelled: false),
                Column(title: page.text("desk.column.code"), kind: .main, isLabelled: false),
                Column(title: page.text("desk.column.procedure"), isLabelled: false),
                Column(title: page.text("desk.column.applicant")),
                Column(title: page.text("desk.column.step")),
                Column(title: page.text("desk.column.turn")),
            ], groups: try groups(rows, filter))
    }

    /// Overdue, due today and later under headings of their own; nothing presses where the applicant's turn is.
    private func groups(_ rows: [DossierRow], _ filter: WorkFilter) throws -> [DataTable.Group] {
        let dues = DueWord(page: page, catalogue: catalogue, now: now)
        guard filter != .waiting else { return [DataTable.Group(rows: try rows.map { try row($0, dues) })] }
        var groups: [DataTable.Group] = []
        for pressing in DueWord.Pressing.allCases {
            let members = rows.filter { $0.due.map { dues.pressing($0) } ?? .later == pressing }
            guard !members.isEmpty else { continue }
            groups.append(
                DataTable.Group(
                    title: page.text(TextKey("desk.group.\(pressing)")), rows: try members.map { try row($0, dues) }))
        }
        return groups
    }

    private func row(_ row: DossierRow, _ dues: DueWord) throws -> DataTable.Row {
        let tag = dues.tag(row.phase, due: row.due, at: row.places.competent, row.channel)
        let procedure = try catalogue.procedure(row.procedure)
        let step = row.step.map { code in procedure?.workflow.step(code)?.name ?? code.text }
        return DataTable.Row(
            cells: [
                .tag(tag), .text(row.due.map { page.moment($0) } ?? "–"),
                .link(row.code?.text ?? row.number.grouped, Path.dossier(row.stream).url),
                .text(procedure?.name ?? row.procedure.text), .text(row.applicant ?? page.text("desk.nobody")),
                .text(step ?? page.text("desk.step.none")), turn(row),
            ], standing: tag.standing)
    }

    private func turn(_ row: DossierRow) -> DataTable.Cell {
        let agency = catalogue.agencies[row.desk]?.name ?? row.desk.text
        switch row.phase {
        case .awaitingSupplement, .awaitingPayment, .awaitingCompletion:
            return .lines(page.text("desk.turn.applicant"), agency)
        case .received: return .lines(page.text("desk.turn.nobody"), agency)
        case .submitted, .receptionRefused, .processing, .settled, .refused, .returned, .withdrawn, .stopped, .voided:
            let officer = row.assignee.flatMap { catalogue.officers[$0]?.name }
            let role = row.stepRole.map { page.text(TextKey("role.\($0.rawValue)")) }
            return .lines(officer ?? role ?? "–", agency)
        }
    }
}
