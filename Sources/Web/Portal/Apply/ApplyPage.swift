import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// The step that an address names: shown with the draft's answers, taken, and on to the next (trang từng bước).
struct ApplyPage {
    let pages: Pages

    func page(_ call: Call) async throws -> Reply {
        let visit = try ApplyVisit(call, pages)
        if call.parameter("step") == ApplyStep.receipt {
            return try await ApplyReceiptPage(pages: pages).page(call, visit)
        }
        let step = try step(call, visit)
        guard let draft = try await visit.draft() else { return .seeOther(.apply(visit.code)) }
        let page = pages.context(call)
        switch step {
        case .papers:
            let view = ApplyPapersPage(page: page, visit: visit, draft: draft, then: call.query[ApplyField.then])
            return .page(view.html())
        case .review: return try ApplyReviewPage(page: page, visit: visit, draft: draft).reply()
        case .variant, .submitter, .place, .form, .result:
            var view = view(step, FieldList(answers: draft.values), draft, visit, page)
            view.then = call.query[ApplyField.then]
            return .page(view.html())
        }
    }

    func taken(_ call: Call, _ form: Form) async throws -> Reply {
        let visit = try ApplyVisit(call, pages)
        let step = try step(call, visit)
        let page = pages.context(call)
        if step == .review || step == .papers { try form.fields.refuseFaults() }
        if step == .review { return try await ApplySubmission(visit: visit).submitted(form, page) }
        guard let draft = try await visit.draft() else { throw Problem(.draftNotFound) }
        if step == .papers { return try await ApplyPapers(visit: visit).taken(form, draft, page) }
        var view = view(step, form.fields, draft, visit, page)
        view.then = form[ApplyField.then]
        var reader = ApplyReader(visit.offer, form.fields, page.texts, form: view.form)
        guard reader.read(step) else {
            view.errors = reader.errors
            return .page(view.html(), .unprocessableContent)
        }
        if step == .submitter, let warning = warning(form, page) {
            view.warning = warning
            return .page(view.html(), .unprocessableContent)
        }
        let next = ApplyStep.following(step, form[ApplyField.then], visit.offer)
        var changes = reader.values
        let fetched = draft.values[ApplyField.result.name]
        if step == .place, fetched == draft.values[ApplyField.competent.name] {
            // Whoever would have fetched the result at the commune goes to the new one, unless they say otherwise.
            changes[ApplyField.result.name] = fetched.flatMap { _ in changes[ApplyField.competent.name] }
        }
        try await visit.save(changes, in: draft, next: next)
        return .seeOther(visit.path(next))
    }

    private func view(
        _ step: ApplyStep, _ typed: FieldList, _ draft: Draft, _ visit: ApplyVisit, _ page: PageContext
    ) -> ApplyView {
        ApplyView(page: page, visit: visit, step: step, typed: typed, form: visit.offer.form(draft.values))
    }

    private func step(_ call: Call, _ visit: ApplyVisit) throws -> ApplyStep {
        guard let step = ApplyStep(rawValue: call.parameter("step")), visit.offer.steps.contains(step) else {
            throw Problem(.notFound)
        }
        return step
    }

    /// What looks wrong with the personal number, said once; sent again as it is, it is taken.
    private func warning(_ form: Form, _ page: PageContext) -> String? {
        let typed = form[ApplyField.number.name] ?? ""
        guard !typed.allSatisfy(\.isWhitespace), form[ApplyField.numberSeen] != PersonalNumber(typed: typed).digits
        else { return nil }
        return NumberWarnings(texts: page.texts, year: pages.now.date.parts.year).words(typed)
    }
}

extension ApplyStep {
    /// Back to the summary where an answer was opened from there, else the next step.
    static func following(_ step: ApplyStep, _ then: String?, _ offer: ApplyOffer) -> ApplyStep {
        then == ApplyStep.review.rawValue ? .review : offer.next(after: step)
    }
}
