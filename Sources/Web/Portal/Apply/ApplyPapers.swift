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
        let papers = visit.offer.papers(draft.values)
        var errors = form.refused.map { refused in
            FieldError(fieldID: refused.field, message: ApplyPapers.words(refused, page))
        }
        for paper in papers {
            for file in form.files(ApplyField.files(paper.code)) {
                do { try await attach(file, for: paper.code, to: draft, secret) } catch let refusal as AccessRefusal {
                    errors.append(try fault(refusal, file, page))
                }
            }
        }
        if let removed = form[ApplyField.remove] { try await detach(removed, from: draft, secret) }
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

    private func attach(
        _ file: UploadedFile, for paper: ComponentCode, to draft: Draft, _ secret: String
    ) async throws {
        let (office, now) = (visit.pages.office, visit.pages.now)
        let key = try await office.store.write { transaction in
            var random = SystemRandom()
            return try office.keyring.keyForWriting(draft.dossier.stream, now: now, random: &random, in: transaction)
        }
        let id = try await office.store.offload {
            var random = SystemRandom()
            return try office.files.put(file.bytes, key: key, random: &random)
        }
        let kept = DraftFile(
            file: id, component: paper, name: file.name, kind: file.kind.contentType, bytes: file.bytes.count)
        do {
            try await office.store.write { transaction in
                var random = SystemRandom()
                try Drafts.attach(
                    kept, to: draft.id, visitor: secret, sealer: office.sealer, now: now, random: &random,
                    in: transaction.sql)
            }
        } catch let refusal as AccessRefusal {
            try await office.store.offload { try office.files.remove(id) }
            throw refusal
        }
    }

    /// A file that is gone already was taken off by an earlier click.
    private func detach(_ file: String, from draft: Draft, _ secret: String) async throws {
        let (office, now) = (visit.pages.office, visit.pages.now)
        guard let known = draft.files.first(where: { $0.file.text == file })?.file else { return }
        do {
            try await office.store.write {
                try Drafts.detach(known, from: draft.id, visitor: secret, now: now, in: $0.sql)
            }
        } catch AccessRefusal.draftFileUnknown { return }
        try await office.store.offload { try office.files.remove(known) }
    }

    /// What is said beside the paper; what is not about a file goes on.
    private func fault(_ refusal: AccessRefusal, _ file: UploadedFile, _ page: PageContext) throws -> FieldError {
        switch refusal {
        case .draftFilesTooMany(let most):
            return FieldError(
                fieldID: file.field,
                message: page.text("apply.file.tooMany", ["file": .text(file.name), "most": .number(most)]))
        case .draftFilesTooLarge(let most):
            let megabytes = most / (1024 * 1024)
            return FieldError(
                fieldID: file.field,
                message: page.text("apply.file.together", ["file": .text(file.name), "most": .number(megabytes)]))
        case .loginMalformed, .loginTaken, .accountExists, .name, .label, .password, .accountUnknown, .tokenUnknown,
            .draftFileUnknown, .accountClosed, .alreadyBegun, .linkUnusable, .tokensTooMany, .tokenDays, .formNotOurs,
            .formTooLarge, .draftTooLarge, .draftUnknown, .draftSubmitted, .draftsTooMany, .draftValuesTooMany,
            .idempotencyKeyMalformed, .idempotencyKeyReused:
            throw refusal
        }
    }

    private static func words(_ refused: RefusedFile, _ page: PageContext) -> String {
        let name = refused.name.isEmpty ? "…" : refused.name
        switch refused.reason {
        case .empty: return page.text("apply.file.empty", ["file": .text(name)])
        case .wrongKind: return page.text("apply.file.wrongKind", ["file": .text(name)])
        case .tooLarge(let most):
            return page.text("apply.file.tooLarge", ["file": .text(name), "most": .number(most / (1024 * 1024))])
        }
    }
}
