import Core
import HTML
import HTTPTypes
import Ledger
import Store
import UseCases

/// Looking a dossier up (tra cứu): the number alone tells one of four words, number and secret the whole story.
struct TrackingPage {
    let pages: Pages

    /// The form; with a number in the query, on to that dossier.
    func form(_ call: Call) async throws -> Reply {
        let typed = (call.query["so"] ?? "").trimmingPrefix { $0.isWhitespace }.prefix(60)
        let page = pages.context(call)
        guard !typed.isEmpty else { return .page(form(page, typed: "", notFound: false)) }
        let row = try await row(String(typed))
        guard let row else { return .page(form(page, typed: String(typed), notFound: true), .notFound) }
        return .seeOther(.tracked(row.code?.text ?? row.number.text))
    }

    /// What anybody may know: no procedure, no name, no date.
    func bare(_ call: Call) async throws -> Reply {
        let number = call.parameter("number")
        let page = pages.context(call)
        guard let row = try await row(number) else {
            return .page(form(page, typed: number, notFound: true), .notFound)
        }
        return .page(bare(page, row, error: nil))
    }

    /// Number and secret: counts the try first, then looks.
    func opened(_ call: Call, _ form: Form) async throws -> Reply {
        let number = call.parameter("number")
        let typed = form["bi-mat"] ?? ""
        let page = pages.context(call)
        let found = try await row(number)
        let office = pages.office
        let now = pages.now
        let admission = try await office.store.write { transaction in
            var random = SystemRandom()
            return try SecretTries.admit(
                found?.stream, number: number, sealer: office.sealer, now: now, random: &random, in: transaction.sql)
        }
        guard let row = found else { return .page(self.form(page, typed: number, notFound: true), .notFound) }
        if case .wait(let until) = admission {
            let words = page.text("tracking.secret.wait", ["until": .text(page.moment(until))])
            return .page(bare(page, row, error: words), .tooManyRequests)
        }
        let story = try await office.store.read { try DossierStories(office).events(of: row.stream, $0) }
        guard let dossier = DossierStories.fold(story),
            office.secrets.secret(of: row.stream.stream, generation: dossier.secretGeneration).matches(typed)
        else { return .page(bare(page, row, error: page.text("tracking.secret.wrong")), .unprocessableContent) }
        return .page(StoryPage(pages: pages).html(page, row, dossier, story))
    }

    private func row(_ typed: String) async throws -> DossierRow? {
        try await pages.office.store.read { try DossierFinding.row(typed: typed, in: $0) }
    }

    private func form(_ page: PageContext, typed: String, notFound: Bool) -> [UInt8] {
        Page(title: page.text("tracking.title"), in: page, hidesSearch: true, hasErrors: notFound).written { p in
            let error = notFound ? page.text("tracking.notFound") : nil
            if let error { p.put(ErrorSummary(errors: [FieldError(fieldID: "so", message: error)]), in: page) }
            p.h1(page.text("tracking.title"))
            p.p(page.text("tracking.lead"), .class("lead"))
            p.form(.action(Path.tracking), .method(.get), .noValidate()) { p in
                p.put(
                    Field(
                        kind: .code(isNumeric: false), name: "so", label: page.text("tracking.number"),
                        hint: page.text("tracking.number.where"), error: error, value: typed, maxLength: 60,
                        takesFocus: true), in: page)
                p.actions { p in p.put(Button(words: page.text("tracking.look")), in: page) }
            }
        }.bytes
    }

    private func bare(_ page: PageContext, _ row: DossierRow, error: String?) -> [UInt8] {
        let title = page.text(TextKey("tracking.bare.\(row.phase.bareState.rawValue)"))
        let shown = row.code?.text ?? row.number.grouped
        return Page(title: title, in: page, hidesSearch: true, isPrivate: true, hasErrors: error != nil).written { p in
            p.put(BackLink(target: Path.tracking.url, words: page.text("tracking.other")), in: page)
            if let error { p.put(ErrorSummary(errors: [FieldError(fieldID: "bi-mat", message: error)]), in: page) }
            p.p(page.text("tracking.dossier", ["number": .code(shown)]), .class("hint"))
            p.h1(title)
            p.p(page.text(TextKey("tracking.bare.\(row.phase.bareState.rawValue).detail")), .class("lead"))
            p.postForm(to: Path.tracked(row.code?.text ?? row.number.text), in: page, isMain: true) { p in
                p.put(
                    Field(
                        kind: .code(isNumeric: false), name: "bi-mat", label: page.text("tracking.secret"),
                        hint: page.text("tracking.secret.where"), error: error, width: .digits12, maxLength: 30),
                    in: page)
                p.actions { p in p.put(Button(words: page.text("tracking.open")), in: page) }
            }
        }.bytes
    }
}
