import Core
import HTML
import Store
import UseCases

/// What an officer is reminded of: what is nearly due or overdue, and how to put it aside (nhắc việc).
struct ReminderPage {
    enum Name {
        /// The dossier whose reminders were seen; `all` for every one.
        static let seen = "da-xem"
        static let all = "tat-ca"
        static let done = "xong"
    }
    static let nameMost = 96

    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let officer = try call.officer()
        let (rows, counts) = try await pages.office.store.read { sql in
            (try OfficerReminders.unseen(of: officer.actor, in: sql), try WorkCounts.read(of: officer, in: sql))
        }
        var page = pages.context(call)
        if call.query[Name.done] != nil {
            page.flash = Notice(standing: .done, lines: [page.text("reminder.seen")], isSaidAloud: true)
        }
        let title = page.text("reminder.title")
        let table = try table(rows, page, officer)
        return .page(
            DeskFrame(page: page, officer: officer, counts: counts).written(title) { p in
                p.put(BackLink(target: Path.work.url, words: page.text("desk.back")), in: page)
                p.h1(title)
                guard !rows.isEmpty else {
                    return p.put(
                        EmptyState(
                            title: page.text("reminder.empty"), explanation: page.text("reminder.empty.help")),
                        in: page)
                }
                p.p(page.text("reminder.lead"))
                p.form(.method(.post), .action(Path.reminders)) { p in
                    p.csrfField(in: page)
                    p.put(table, in: page)
                    p.actions { p in
                        p.put(
                            Button(
                                words: page.text("reminder.see.all"), weight: .second, name: Name.seen,
                                value: Name.all), in: page)
                    }
                }
            })
    }

    /// Puts the reminders of one dossier, or all of them, aside.
    func seen(_ call: Call, _ form: Form) async throws -> Reply {
        let officer = try call.officer()
        let typed = try form.fields.required(Name.seen, most: 20)
        let dossier = typed == Name.all ? nil : Int64(typed)
        guard typed == Name.all || dossier.map({ $0 > 0 }) == true else { throw Problem.field(Name.seen, .malformed) }
        let now = pages.now
        try await pages.office.store.write { transaction in
            try OfficerReminders.see(dossier, by: officer.actor, now: now, in: transaction.sql)
        }
        return .seeOther(Path.reminders.with("xong", "1"))
    }

    private func table(_ rows: [RemindedDossier], _ page: PageContext, _ officer: DeskOfficer) throws -> DataTable {
        typealias Column = DataTable.Column
        return DataTable(
            caption: page.text("reminder.title"),
            columns: [
                Column(title: page.text("reminder.column.moment"), kind: .time, isLabelled: false),
                Column(title: page.text("desk.column.code"), kind: .main, isLabelled: false),
                Column(title: page.text("desk.column.procedure"), isLabelled: false),
                Column(title: page.text("desk.column.turn")),
                Column(title: page.text("reminder.column.see"), kind: .short, isLabelled: false),
            ],
            groups: [DataTable.Group(rows: try rows.map { try row($0, page, officer) })])
    }

    private func row(
        _ reminded: RemindedDossier, _ page: PageContext, _ officer: DeskOfficer
    ) throws -> DataTable.Row {
        let (row, catalogue) = (reminded.row, pages.catalogue)
        let procedure = try catalogue.procedure(row.procedure)
        let step = row.step.map { procedure?.workflow.step($0)?.name ?? $0.text } ?? page.text("desk.step.none")
        let showsPersons = DossierSight.of(row.places, and: [row.desk], for: officer.actor) == .whole
        let name = showsPersons ? row.assignee.flatMap { catalogue.officers[$0]?.name } : nil
        let turn = name ?? row.stepRole.map { page.text(TextKey("role.\($0.rawValue)")) }
        let standing: Standing = reminded.reason.isLate ? .late : .soon
        let word = page.text(TextKey("reminder.reason.\(reminded.reason.rawValue)"))
        return DataTable.Row(
            cells: [
                .tagged(page.moment(reminded.moment), Tag(standing, word)),
                .link(row.code?.text ?? row.number.grouped, Path.dossier(row.stream).url),
                .text(cut(procedure?.name ?? row.procedure.text, most: ReminderPage.nameMost)),
                .lines(step, turn ?? page.text("desk.turn.nobody")),
                .button(
                    Button(
                        words: page.text("reminder.see"), weight: .second, name: Name.seen, value: String(row.id))),
            ], standing: standing)
    }
}

/// How much an officer is reminded of, over their work (dải nhắc việc).
struct ReminderBand: Component, Sendable {
    var count: Int

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.div(.class(Standing.soon.noticeClass)) { p in
            p.p { p in
                p.a(.href(Path.reminders.url)) { $0.text(page.text("reminder.band", ["count": .number(count)])) }
            }
        }
    }
}
