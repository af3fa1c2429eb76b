import Core
import HTML
import Ledger
import Store
import UseCases

/// The door of an application: begins one, or offers the one that was begun before (bắt đầu nộp hồ sơ).
///
/// Why a draft is never opened unasked: the browser may stand in a library or at a help point, where the one before
/// left it.
struct ApplyStartPage {
    private static let goOn = "tiep"
    private static let anew = "moi"

    let pages: Pages

    func page(_ call: Call) async throws -> Reply {
        let visit = try ApplyVisit(call, pages)
        return .page(html(pages.context(call), visit.offer, try await visit.draft()))
    }

    func begun(_ call: Call, _ form: Form) async throws -> Reply {
        let visit = try ApplyVisit(call, pages)
        let draft = try await visit.draft()
        switch (draft, form[ApplyField.wish]) {
        case (let draft?, ApplyStartPage.goOn):
            let step = ApplyStep(rawValue: draft.step).flatMap { visit.offer.steps.contains($0) ? $0 : nil }
            return .seeOther(visit.path(step ?? first(visit)))
        case (let draft?, ApplyStartPage.anew):
            try await discard(draft, of: visit)
            return try await begin(visit)
        case (.some, _): return .seeOther(.apply(visit.code))
        case (nil, _): return try await begin(visit)
        }
    }

    private func first(_ visit: ApplyVisit) -> ApplyStep { visit.offer.steps.first ?? .submitter }

    private func begin(_ visit: ApplyVisit) async throws -> Reply {
        let (office, now, code, step) = (pages.office, pages.now, visit.code, first(visit))
        let known = visit.secret.flatMap { isSecret($0) ? $0 : nil }
        let secret = try await office.store.write { transaction in
            var random = SystemRandom()
            let secret = known ?? Secret(random: &random).text
            _ = try Drafts.begin(
                code, step: step.rawValue, visitor: secret, sealer: office.sealer, now: now, random: &random,
                in: transaction.sql)
            return secret
        }
        return .seeOther(visit.path(step)).setting(ApplyVisit.cookie(secret))
    }

    /// A cookie of another form is replaced, as if there were none.
    private func isSecret(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    /// The draft first, then its key and its files: none of them may go while the draft could still name them.
    private func discard(_ draft: Draft, of visit: ApplyVisit) async throws {
        guard let secret = visit.secret else { return }
        let (office, now) = (pages.office, pages.now)
        let left = try await office.store.write {
            try Drafts.discard(draft.id, visitor: secret, now: now, in: $0.sql)
        }
        guard !left.files.isEmpty else { return }
        try await office.store.write { transaction in
            try office.keyring.destroy(left.dossier.stream, now: now, in: transaction)
        }
        for file in left.files { try await office.store.offload { try office.files.remove(file) } }
    }

    private func html(_ page: PageContext, _ offer: ApplyOffer, _ draft: Draft?) -> [UInt8] {
        let title = page.text("apply.title")
        return Page(title: title, in: page, hidesSearch: true, isPrivate: draft != nil).written { p in
            p.put(BackLink(target: Path.procedure(offer.procedure.code).url), in: page)
            p.h1(title)
            p.p(offer.procedure.name, .class("lead"), .lang("vi"))
            if let draft {
                p.put(
                    Notice(
                        standing: .waiting, title: page.text("apply.begun.title"),
                        lines: [page.text("apply.begun.detail", ["at": .text(page.fullMoment(draft.updated))])]),
                    in: page)
            } else {
                p.ul { p in
                    p.li(page.text("apply.start.papers"))
                    p.li(page.text("apply.start.kept", ["days": .number(Drafts.days)]))
                    p.li(page.text("apply.start.after"))
                }
            }
            p.postForm(to: Path.apply(offer.procedure.code), in: page, isMain: true) { p in
                p.actions { p in
                    if draft == nil {
                        p.put(Button(words: page.text("apply.start")), in: page)
                    } else {
                        p.put(
                            Button(
                                words: page.text("apply.begun.goOn"), name: ApplyField.wish,
                                value: ApplyStartPage.goOn), in: page)
                        p.put(
                            Button(
                                words: page.text("apply.begun.anew"), weight: .second, name: ApplyField.wish,
                                value: ApplyStartPage.anew), in: page)
                    }
                }
            }
        }.bytes
    }
}
