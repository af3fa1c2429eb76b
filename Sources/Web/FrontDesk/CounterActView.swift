import Core
import HTML
import HTTPTypes
import UseCases

/// An act's form as it stands on the page: what will happen, to which dossier, and what is asked (biểu mẫu thao tác).
struct CounterActView {
    typealias Name = CounterActFields.Name

    let page: PageContext
    let catalogue: Catalogue
    let act: CounterAct
    let opened: CounterCase

    func html(_ command: CommandID, _ form: CounterActFields, _ notice: Notice? = nil) -> [UInt8] {
        let title = page.text(act.key("title"))
        let faults = form.faults
        let papers = form.wantedPapers
        return CounterFrame(page: page, counts: opened.counts).written(title, hasErrors: form.hasErrors) { p in
            p.div(.when(act != .supply, .class("measure"))) { p in
                p.put(BackLink(target: Path.counterDossier(opened.id).url), in: page)
                if let notice { p.put(notice, in: page) }
                p.put(ErrorSummary(errors: faults), in: page)
                p.h1(title)
                p.p(page.text(act.key("explain")))
                p.div(.class("card")) { $0.put(SummaryList(rows: facts), in: page) }
                p.postForm(to: act.path(opened.id), in: page, hasFiles: act == .supply, isMain: true) { p in
                    hidden(&p, command)
                    if !papers.isEmpty {
                        ReceptionPapers(
                            page: page, papers: papers, typed: form.sheets, errors: faults, takesFiles: true
                        ).write(&p)
                    }
                    for field in form.fields { p.put(field, in: page) }
                    buttons(&p)
                }
            }
        }
    }

    /// Both values beside each other, before what stays in the dossier for ever is written.
    func review(
        _ command: CommandID, _ form: CounterActFields, _ correction: Correction, year: Int
    ) throws -> [UInt8] {
        let changed = CorrectedValue.allCases.filter {
            correction.changes[$0.key] != nil || correction.removed.contains($0.key)
        }
        guard !changed.isEmpty else { throw UseCaseRefusal.rule(.nothingToCorrect) }
        let title = page.text("counter.review.title")
        let warnings = changed.filter { $0 == .submitterNumber || $0 == .ownerNumber }.compactMap { value in
            correction.changes[value.key].flatMap { NumberWarnings(texts: page.texts, year: year).words($0) }
        }
        return CounterFrame(page: page, counts: opened.counts).written(title) { p in
            p.div(.class("measure")) { p in
                p.h1(title)
                if !warnings.isEmpty {
                    p.put(
                        Notice(
                            standing: .soon, title: page.text("counter.number.title"), lines: warnings,
                            isSaidAloud: true), in: page)
                }
                p.put(compared(form, changed, correction), in: page)
                p.put(SummaryList(rows: [SummaryList.Row(page.text("counter.reason"), correction.reason)]), in: page)
                p.postForm(to: act.path(opened.id), in: page, isMain: true) { p in
                    hidden(&p, command)
                    p.input(.type(.hidden), .name(Name.reviewed), .value("1"))
                    for field in form.fields { p.input(.type(.hidden), .name(field.name), .value(field.value)) }
                    p.actions { p in
                        p.put(Button(words: page.text(act.key("button")), key: "Ctrl+Enter"), in: page)
                        p.put(
                            Button(
                                words: page.text("counter.review.again"), weight: .second, name: Name.again,
                                value: "1"), in: page)
                    }
                }
            }
        }
    }

    private func compared(
        _ form: CounterActFields, _ changed: [CorrectedValue], _ correction: Correction
    ) -> DataTable {
        DataTable(
            caption: page.text("counter.review.title"),
            columns: [
                DataTable.Column(title: page.text("counter.review.what"), kind: .main),
                DataTable.Column(title: page.text("counter.review.old")),
                DataTable.Column(title: page.text("counter.review.new")),
            ],
            groups: [
                DataTable.Group(
                    rows: changed.map { value in
                        let old = opened.personal(value.key)
                        return DataTable.Row(cells: [
                            .text(page.text(form.label(value.name))), .text(old.isEmpty ? "–" : old),
                            .text(correction.changes[value.key] ?? page.text("counter.review.removed")),
                        ])
                    })
            ])
    }

    /// Said where the dossier's state, or the officer's role, no longer allows the act; what was typed for it is kept
    /// in sight.
    func notNow(_ words: RefusalNotice?, typed: FieldList? = nil) -> Reply {
        let title = page.text("counter.notNow.title")
        let html = CounterFrame(page: page, counts: opened.counts).written(title) { p in
            p.put(BackLink(target: Path.counterDossier(opened.id).url), in: page)
            p.h1(title)
            let phase = page.text(TextKey("counter.phase.\(opened.dossier.phase.rawValue)"))
            p.put(
                words?.notice
                    ?? Notice(
                        standing: .soon, title: page.text(act.key("title")),
                        lines: [page.text("counter.notNow.detail", ["phase": .text(phase)])], isSaidAloud: true),
                in: page)
            if let typed { p.put(TypedWords(typed.fields.map { ($0.name, $0.value) }), in: page) }
        }
        return .page(html, .conflict)
    }

    private func hidden(_ p: inout HTMLWriter, _ command: CommandID) {
        p.input(.type(.hidden), .name(Name.command), .value(command.text))
        p.input(.type(.hidden), .name(Name.version), .value(String(opened.dossier.version)))
    }

    private func buttons(_ p: inout HTMLWriter) {
        p.actions { p in
            p.put(
                Button(
                    words: page.text(act.key("button")), weight: act.isDangerous ? .danger : .primary,
                    key: act.isDangerous ? nil : "Ctrl+Enter"), in: page)
            p.a(.href(Path.counterDossier(opened.id))) { $0.text(page.text("form.cancel")) }
        }
    }

    private var facts: [SummaryList.Row] {
        var rows = [
            SummaryList.Row(page.text("counter.column.code"), opened.shownCode, isCode: true),
            SummaryList.Row(
                page.text("counter.column.what"), cut(opened.procedure.name, most: WorkRows.nameMost)),
            SummaryList.Row(page.text("counter.part.person"), opened.personal(.submitterName)),
            SummaryList.Row(
                page.text("counter.field.co-quan"),
                catalogue.agencies[opened.dossier.places.competent]?.name ?? ""),
        ]
        if let wanted = opened.dossier.paymentWanted {
            rows.append(SummaryList.Row(page.text("counter.fact.amount"), page.dong(wanted.amount)))
        }
        if act == .supply, let reason = opened.wantedReason {
            rows.append(SummaryList.Row(page.text("counter.fact.asked"), reason))
        }
        if let clock = opened.dossier.clock, !opened.dossier.phase.isEnded {
            rows.append(SummaryList.Row(page.text("counter.fact.due"), page.fullMoment(clock.due)))
        }
        return rows
    }
}
