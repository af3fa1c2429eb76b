import Core
import HTML
import UseCases

/// Every record of a dossier: what, by which role and unit, when, until when; and the way to check it (các bản ghi).
struct OverseenRecords {
    let story: OverseenStory
    let words: OverseenWords

    private var page: PageContext { words.page }

    var table: DataTable {
        typealias Column = DataTable.Column
        return DataTable(
            caption: page.text("oversight.part.records"),
            columns: [
                Column(title: page.text("oversight.column.event"), kind: .main, isLabelled: false),
                Column(title: page.text("oversight.column.at"), kind: .short, isLabelled: false),
                Column(title: page.text("oversight.column.actor")),
                Column(title: page.text("oversight.column.facts"), isLabelled: false),
                Column(title: page.text("oversight.column.check"), kind: .short),
            ],
            groups: [
                DataTable.Group(
                    rows: story.entries.map { entry in
                        let facts = facts(entry.event.change)
                        return DataTable.Row(cells: [
                            .text(page.text(TextKey("story.event.\(entry.event.change.kind.rawValue)"))),
                            moment(entry), .text(words.actor(of: entry.event)), facts.map { .text($0) } ?? .blank,
                            .link(page.language.grouped(entry.mark.seq), Path.proof(entry.mark).url),
                        ])
                    })
            ])
    }

    /// When it happened; and when it was written down, where that is another minute.
    private func moment(_ entry: OverseenStory.Entry) -> DataTable.Cell {
        let (at, recorded) = (page.moment(entry.event.at), page.moment(entry.recorded))
        return at == recorded
            ? .text(at) : .lines(at, page.text("oversight.recorded", ["at": .text(recorded)]))
    }

    /// Places, steps and dates of an event; no code, no number of a paper, no amount, no word that somebody wrote.
    private func facts(_ change: DossierChange) -> String? {
        switch change {
        case .submitted(let e):
            let answer = e.answerBy.map { page.text("desk.clock.answerBy", ["at": .text(page.moment($0))]) }
            return [page.text(TextKey("channel.\(e.channel)")) + ".", answer].compactMap { $0 }
                .joined(separator: " ")
        case .received(let e): return due(e.due.due, "desk.history.due")
        case .procedureChanged(let e):
            let name = page.text("oversight.procedure", ["code": .text(e.procedure.code.text)])
            return [name, e.terms.map { due($0.due.due, "desk.history.newDue") }].compactMap { $0 }
                .joined(separator: " ")
        case .assigned(let e):
            return page.text(
                "desk.history.assigned",
                [
                    "who": .text(words.turn(e.role, e.agency)), "step": .text(step(e.step)),
                    "at": .text(page.moment(e.stepDue)),
                ])
        case .stepCompleted(let e), .sentBack(let e):
            return page.text(
                "desk.history.step",
                [
                    "from": .text(step(e.from)), "step": .text(step(e.step)),
                    "who": .text(words.turn(e.role, e.agency)), "at": .text(page.moment(e.stepDue)),
                ])
        case .consulted(let e):
            return page.text(
                "desk.history.consulted", ["agency": .text(words.agency(e.agency)), "at": .text(page.moment(e.due))])
        case .completionAsked(let e), .supplementRequested(let e):
            return page.text("oversight.papers", ["count": .number(e.components.count)])
        case .supplied(let e):
            let papers = page.text("oversight.papers", ["count": .number(e.components.count)])
            return [papers, e.due.map { due($0.due, "desk.history.newDue") }].compactMap { $0 }
                .joined(separator: " ")
        case .paymentConfirmed(let e): return e.due.map { due($0.due, "desk.history.newDue") }
        case .extended(let e): return due(e.due.due, "desk.history.newDue")
        case .resultReturned(let e): return page.text(TextKey("desk.way.\(e.way.rawValue)")) + "."
        case .corrected(let e): return page.text("oversight.corrected", ["count": .number(e.fields.count)])
        case .receptionRefused, .apologised, .refused, .stopped, .withdrawn, .receptionVoided, .consultationAnswered,
            .paymentRequested, .settled, .secretRenewed:
            return nil
        }
    }

    private func due(_ at: Instant, _ key: TextKey) -> String {
        page.text(key, ["at": .text(page.fullMoment(at))])
    }

    private func step(_ code: StepCode) -> String { story.procedure?.workflow.step(code)?.name ?? code.text }
}
