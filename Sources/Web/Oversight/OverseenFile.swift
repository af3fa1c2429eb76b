import Core
import Store
import UseCases

/// An overseer's list as a file: all that its address narrows it to (tải danh sách giám sát).
struct OverseenFile {
    let pages: Pages
    let page: PageContext

    /// Reads part by part, so that no part holds up the others; stops at as many rows as any other file.
    func reply(_ search: OverseenSearch, _ now: Instant) async throws -> Reply {
        var rows: [OverseenRow] = []
        var next: Int64?
        repeat {
            let before = next
            let part = try await pages.office.store.read { sql in
                try OverseenList.page(search.filter, before: before, size: OverseenFile.partMost, in: sql)
            }
            rows += part.rows
            next = part.next
        } while next != nil && rows.count < ListExport.rowsMost
        let words = OverseenWords(page: page, catalogue: pages.catalogue, now: now)
        return CSVTable(
            head: OverseenFile.columns.map { page.text($0) },
            rows: try rows.prefix(ListExport.rowsMost).map { try cells($0, words) }
        ).download("giam-sat-\(now.date.iso)")
    }

    private static let partMost = 1_000

    private static let columns: [TextKey] = [
        "oversight.column.record", "desk.column.procedureCode", "desk.column.procedure", "desk.people.channel",
        "desk.people.intake", "desk.people.competent", "desk.column.phase", "desk.column.submitted",
        "desk.column.received", "oversight.column.due", "oversight.column.ended", "oversight.column.returned",
        "oversight.column.timeliness",
    ]

    private func cells(_ row: OverseenRow, _ words: OverseenWords) throws -> [String] {
        [
            String(row.seq), row.procedure.text, try words.procedure(row.procedure),
            page.text(TextKey("channel.\(row.channel)")), words.agency(row.intake), words.agency(row.competent),
            words.phase(row.phase), moment(row.submittedAt), moment(row.receivedAt), moment(row.due),
            moment(row.endedAt), moment(row.returnedAt), words.tag(row).word,
        ]
    }

    /// `25/11/2026 17:00`: what a spreadsheet takes for a date in Vietnam.
    private func moment(_ instant: Instant?) -> String {
        instant.map { "\(page.day($0.date)) \(page.texts.hour($0))" } ?? ""
    }
}
