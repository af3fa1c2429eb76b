import Core
import HTML
import Store
import UseCases

/// What is done about a record that stands aside, as its address says it (thao tác với bản ghi bị treo).
enum FollowerAct: String, CaseIterable, Sendable {
    case retry = "thu-lai"
    case done = "da-xu-ly"
    case skip = "bo-qua"

    var act: ParkedAct {
        switch self {
        case .retry: .retry
        case .done: .done
        case .skip: .skip
        }
    }

    /// Texts of the act: `followers.retry.button`.
    func key(_ end: String) -> TextKey { TextKey("followers.\(self).\(end)") }
}

/// The words in which followers and chores are told (tên gọi trên trang tác vụ nền).
struct FollowerWords {
    let page: PageContext

    /// The everyday title where there is one; else the name in the program.
    func title(_ name: String) -> String {
        switch name {
        case "checkpoint": page.text("followers.name.checkpoint")
        case "reminders": page.text("followers.name.reminders")
        default: name
        }
    }

    // MARK: - How it stands

    /// What must be known first; nil if all is well.
    func alarm(_ board: FollowerBoard, _ now: Instant) -> Notice? {
        let alarms = board.alarms(now)
        guard !alarms.isEmpty else { return nil }
        return Notice(
            standing: alarms == [.leaderless] ? .soon : .late, title: page.text("followers.alarm"),
            lines: alarms.map { alarm in
                switch alarm {
                case .late:
                    page.text("followers.alarm.late", ["count": .number(board.lagSeconds(now) / 60)])
                case .parked: page.text("followers.alarm.parked", ["count": .number(board.parked)])
                case .chores: page.text("followers.alarm.chores")
                case .leaderless: page.text("followers.alarm.leaderless")
                }
            })
    }

    func lead(_ board: FollowerBoard) -> [SummaryList.Row] {
        guard let lease = board.lease, let holder = lease.holder else {
            return [SummaryList.Row(page.text("followers.lead"), page.text("followers.lead.none"))]
        }
        return [
            SummaryList.Row(page.text("followers.lead"), holder, isCode: true),
            SummaryList.Row(page.text("followers.lead.renewed"), page.moment(lease.renewed)),
            SummaryList.Row(page.text("followers.lead.epoch"), page.language.grouped(lease.epoch)),
        ]
    }

    func row(_ line: FollowerBoard.Line, _ now: Instant) -> DataTable.Row {
        let tag = standing(line, now)
        guard let place = line.place else {
            return DataTable.Row(cells: [.text(title(line.name)), .tag(tag), .blank, .blank, .blank])
        }
        return DataTable.Row(
            cells: [
                .text(title(line.name)), .tag(tag), .number(place.next), .number(line.behind),
                .text(page.moment(place.moved)),
            ], standing: tag.standing)
    }

    private func standing(_ line: FollowerBoard.Line, _ now: Instant) -> Tag {
        if line.aside.parked > 0 {
            return Tag(.late, page.text("followers.state.parked", ["count": .number(line.aside.parked)]))
        }
        if line.place == nil { return Tag(.plain, page.text("followers.state.new")) }
        let waited = line.waitingSince.map { now.microseconds - $0.microseconds } ?? 0
        if waited > Int64(FollowerBoard.lagMost) * 1_000_000 { return Tag(.soon, page.text("followers.state.late")) }
        let retried = line.aside.retried + line.aside.behind
        if retried > 0 { return Tag(.waiting, page.text("followers.state.retried", ["count": .number(retried)])) }
        return Tag(.onTime, page.text("followers.state.well"))
    }

    func row(_ job: FollowerBoard.Job) -> DataTable.Row {
        guard let run = job.run else {
            let new = Tag(.plain, page.text("followers.state.new"))
            return DataTable.Row(cells: [.text(title(job.name)), .tag(new), .blank, .blank])
        }
        let succeeded = run.succeeded.map { page.moment($0) } ?? page.text("admin.never")
        guard run.failed > 0 else {
            let well = Tag(.onTime, page.text("followers.state.well"))
            return DataTable.Row(
                cells: [.text(title(job.name)), .tag(well), .text(page.moment(run.begun)), .text(succeeded)])
        }
        let failed = Tag(.late, page.text("followers.state.failed", ["count": .number(run.failed)]))
        return DataTable.Row(
            cells: [
                .lines(title(job.name), page.text("followers.reason", ["reason": .text(run.reason ?? "")])),
                .tag(failed), .text(page.moment(run.begun)), .text(succeeded),
            ], standing: .late)
    }

    // MARK: - Records that stand aside

    func state(_ parked: ParkedRecord) -> Tag {
        switch parked.state {
        case .parked: Tag(.late, page.text("followers.record.parked"))
        case .waiting where parked.failed == 0: Tag(.plain, page.text("followers.record.behind"))
        case .waiting: Tag(.waiting, page.text("followers.record.waiting"))
        case .done: Tag(.done, page.text("followers.record.done"))
        case .skipped: Tag(.done, page.text("followers.record.skipped"))
        }
    }

    var columns: [String] {
        [
            "followers.column.record", "followers.column.name", "followers.column.state", "followers.column.dossier",
            "followers.column.reason", "followers.column.tries", "followers.column.since",
        ].map { page.text($0) }
    }

    func table(_ rows: [FollowerListPage.Row]) -> DataTable {
        let kinds: [DataTable.ColumnKind] = [.main, .text, .short, .short, .text, .number, .short]
        return DataTable(
            caption: page.text("followers.parked"),
            columns: zip(columns, kinds).map { DataTable.Column(title: $0, kind: $1) },
            groups: [
                DataTable.Group(
                    rows: rows.map { row in
                        let parked = row.parked
                        return DataTable.Row(
                            cells: [
                                .link(
                                    page.language.grouped(parked.seq),
                                    Path.followerRecord(parked.follower, parked.seq).url, under: parked.kind),
                                .text(title(parked.follower)), .tag(state(parked)),
                                row.dossier.map { .text($0) } ?? .blank, .text(parked.reason ?? ""),
                                .number(parked.failed), .text(page.moment(parked.parked)),
                            ], standing: parked.state == .parked ? .late : .plain)
                    })
            ])
    }

    /// A line of the file.
    func cells(_ row: FollowerListPage.Row) -> [String] {
        let parked = row.parked
        return [
            String(parked.seq), title(parked.follower), state(parked).word, row.dossier ?? "", parked.reason ?? "",
            String(parked.failed), "\(page.day(parked.parked.date)) \(page.texts.hour(parked.parked))",
        ]
    }
}
