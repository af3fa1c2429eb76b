import Core
import Store
import UseCases

/// A list of dossiers as a file: all of what its page shows, not only the rows of one page (tải danh sách).
struct ListExport {
    /// Rows of one file; counting stops there too.
    static let rowsMost = 10_000

    let pages: Pages
    let page: PageContext

    /// True if the page was asked for as a file.
    static func isAsked(_ call: Call) -> Bool { call.query["dang"] == "csv" }

    static func path(_ list: Path) -> Path { list.with("dang", "csv") }

    /// Reads the whole list and writes down that it left the system, since it holds names.
    ///
    /// - Parameter position: where the list begins, as for a part of it.
    func reply(
        _ kind: DossierListKind, after position: DossierListPosition? = nil, dueBefore: Instant? = nil,
        named name: String, by actor: ActorID
    ) async throws -> Reply {
        let rows = try await pages.office.store.read { sql in
            var rows: [DossierRow] = []
            var next = position
            repeat {
                let part = try DossierList.page(
                    kind, after: next, dueBefore: dueBefore, size: DossierList.pageMost, in: sql)
                rows += part.rows
                next = part.next
            } while next != nil && rows.count < ListExport.rowsMost
            return rows
        }
        return try await reply(rows, named: name, by: actor)
    }

    /// The file of rows that were found already.
    func reply(_ rows: [DossierRow], named name: String, by actor: ActorID) async throws -> Reply {
        let now = pages.now
        let reader = pages.catalogue.actor(actor)
        try await pages.office.store.write { transaction in
            var random = SystemRandom()
            try Audit.write(
                .listExported, by: actor, .count(rows.count), now: now, random: &random, in: transaction.sql)
        }
        return CSVTable(
            head: ListExport.columns.map { page.text($0) }, rows: try rows.map { try cells($0, for: reader) }
        )
        .download("\(name)-\(now.date.iso)")
    }

    private static let columns: [TextKey] = [
        "desk.column.code", "desk.people.code", "desk.column.procedureCode", "desk.column.procedure",
        "desk.column.applicant", "desk.people.channel", "desk.people.intake", "desk.people.competent",
        "desk.people.result", "desk.column.submitted", "desk.column.answerBy", "desk.column.received",
        "desk.column.due", "desk.column.step", "desk.column.officer", "desk.column.phase",
    ]

    /// Without names for whoever only watches over procedures.
    private func cells(_ row: DossierRow, for reader: Actor) throws -> [String] {
        let catalogue = pages.catalogue
        let showsPersons = DossierSight.of(row.places, and: [row.desk], for: reader) != .figures
        let (hidden, officer) = (page.text("desk.hidden"), row.assignee.flatMap { catalogue.officers[$0]?.name })
        let procedure = try catalogue.procedure(row.procedure)
        func name(_ code: AgencyCode) -> String { catalogue.agencies[code]?.name ?? code.text }
        return [
            row.code?.text ?? "", row.number.text, row.procedure.text, procedure?.name ?? "",
            showsPersons ? row.applicant ?? "" : hidden,
            page.text(TextKey("channel.\(row.channel)")), name(row.places.intake), name(row.places.competent),
            name(row.places.result), moment(row.submittedAt), moment(row.answerBy), moment(row.receivedAt),
            moment(row.due), row.step.map { procedure?.workflow.step($0)?.name ?? $0.text } ?? "",
            showsPersons ? officer ?? "" : hidden,
            page.text(TextKey("desk.phase.\(row.phase.rawValue)")),
        ]
    }

    /// `25/11/2026 17:00`: what a spreadsheet takes for a date in Vietnam.
    private func moment(_ instant: Instant?) -> String {
        guard let instant else { return "" }
        return "\(page.day(instant.date)) \(page.texts.hour(instant))"
    }
}
