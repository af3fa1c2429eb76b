import Core
import HTML
import Store
import UseCases

/// How followers and chores stand, and which records need a person (trang tác vụ nền).
struct FollowerListPage {
    static let rowsMost = 50
    static let done = "xong"

    let pages: Pages

    /// A record that stands aside, with the dossier it belongs to.
    struct Row: Sendable {
        let parked: ParkedRecord
        let dossier: String?
    }

    func answer(_ call: Call) async throws -> Reply {
        let page = pages.context(call)
        let words = FollowerWords(page: page)
        let actor = try call.identity().actor
        let mayAct = ParkedActs.mayAct(actor, root: pages.catalogue.province?.code)
        if ListExport.isAsked(call) {
            guard mayAct else { throw Problem(.forbidden) }
            let rows = try await read(nil, most: ListExport.rowsMost).rows
            return CSVTable(head: words.columns, rows: rows.map { words.cells($0) })
                .download("ban-ghi-bi-treo-\(pages.now.date.iso)")
        }
        let after = try Self.position(call)
        let (board, rows) = try await read(after, most: mayAct ? Self.rowsMost + 1 : 0)
        let shown = rows.prefix(Self.rowsMost)
        let title = page.text("followers.title")
        return .page(
            AdminFrame(page: page, shown: .followers).written(title) { p in
                p.h1(title)
                if let said = said(call, page) { p.put(said, in: page) }
                if let alarm = words.alarm(board, pages.now) { p.put(alarm, in: page) }
                p.p(page.text("followers.explain"))
                p.div(.class("card")) { $0.put(SummaryList(rows: words.lead(board)), in: page) }
                p.h2(page.text("followers.followers"))
                writeFollowers(board, words, &p)
                p.h2(page.text("followers.chores"))
                writeChores(board, words, &p)
                p.h2(page.text("followers.parked"))
                guard mayAct else { return p.p(page.text("followers.parked.province"), .class("hint")) }
                if shown.isEmpty {
                    p.put(
                        EmptyState(
                            title: page.text("followers.parked.none"),
                            explanation: page.text("followers.parked.none.detail")), in: page)
                } else {
                    p.p(page.text("followers.parked.explain"))
                    p.put(words.table(Array(shown)), in: page)
                    let last = rows.count > Self.rowsMost ? shown.last?.parked : nil
                    p.put(
                        ListFoot(
                            shown: page.text("followers.parked.shown", ["count": .number(shown.count)]),
                            next: last.map { Path.followers.with("sau", "\($0.seq)@\($0.follower)").url },
                            start: after == nil ? nil : Path.followers.url,
                            csv: ListExport.path(Path.followers).url), in: page)
                }
            })
    }

    private func writeFollowers(_ board: FollowerBoard, _ words: FollowerWords, _ p: inout HTMLWriter) {
        let page = words.page
        guard !board.followers.isEmpty else { return p.p(page.text("followers.followers.none"), .class("hint")) }
        p.put(
            DataTable(
                caption: page.text("followers.followers"),
                columns: [
                    DataTable.Column(title: page.text("followers.column.name"), kind: .main),
                    DataTable.Column(title: page.text("followers.column.state"), isLabelled: false),
                    DataTable.Column(title: page.text("followers.column.read"), kind: .number),
                    DataTable.Column(title: page.text("followers.column.behind"), kind: .number),
                    DataTable.Column(title: page.text("followers.column.moved"), kind: .short),
                ],
                groups: [DataTable.Group(rows: board.followers.map { words.row($0, pages.now) })]), in: page)
    }

    private func writeChores(_ board: FollowerBoard, _ words: FollowerWords, _ p: inout HTMLWriter) {
        let page = words.page
        guard !board.chores.isEmpty else { return p.p(page.text("followers.chores.none"), .class("hint")) }
        p.put(
            DataTable(
                caption: page.text("followers.chores"),
                columns: [
                    DataTable.Column(title: page.text("followers.column.chore"), kind: .main),
                    DataTable.Column(title: page.text("followers.column.state"), isLabelled: false),
                    DataTable.Column(title: page.text("followers.column.begun"), kind: .short),
                    DataTable.Column(title: page.text("followers.column.succeeded"), kind: .short),
                ],
                groups: [DataTable.Group(rows: board.chores.map { words.row($0) })]), in: page)
    }

    private func said(_ call: Call, _ page: PageContext) -> Notice? {
        guard let word = call.query[Self.done] else { return nil }
        if let act = FollowerAct(rawValue: word) {
            return Notice(standing: .done, lines: [page.text(act.key("said"))], isSaidAloud: true)
        }
        guard word == FollowerRecordPage.over else { return nil }
        return Notice(standing: .soon, lines: [page.text("followers.said.over")], isSaidAloud: true)
    }

    // MARK: - Reading

    private func read(
        _ after: (follower: String, seq: Int)?, most: Int
    ) async throws -> (board: FollowerBoard, rows: [Row]) {
        let (list, log) = (pages.followers, pages.office.reader)
        let (follower, seq) = (after?.follower ?? "", after?.seq ?? -1)
        return try await pages.office.store.read { sql in
            let parked = most == 0 ? [] : try ParkedTable.list(after: (follower, seq), limit: most, in: sql)
            return (
                try FollowerBoard.read(list, log: log, in: sql),
                try parked.map { Row(parked: $0, dossier: try FollowerListPage.dossier(of: $0, in: sql)) }
            )
        }
    }

    /// The code of the record's dossier, else the number it was handed in under; nil for a record of the office.
    static func dossier(of parked: ParkedRecord, in sql: any SQLConnection) throws -> String? {
        let row = try DossierFinding.row(stream: DossierID(parked.stream.text), in: sql)
        return row.map { $0.code?.text ?? $0.number.text }
    }

    /// Where a part of the list begins: `1234@name`.
    private static func position(_ call: Call) throws(Problem) -> (follower: String, seq: Int)? {
        guard let text = try call.query.optional("sau", most: 120) else { return nil }
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let seq = Int(parts[0]), seq >= 0 else { throw .field("sau", .malformed) }
        return (String(parts[1]), seq)
    }
}
