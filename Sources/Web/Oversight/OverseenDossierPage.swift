import Core
import HTML
import Store
import UseCases

/// One dossier as facts and clocks: where it stands, its deadlines and waits, and every record by which anybody checks
/// them (hồ sơ dưới mắt giám sát).
struct OverseenDossierPage {
    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let scope = try call.officer().agencies(OversightRoutes.roles)
        let typed = call.parameter("seq")
        guard let seq = Int64(typed), String(seq) == typed else { throw Problem(.notFound) }
        let office = pages.office
        let found = try await office.store.read { try OverseenStory.find(seq, scope: scope, office, $0) }
        guard let found else { throw Problem(.notFound) }
        return .page(html(pages.context(call), found))
    }

    private func html(_ page: PageContext, _ story: OverseenStory) -> [UInt8] {
        let words = OverseenWords(page: page, catalogue: pages.catalogue, now: pages.now)
        let title = page.text("oversight.dossier.title", ["seq": .number(Int(story.seq))])
        let dossier = story.dossier
        return OversightFrame(page: page).written(title) { p in
            p.put(BackLink(target: Path.oversight.url, words: page.text("oversight.back")), in: page)
            p.h1(title)
            p.p(.class("lead")) { p in
                p.put(words.tag(dossier.phase, isLate: story.isLate(at: pages.now)), in: page)
                p.text(" " + words.phase(dossier.phase))
            }
            p.p(story.procedure?.name ?? dossier.procedure.code.text, .lang("vi"))
            p.put(Notice(lines: [page.text("oversight.dossier.hidden")]), in: page)
            p.div(.class("two")) { p in
                p.div { p in
                    p.h2(page.text("oversight.part.clock"))
                    clock(&p, page, story)
                    waits(&p, page, dossier)
                }
                p.aside(.class("card")) { p in
                    p.h2(page.text("desk.part.places"))
                    p.put(SummaryList(rows: places(page, dossier, words), isTall: true), in: page)
                }
            }
            p.h2(page.text("oversight.part.records"))
            p.p(page.text("oversight.records.lead"))
            p.put(OverseenRecords(story: story, words: words).table, in: page)
        }
    }

    private func places(_ page: PageContext, _ dossier: Dossier, _ words: OverseenWords) -> [SummaryList.Row] {
        var rows = [
            SummaryList.Row(page.text("desk.column.procedureCode"), dossier.procedure.code.text, isCode: true),
            SummaryList.Row(page.text("desk.people.channel"), page.text(TextKey("channel.\(dossier.channel)"))),
            SummaryList.Row(page.text("desk.people.intake"), words.agency(dossier.places.intake)),
            SummaryList.Row(page.text("desk.people.competent"), words.agency(dossier.places.competent)),
            SummaryList.Row(page.text("desk.people.result"), words.agency(dossier.places.result)),
        ]
        if let work = dossier.work, dossier.phase == .processing {
            rows.append(SummaryList.Row(page.text("oversight.turn"), words.turn(work.role, work.agency)))
        }
        return rows
    }

    private func clock(_ p: inout HTMLWriter, _ page: PageContext, _ story: OverseenStory) {
        let dossier = story.dossier
        let deadlines = DeadlineWords(page.texts)
        func row(_ key: TextKey, _ at: Instant?) -> SummaryList.Row? {
            at.map { SummaryList.Row(page.text(key), page.fullMoment($0)) }
        }
        var rows = [row("oversight.submitted", dossier.submittedAt)]
        rows.append(row("desk.clock.received", dossier.clock?.received))
        if let clock = dossier.clock {
            rows.append(SummaryList.Row(page.text("desk.clock.limit"), deadlines.limit(clock.limit)))
            rows.append(row("desk.clock.original", clock.originalDue))
            rows.append(
                SummaryList.Row(
                    page.text("desk.clock.due"), page.fullMoment(clock.due),
                    clock.extended ? page.text("desk.clock.extended") : ""))
        }
        if dossier.phase == .processing { rows.append(row("oversight.stepDue", dossier.work?.due)) }
        rows.append(row("oversight.ended", dossier.outcome?.at))
        if let timeliness = story.timeliness {
            rows.append(
                SummaryList.Row(
                    page.text("oversight.column.timeliness"),
                    page.text(TextKey("oversight.timeliness.\(timeliness.rawValue)"))))
        }
        rows.append(row("oversight.returned", dossier.returnedAt))
        p.put(SummaryList(rows: rows.compactMap { $0 }), in: page)
        if let clock = dossier.clock {
            p.put(
                ExplainedDeadline(
                    sentences: clock.term.explanation.map { deadlines.sentence($0) }, isOpen: false), in: page)
        }
    }

    /// When the office waited for somebody outside.
    private func waits(_ p: inout HTMLWriter, _ page: PageContext, _ dossier: Dossier) {
        guard let waits = dossier.clock?.waits, !waits.isEmpty else { return }
        p.h3(page.text("oversight.waits"))
        p.ul { p in
            for wait in waits {
                let kind = page.text(TextKey("oversight.wait.\(wait.kind.rawValue)"))
                let from = page.moment(wait.from)
                p.li(
                    wait.to.map {
                        page.text(
                            "oversight.wait.over",
                            ["kind": .text(kind), "from": .text(from), "to": .text(page.moment($0))])
                    } ?? page.text("oversight.wait.open", ["kind": .text(kind), "from": .text(from)]))
            }
        }
    }
}
