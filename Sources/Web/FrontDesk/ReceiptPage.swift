import Core
import HTML
import Ledger
import Store
import UseCases

/// The printed receipt with the date of the result (giấy tiếp nhận hồ sơ và hẹn trả kết quả, mẫu 01).
///
/// In Vietnamese whatever language the officer reads: it is a paper of the state.
struct ReceiptPage {
    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        let opened = try await CounterCase.open(call, counter, pages)
        var page = pages.context(call)
        if let vietnamese = pages.texts[.vietnamese] { page.texts = vietnamese }
        let secret = secret(of: opened, for: counter.actor)
        guard let code = opened.dossier.code, let clock = opened.dossier.clock else {
            guard let secret else { return .seeOther(.counterDossier(opened.id)) }
            let slip = SecretSlip(page: page, catalogue: pages.catalogue, opened: opened, secret: secret)
            return .page(paper(call, page, opened, "counter.slip.title", .usual).written { slip.write(&$0) }.bytes)
        }
        let (office, dossier) = (pages.office, opened.id)
        let mark = try await office.store.read { try RecordMark.of(dossier, office.reader, $0).received }
        let receipt = ReceiptPaper(
            page: page, catalogue: pages.catalogue, opened: opened, code: code, clock: clock, secret: secret,
            mark: mark, site: SiteAddress(host: call.host, isSecure: pages.isSecure),
            hasProofSquare: !isLarge(call))
        let paper = paper(call, page, opened, "counter.receipt.title", receipt.density)
        return .page(paper.written { receipt.write(&$0) }.bytes)
    }

    private func paper(
        _ call: Call, _ page: PageContext, _ opened: CounterCase, _ title: TextKey, _ density: Paper.Density
    ) -> Paper {
        let isLarge = self.isLarge(call)
        let here = Path.dossierReceipt(opened.id)
        return Paper(
            page: page, title: page.text(title), format: isLarge ? .a4Large : .a5, density: density,
            back: Path.frontDesk.url, otherFormat: isLarge ? here.url : here.with("kho", "lon").url,
            printsAtOnce: call.query["in"] == "1")
    }

    private func isLarge(_ call: Call) -> Bool { call.query["kho"] == "lon" }

    /// The secret in force, only on the day it was given at a counter and only to whoever may give one; later a new
    /// one is given instead.
    private func secret(of opened: CounterCase, for actor: Actor) -> PrintedSecret? {
        let dossier = opened.dossier
        guard DossierPermission.permits(actor, .renewSecret, on: dossier, step: nil) else { return nil }
        let given: Instant?
        if dossier.secretGeneration == 0 {
            given = dossier.channel == .online ? nil : dossier.clock?.received
        } else {
            given = opened.story.last { $0.event.change.kind == .secretRenewed }?.event.at
        }
        guard let given, given.date == pages.now.date else { return nil }
        let secret = pages.office.secrets.secret(of: opened.id.stream, generation: dossier.secretGeneration)
        return PrintedSecret(words: secret.grouped, at: given)
    }
}

/// A secret as a paper shows it, and when it was given.
struct PrintedSecret {
    var words: String
    var at: Instant
}
