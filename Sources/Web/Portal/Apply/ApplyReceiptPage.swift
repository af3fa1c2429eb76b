import Core
import Documents
import HTML
import Ledger
import Store
import UseCases

/// What an applicant takes away: the number, its square, the secret, and what comes next (biên nhận nộp trực tuyến).
///
/// Shown to the browser that handed it in, for a day; the address names the draft, which tells nobody else anything.
struct ApplyReceiptPage {
    /// How long the browser that handed in is shown the secret again.
    static let hours = 24

    let pages: Pages

    func page(_ call: Call, _ visit: ApplyVisit) async throws -> Reply {
        guard let draft = try await visit.draft(call.query["don"]), let submitted = draft.submitted else {
            return .seeOther(.apply(visit.code))
        }
        guard pages.now < submitted.adding(minutes: ApplyReceiptPage.hours * 60) else { return .seeOther(.tracking) }
        let office = pages.office
        let (story, mark) = try await office.store.read { sql in
            (
                try DossierStories(office).events(of: draft.dossier, sql),
                try RecordMark.of(draft.dossier, office.reader, sql).submitted
            )
        }
        guard let dossier = DossierStories.fold(story) else { throw Problem(.dossierNotFound) }
        let secret = office.secrets.secret(of: draft.dossier.stream, generation: dossier.secretGeneration)
        let site = SiteAddress(host: call.host, isSecure: pages.isSecure)
        return .page(html(pages.context(call), visit, dossier, secret, mark, site))
    }

    private func html(
        _ page: PageContext, _ visit: ApplyVisit, _ dossier: Dossier, _ secret: SubmissionSecret,
        _ mark: RecordMark?, _ site: SiteAddress?
    ) -> [UInt8] {
        let title = page.text("apply.receipt.title")
        let number = dossier.number
        return Page(title: title, in: page, hidesSearch: true, isPrivate: true).written { p in
            p.h1(title)
            p.p(visit.offer.procedure.name, .class("lead"), .lang("vi"))
            p.put(LoudCode(before: page.text("apply.receipt.number"), code: number.grouped), in: page)
            p.div(.class("receipt")) { p in
                if let square = square(number) {
                    p.put(QRMark(width: square.width, modules: square.modules, label: number.grouped), in: page)
                }
                p.div { p in
                    p.p { p in
                        p.text(page.text("apply.receipt.secret") + " ")
                        p.strong { $0.span(secret.grouped, .class("code")) }
                    }
                    p.p(page.text("apply.receipt.secret.use"))
                    p.p(page.text("apply.receipt.once", ["hours": .number(ApplyReceiptPage.hours)]), .class("hint"))
                }
            }
            p.put(SummaryList(rows: rows(page, visit, dossier)), in: page)
            if let mark {
                p.p(.class("hint")) { p in
                    p.text(ProofLine.words(mark, at: site, page) + " ")
                    p.a(.href(Path.proof(mark).url)) { $0.text(page.text("proof.link")) }
                }
            }
            p.h2(page.text("apply.receipt.next"))
            p.ol { p in
                p.li(next(page, visit, dossier))
                p.li(page.text("apply.receipt.next.received"))
                p.li(page.text("apply.receipt.next.completion"))
            }
            p.actions { p in
                p.put(PrintButton(), in: page)
                p.put(
                    LinkButton(
                        words: page.text("apply.receipt.track"), target: Path.tracked(number.text).url,
                        weight: .second), in: page)
            }
        }.bytes
    }

    private func rows(_ page: PageContext, _ visit: ApplyVisit, _ dossier: Dossier) -> [SummaryList.Row] {
        [
            SummaryList.Row(page.text("apply.receipt.at"), page.fullMoment(dossier.submittedAt)),
            SummaryList.Row(page.text("apply.receipt.intake"), visit.offer.name(dossier.places.intake)),
            SummaryList.Row(page.text(ApplyField.competent.label), visit.offer.name(dossier.places.competent)),
            SummaryList.Row(
                page.text(ApplyField.way.label), page.text(TextKey("apply.way.\(dossier.resultWay.rawValue)"))),
        ]
    }

    private func next(_ page: PageContext, _ visit: ApplyVisit, _ dossier: Dossier) -> String {
        let place = TextValue.text(visit.offer.name(dossier.places.intake))
        guard let answerBy = dossier.answerBy else { return page.text("apply.receipt.next.check", ["place": place]) }
        return page.text(
            "apply.receipt.next.answer", ["place": place, "at": .text(page.fullMoment(answerBy))])
    }

    /// Nil leaves the square out: the number stands beside it in letters.
    private func square(_ number: SubmissionNumber) -> QRCode? {
        do { return try QRCode(number.text) } catch { return nil }
    }
}
