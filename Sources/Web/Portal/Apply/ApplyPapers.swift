import Core
import HTML
import HTTPTypes
import Ledger
import Store
import UseCases

/// Takes the files of an application: encrypted under the future dossier's key before anything is written down.
struct ApplyPapers {
    /// The button that takes files and stays.
    static let attach = "tai-len"

    let visit: ApplyVisit

    func taken(_ form: Form, _ draft: Draft, _ page: PageContext) async throws -> Reply {
        guard let secret = visit.secret else { throw Problem(.draftNotFound) }
        let uploads = DraftUploads(pages: visit.pages, visitor: secret, draft: draft.id, stream: draft.dossier)
        let papers = visit.offer.papers(draft.values).map { (paper: $0.code, field: ApplyField.files($0.code)) }
        let errors = try await uploads.take(form, for: papers, page)
        if let removed = form[ApplyField.remove] { try await uploads.detach(removed, among: draft.files) }
        if !errors.isEmpty {
            let now = try await visit.draft() ?? draft
            var view = ApplyPapersPage(page: page, visit: visit, draft: now, then: form[ApplyField.then])
            view.errors = errors
            return .page(view.html(), .unprocessableContent)
        }
        let stays = form[ApplyField.remove] != nil || form[ApplyField.wish] == ApplyPapers.attach
        if stays {
            let then = form[ApplyField.then] == ApplyStep.review.rawValue ? ApplyStep.review.rawValue : nil
            return .seeOther(visit.path(.papers).with("ve", then))
        }
        let next = ApplyStep.following(.papers, form[ApplyField.then], visit.offer)
        try await visit.save([:], in: draft, next: next)
        return .seeOther(visit.path(next))
    }
}
