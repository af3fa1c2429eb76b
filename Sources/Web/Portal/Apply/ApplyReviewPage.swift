import Core
import HTML
import HTTPTypes
import UseCases

/// Everything once more before it is handed in, each answer with the way to change it (xem lại hồ sơ).
struct ApplyReviewPage {
    let page: PageContext
    let visit: ApplyVisit
    let draft: Draft
    /// Why it was not taken.
    var notice: Notice?
    var status = HTTPResponse.Status.ok

    private var offer: ApplyOffer { visit.offer }

    /// The summary; the first step that still lacks an answer, where one does.
    func reply() throws -> Reply {
        if let step = ApplyReviewPage.incomplete(draft, offer, page.texts) { return .seeOther(visit.path(step)) }
        return .page(html(), status)
    }

    /// The first step whose answers are not all there.
    static func incomplete(_ draft: Draft, _ offer: ApplyOffer, _ texts: Texts) -> ApplyStep? {
        let form = offer.form(draft.values)
        let typed = FieldList(draft: draft, form)
        return offer.steps.first { step in
            var reader = ApplyReader(offer, typed, texts, form: form)
            return !reader.read(step)
        }
    }

    private func html() -> [UInt8] {
        let missing = offer.papers(draft.values).filter { paper in
            offer.needs(paper, draft.values) && !draft.files.contains { $0.component == paper.code }
        }
        return ApplyFrame(page: page, visit: visit, step: .review, notice: notice).written { p in
            p.p(page.text("apply.review.lead"))
            if !missing.isEmpty {
                p.put(
                    Notice(
                        standing: .soon, title: page.text("apply.review.missing"),
                        lines: missing.map(\.name) + [page.text("apply.review.missing.detail")]), in: page)
            }
            p.put(SummaryList(rows: rows), in: page)
            p.p(page.text("apply.review.declare"))
            p.postForm(to: visit.path(.review), in: page, isMain: true) { p in
                p.input(.type(.hidden), .name(ApplyField.draft), .value(draft.id.text))
                p.actions { p in p.put(Button(words: page.text("apply.submit")), in: page) }
            }
        }
    }

    private var rows: [SummaryList.Row] {
        let variant = offer.variant(draft.values)
        var rows = [SummaryList.Row(page.text("apply.row.procedure"), offer.procedure.name)]
        if offer.variants.count > 1 { rows.append(row(.variant, variant?.name ?? "", at: .variant)) }
        for field in [ApplyField.name, .number, .phone, .email, .address] {
            rows.append(row(field, value(field), at: .submitter))
        }
        rows += owner
        let place = offer.name(offer.competent(draft.values))
        rows.append(
            SummaryList.Row(
                page.text(ApplyField.competent.label), place, change: offer.communes.isEmpty ? nil : change(.place)))
        rows += answers
        rows += offer.papers(draft.values).map { paper in
            var row = SummaryList.Row(paper.name, change: change(.papers))
            row.lines = draft.files.filter { $0.component == paper.code }.map(\.name)
            if row.lines.isEmpty {
                let isDeclared = variant?.declaredOnline == paper.code
                row.lines = [page.text(isDeclared ? "papers.declared" : "apply.row.noFile")]
            }
            return row
        }
        rows.append(row(.way, page.text(TextKey("apply.way.\(value(.way))")), at: .result))
        if value(.way) == ResultWay.post.rawValue {
            rows.append(row(.resultAddress, value(.resultAddress), at: .result))
        }
        rows.append(row(.result, offer.name(offer.places(draft.values)?.result), at: .result))
        return rows + terms(variant)
    }

    /// Every question of the form, also those left out: a summary that hides them could not be checked.
    private var answers: [SummaryList.Row] {
        offer.form(draft.values).map { field in
            let answer = draft.values[AnswerFields.name(of: field.key)] ?? ""
            var row = AnswerRows(page: page, form: []).row(field, answer)
            row.change = change(.form)
            return row
        }
    }

    private var owner: [SummaryList.Row] {
        guard value(.owner) == ApplyField.ownerOther else {
            return [row(.owner, page.text(TextKey("apply.owner.\(ApplyField.ownerSelf)")), at: .submitter)]
        }
        return [ApplyField.ownerName, .ownerNumber, .ownerAddress].map { row($0, value($0), at: .submitter) }
    }

    /// What it will take, so that nobody hands in without knowing.
    private func terms(_ variant: Variant?) -> [SummaryList.Row] {
        guard let terms = variant?.terms(for: .online) else { return [] }
        let words = ProcedureWords(page: page)
        return [words.limitRow([terms], of: offer.procedure), words.feeRow([terms], of: offer.procedure)]
    }

    private func value(_ field: ApplyField) -> String { draft.values[field.name] ?? "" }

    private func row(_ field: ApplyField, _ value: String, at step: ApplyStep) -> SummaryList.Row {
        SummaryList.Row(page.text(field.label), value, change: change(step))
    }

    private func change(_ step: ApplyStep) -> SafeURL {
        visit.path(step).with("ve", ApplyStep.review.rawValue).url
    }
}
