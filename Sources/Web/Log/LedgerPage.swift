import Core
import HTML
import Ledger
import Store
import UseCases

/// What the ledger is, how far it is signed, and how anybody checks it (trang sổ cái).
struct LedgerPage {
    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let book = pages.logBook
        let standing = try await pages.office.store.read { try book.standing($0) }
        let key = try await pages.office.store.offload { () -> String? in
            do { return try book.verifierKey().text } catch { return nil }
        }
        return .page(html(pages.context(call), standing, key))
    }

    private func html(_ page: PageContext, _ standing: LogStanding, _ key: String?) -> [UInt8] {
        Page(title: page.text("log.title"), in: page).written { p in
            p.h1(page.text("log.title"))
            p.p(page.text("log.lead"), .class("lead"))
            if let notice = notice(page, standing) { p.put(notice, in: page) }
            p.put(SummaryList(rows: rows(page, standing, key), isTall: true), in: page)
            p.h2(page.text("log.citizen.title"))
            p.p(page.text("log.citizen"))
            p.actions { p in
                p.put(LinkButton(words: page.text("log.citizen.check"), target: Path.proof.url), in: page)
            }
            p.h2(page.text("log.council.title"))
            p.p(page.text("log.council"))
            p.ol { p in
                for step in ["log.council.key", "log.council.verifier", "log.council.keep", "log.council.differs"]
                    as [TextKey]
                { p.li(page.text(step)) }
            }
            writeDownloads(to: &p, page)
            p.h2(page.text("log.programs.title"))
            p.p(page.text("log.programs"))
            p.ul { p in
                p.li { p in p.a(.href(Path.logCheckpoint.url)) { $0.text(page.text("log.programs.checkpoint")) } }
                p.li(page.text("log.programs.tiles"))
            }
        }.bytes
    }

    private func writeDownloads(to p: inout HTMLWriter, _ page: PageContext) {
        let files: [(name: String, path: Path, words: TextKey)] = [
            ("kiem-chung.html", .logVerifierPage, "log.verifier.page"),
            ("verify.py", .logVerifierProgram, "log.verifier.program"),
        ]
        let there = files.filter { pages.verifiers[$0.name] != nil }
        guard !there.isEmpty else { return }
        p.ul { p in
            for file in there { p.li { p in p.a(.href(file.path.url)) { $0.text(page.text(file.words)) } } }
        }
    }

    /// What is wrong with the signing, if anything is.
    private func notice(_ page: PageContext, _ standing: LogStanding) -> Notice? {
        if standing.failure == .history {
            return Notice(standing: .late, title: page.text("log.broken.title"), lines: [page.text("log.broken")])
        }
        if standing.isLate {
            return Notice(standing: .soon, title: page.text("log.late.title"), lines: [page.text("log.late")])
        }
        let silent = standing.lateWitnesses.map(\.name)
        guard !silent.isEmpty else { return nil }
        return Notice(
            standing: .soon, title: page.text("log.witness.late.title"),
            lines: [page.text("log.witness.late", ["names": .text(silent.joined(separator: ", "))])])
    }

    private func rows(_ page: PageContext, _ standing: LogStanding, _ key: String?) -> [SummaryList.Row] {
        var rows = [
            SummaryList.Row(page.text("log.row.name"), pages.logBook.name, isCode: true),
            SummaryList.Row(page.text("log.row.size"), page.text("log.number", ["number": .number(standing.size)])),
        ]
        if let kept = standing.checkpoint {
            rows.append(
                SummaryList.Row(
                    page.text("log.row.checkpoint"),
                    page.text(
                        "log.checkpoint",
                        [
                            "number": .number(kept.note.checkpoint.size),
                            "at": .text(page.fullMoment(kept.signed)),
                        ])))
            rows.append(
                SummaryList.Row(page.text("log.row.root"), kept.note.checkpoint.root.hex, isCode: true))
        } else {
            rows.append(SummaryList.Row(page.text("log.row.checkpoint"), page.text("log.checkpoint.none")))
        }
        rows.append(SummaryList.Row(page.text("log.row.key"), key ?? page.text("log.key.none"), isCode: key != nil))
        return rows + standing.witnesses.map { row(page, $0) }
    }

    private func row(_ page: PageContext, _ witness: WitnessStanding) -> SummaryList.Row {
        let title = page.text("log.row.witness", ["name": .text(witness.name)])
        guard let size = witness.size, let at = witness.at else {
            return SummaryList.Row(title, page.text("log.witness.none"))
        }
        return SummaryList.Row(
            title, page.text("log.checkpoint", ["number": .number(size), "at": .text(page.fullMoment(at))]))
    }
}
