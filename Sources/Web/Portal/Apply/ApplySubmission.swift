import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// Hands a draft in (nộp hồ sơ): the dossier and the end of the draft are one transaction, so that a second click finds
/// the receipt of the first.
struct ApplySubmission {
    let visit: ApplyVisit

    private var pages: Pages { visit.pages }

    func submitted(_ form: Form, _ page: PageContext) async throws -> Reply {
        guard let secret = visit.secret, let draft = try await visit.draft(form[ApplyField.draft]) else {
            throw Problem(.draftNotFound)
        }
        let receipt = Reply.seeOther(visit.receipt(draft.id)).setting(ApplyVisit.cookie(secret))
        if draft.submitted != nil { return receipt }
        var review = ApplyReviewPage(page: page, visit: visit, draft: draft)
        guard ApplyReviewPage.incomplete(draft, visit.offer, page.texts) == nil,
            let variant = visit.offer.variant(draft.values), let places = visit.offer.places(draft.values),
            let way = draft.values[ApplyField.way.name].flatMap({ ResultWay(rawValue: $0) })
        else { return try review.reply() }
        do {
            try await handIn(draft, secret, variant, places, way)
        } catch AccessRefusal.draftSubmitted {
            return receipt
        } catch {
            guard let words = RefusalNotice(error, in: page) else { throw error }
            review.notice = words.notice
            review.status = words.status
            return try review.reply()
        }
        try await removeUnused(draft, variant)
        return receipt
    }

    private func handIn(
        _ draft: Draft, _ secret: String, _ variant: Variant, _ places: Places, _ way: ResultWay
    ) async throws {
        let (office, now, code) = (pages.office, pages.now, visit.code)
        var personal = personal(draft.values, way)
        for field in variant.form { personal[field.key] = draft.values[AnswerFields.name(of: field.key)] }
        let components = components(draft, variant)
        personal.merge(draft.names(of: components))
        let told = personal
        // The same person that later opens the dossier by its secret.
        let actor = ApplicantActor.of(draft.dossier, office)
        try await office.store.write { transaction in
            var random = SystemRandom()
            let submission = Submission(
                number: SubmissionNumber(random: &random), variant: variant.code, channel: .online, places: places,
                resultWay: way, components: components, personal: told)
            _ = try DossierCommands(office, now: now, in: transaction).submit(
                submission, procedure: code, as: draft.dossier,
                DossierRequest(command: CommandID(draft.id.text), actor: actor), random: &random)
            try Drafts.submitted(draft.id, visitor: secret, now: now, in: transaction.sql)
        }
    }

    private func personal(_ values: [String: String], _ way: ResultWay) -> Personal {
        var personal = Personal()
        func value(_ field: ApplyField) -> String? { values[field.name] }
        personal[.submitterName] = value(.name)
        personal[.submitterNumber] = value(.number)
        personal[.submitterPhone] = value(.phone)
        personal[.submitterEmail] = value(.email)
        personal[.submitterAddress] = value(.address)
        let isOther = value(.owner) == ApplyField.ownerOther
        personal[.ownerName] = value(isOther ? .ownerName : .name)
        personal[.ownerNumber] = value(isOther ? .ownerNumber : .number)
        personal[.ownerAddress] = value(isOther ? .ownerAddress : .address)
        if way == .post { personal[.resultAddress] = value(.resultAddress) }
        return personal
    }

    /// Papers that have files; the counter asks for the others, once and in full.
    private func components(_ draft: Draft, _ variant: Variant) -> [ComponentGiven] {
        variant.components.filter { $0.kind == .submit }.compactMap { paper in
            let files = draft.files.filter { $0.component == paper.code }.compactMap(\.given)
            return files.isEmpty ? nil : ComponentGiven(component: paper.code, files: files)
        }
    }

    /// Files sent for a case that was changed afterwards belong to nothing now.
    private func removeUnused(_ draft: Draft, _ variant: Variant) async throws {
        let office = pages.office
        let used = Set(components(draft, variant).flatMap { $0.files.map(\.file) })
        try await office.forget(draft.files.map(\.file).filter { !used.contains($0) })
    }
}
