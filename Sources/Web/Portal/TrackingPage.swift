import Core
import HTML
import HTTPTypes
import Ledger
import Store
import UseCases

/// Looking a dossier up (tra cứu): the number alone tells one of four words, number and secret the whole story.
struct TrackingPage {
    /// Characters read of a number.
    static let numberMost = 60

    let pages: Pages

    /// The form; with a number in the query, on to that dossier.
    func form(_ call: Call) async throws -> Reply {
        let typed = (call.query["so"] ?? "").trimmingPrefix { $0.isWhitespace }.prefix(TrackingPage.numberMost)
        let page = pages.context(call)
        guard !typed.isEmpty else { return .page(form(page, typed: "", notFound: false)) }
        let row = try await row(String(typed))
        guard let row else { return .page(form(page, typed: String(typed), notFound: true), .notFound) }
        return .seeOther(.tracked(TypedNumber(String(typed), of: row).text))
    }

    /// The whole story where its secret was typed a little while ago; else what anybody may know: no procedure, no
    /// name, no date.
    func dossier(_ call: Call) async throws -> Reply {
        let number = call.parameter("number")
        let page = pages.context(call)
        let opened = try await OwnerCase.find(call, pages)
        if let opened, !opened.isOver {
            let done = call.query[OwnerField.done].flatMap { OwnerAct(rawValue: $0) }
            return .page(StoryPage(page: page, opened: opened, notice: done.flatMap { said($0, opened, page) }).html())
                .keptNowhere
        }
        guard let row = try await row(number) else {
            return .page(form(page, typed: number, notFound: true), .notFound)
        }
        var view = BareDossierView(page: page, row: row, typed: TypedNumber(number, of: row))
        view.then = call.query[OwnerField.then].flatMap { OwnerAct(rawValue: $0) }
        if opened != nil || view.then != nil {
            let words: TextKey = opened == nil ? "tracking.again.needed" : "tracking.again.over"
            view.notice = page.text(words, ["minutes": .number(ApplicantGrants.minutes)])
        }
        return .page(view.html()).keptNowhere
    }

    /// What has just been done; said only while it is so.
    private func said(_ act: OwnerAct, _ opened: OwnerCase, _ page: PageContext) -> Notice? {
        let dossier = opened.dossier
        let isSo: Bool
        switch act {
        case .supplement: isSo = dossier.phase == .submitted || dossier.phase == .processing
        case .withdraw: isSo = dossier.phase == .withdrawn
        case .fetch: isSo = false
        }
        guard isSo else { return nil }
        return Notice(standing: .onTime, lines: [page.text(act.text("done"))], isSaidAloud: true)
    }

    /// Number and secret: counts the try first, then looks; what it opens stands in a sealed cookie, never in an
    /// address.
    func opened(_ call: Call, _ form: Form) async throws -> Reply {
        let number = String(call.parameter("number").prefix(TrackingPage.numberMost))
        if form[OwnerField.wish] == OwnerField.close { return try await closed(call, number) }
        let typed = form[OwnerField.secret] ?? ""
        let page = pages.context(call)
        guard let row = try await row(number) else {
            return .page(self.form(page, typed: number, notFound: true), .notFound)
        }
        var view = BareDossierView(page: page, row: row, typed: TypedNumber(number, of: row))
        view.then = form[OwnerField.then].flatMap { OwnerAct(rawValue: $0) }
        guard typed.contains(where: { !$0.isWhitespace }) else {
            // Nothing was guessed, so no try is counted.
            view.error = page.text("tracking.secret.empty")
            return .page(view.html(), .unprocessableContent)
        }
        let (office, now) = (pages.office, pages.now)
        let outcome = try await office.store.write { transaction in
            var random = SystemRandom()
            return try SecretOpening.open(number, secret: typed, office, now: now, random: &random, in: transaction)
        }
        switch outcome {
        case .opened(let dossier, let generation):
            var grants = OwnerCookie.read(call, pages)
            grants.add(ApplicantGrant(dossier: dossier, generation: generation, given: now))
            let typed = view.typed.text
            let target = view.then.map { Path.ownerAct(typed, $0.rawValue) } ?? Path.tracked(typed)
            return Reply.seeOther(target).setting(try OwnerCookie.cookie(grants, pages))
        case .unknown: return .page(self.form(page, typed: number, notFound: true), .notFound)
        case .wrong:
            view.error = page.text("tracking.secret.wrong")
            return .page(view.html(), .unprocessableContent)
        case .wait(let until):
            view.error = page.text("tracking.secret.wait", ["until": .text(page.moment(until))])
            return .page(view.html(), .tooManyRequests)
        }
    }

    /// Shuts the dossier on this browser.
    private func closed(_ call: Call, _ number: String) async throws -> Reply {
        var grants = OwnerCookie.read(call, pages)
        if let row = try await row(number) { grants.remove(row.stream) }
        return Reply.seeOther(.tracking).setting(try OwnerCookie.cookie(grants, pages))
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
}

/// A dossier by the one of its two numbers that was typed (mã số như đã nhập).
///
/// Why never by the other: the code tells agency and day of reception, and neither number alone may lead to more.
struct TypedNumber {
    /// As it is stored, for addresses and the API.
    let text: String
    /// As people read it.
    let shown: String

    init(_ typed: String, of row: DossierRow) {
        if let code = row.code, DossierCode.readings(typed: typed).contains(code) {
            (text, shown) = (code.text, code.text)
        } else {
            (text, shown) = (row.number.text, row.number.grouped)
        }
    }
}

/// A dossier for whoever knows its number alone, and the field for its secret.
struct BareDossierView {
    let page: PageContext
    let row: DossierRow
    let typed: TypedNumber
    /// What the secret was asked for again for.
    var then: OwnerAct?
    var notice: String?
    var error: String?

    func html() -> [UInt8] {
        let title = page.text(TextKey("tracking.bare.\(row.phase.bareState.rawValue)"))
        return Page(title: title, in: page, hidesSearch: true, isPrivate: true, hasErrors: error != nil).written { p in
            p.put(BackLink(target: Path.tracking.url, words: page.text("tracking.other")), in: page)
            if let error {
                p.put(ErrorSummary(errors: [FieldError(fieldID: OwnerField.secret, message: error)]), in: page)
            }
            if let notice { p.put(Notice(standing: .soon, lines: [notice], isSaidAloud: true), in: page) }
            p.p(page.text("tracking.dossier", ["number": .code(typed.shown)]), .class("hint"))
            p.h1(title)
            p.p(page.text(TextKey("tracking.bare.\(row.phase.bareState.rawValue).detail")), .class("lead"))
            p.postForm(to: Path.tracked(typed.text), in: page, isMain: true) { p in
                if let then { p.input(.type(.hidden), .name(OwnerField.then), .value(then.rawValue)) }
                p.put(
                    Field(
                        kind: .code(isNumeric: false), name: OwnerField.secret, label: page.text("tracking.secret"),
                        hint: page.text("tracking.secret.where"), error: error, width: .digits12, maxLength: 30),
                    in: page)
                p.actions { p in p.put(Button(words: page.text("tracking.open")), in: page) }
            }
        }.bytes
    }
}
