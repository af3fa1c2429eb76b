import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// Receives a dossier at the counter in one form (tiếp nhận trực tiếp): shown, checked, received, on to the receipt.
struct ReceptionPage {
    let pages: Pages

    /// The form with what is usual filled in; a choice of cases first where there are several.
    func form(_ call: Call) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        let procedure = try procedure(call)
        let page = pages.context(call)
        let frame = try await frame(page, counter)
        let wanted = call.query[ReceptionField.variant.name].map { VariantCode($0) }
        guard let variant = wanted.flatMap({ procedure.variant($0) }) ?? only(procedure.variants) else {
            return .page(choice(frame, procedure))
        }
        let offer = ReceptionOffer(procedure, variant, counter, pages.catalogue)
        if let refusal = offer.refusal { return try refused(frame, procedure, refusal) }
        var random = SystemRandom()
        let command = CommandID(hexadecimal(random.bytes(16)))
        let view = ReceptionView(
            frame: frame, offer: offer, typed: offer.usual(command: command), preview: preview(offer, page))
        return .page(view.html())
    }

    /// Receives it; a repeated sending of the same form leads to the same receipt.
    func received(_ call: Call, _ form: Form) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        let procedure = try procedure(call)
        guard let command = CommandID(formID: form[ReceptionField.command.name]) else { throw Problem(.malformed) }
        guard let variant = procedure.variant(VariantCode(form[ReceptionField.variant.name] ?? "")) else {
            throw Problem(.notFound)
        }
        let page = pages.context(call)
        let frame = try await frame(page, counter)
        let offer = ReceptionOffer(procedure, variant, counter, pages.catalogue)
        var view = ReceptionView(frame: frame, offer: offer, typed: form.fields, preview: preview(offer, page))
        var reader = ReceptionReader(offer, form.fields, page.texts)
        guard let draft = reader.read() else {
            view.errors = reader.errors
            return .page(view.html(), .unprocessableContent)
        }
        let warnings = warnings(form.fields, page)
        let number = PersonalNumber(typed: form[ReceptionField.number.name] ?? "").digits
        if !warnings.isEmpty, form[ReceptionField.numberSeen.name] != number {
            view.warnings = warnings
            view.numberSeen = number
            return .page(view.html(), .unprocessableContent)
        }
        do {
            let stream = try await receive(draft, procedure.code, command, by: counter)
            return .seeOther(Path.dossierReceipt(stream).with("in", "1"))
        } catch {
            guard let words = RefusalNotice(error, in: page, papers: variant) else { throw error }
            view.refusal = words.notice
            return .page(view.html(), words.status)
        }
    }

    private func receive(
        _ draft: ReceptionDraft, _ code: ProcedureCode, _ command: CommandID, by counter: CounterOfficer
    ) async throws -> DossierID {
        let (office, now, actor) = (pages.office, pages.now, counter.actor)
        return try await office.store.write { transaction in
            var random = SystemRandom()
            let stream = DossierID(hexadecimal(random.bytes(16)))
            let submission = draft.submission(SubmissionNumber(random: &random))
            return try DossierCommands(office, now: now, in: transaction).receiveAtCounter(
                submission, procedure: code, fee: draft.fee, as: stream,
                DossierRequest(command: command, actor: actor), random: &random
            ).stream
        }
    }

    private func procedure(_ call: Call) throws -> ProcedureVersion {
        guard let procedure = try pages.catalogue.procedure(ProcedureCode(call.parameter("code"))) else {
            throw Problem(.notFound)
        }
        return procedure
    }

    private func frame(_ page: PageContext, _ counter: CounterOfficer) async throws -> CounterFrame {
        let now = pages.now
        let counts = try await pages.office.store.read { try counter.counts(now: now, in: $0) }
        return CounterFrame(page: page, counts: counts, place: .reception)
    }

    private func only(_ variants: [Variant]) -> Variant? { variants.count == 1 ? variants.first : nil }

    private func warnings(_ typed: FieldList, _ page: PageContext) -> [String] {
        let warnings = NumberWarnings(texts: page.texts, year: pages.now.date.parts.year)
        guard let number = typed[ReceptionField.number.name], !number.allSatisfy(\.isWhitespace) else { return [] }
        return [warnings.words(number)].compactMap { $0 }
    }

    /// When the result would be due if it were received this moment; nil where the calendar does not reach so far.
    private func preview(_ offer: ReceptionOffer, _ page: PageContext) -> String? {
        guard let channel = offer.channels.first, let terms = offer.variant.terms(for: channel),
            let site = offer.usualCompetent(offer.intakes.first?.code) ?? offer.competents.first?.code
        else { return nil }
        let context = DeadlineContext(
            calendar: pages.catalogue.calendar, site: SiteID(site.text),
            resultSite: offer.intakes.first.map { SiteID($0.code.text) }, channel: channel,
            settings: pages.office.rules.deadlines)
        do {
            return page.fullMoment(try Deadline.dueInstant(of: terms.limit, received: pages.now, in: context))
        } catch { return nil }
    }

    private func choice(_ frame: CounterFrame, _ procedure: ProcedureVersion) -> [UInt8] {
        let page = frame.page
        let title = page.text("counter.variant.title")
        return frame.written(title) { p in
            p.put(BackLink(target: Path.reception.url), in: page)
            p.p(procedure.name, .class("hint"), .lang("vi"))
            p.h1(title)
            p.ul(.class("plain links"), .lang("vi")) { p in
                for (index, variant) in procedure.variants.enumerated() {
                    let path = Path.reception(of: procedure.code)
                        .with("truong-hop", variant.code.text)
                    p.li { p in
                        p.a(.href(path), .autofocus(index == 0)) { p in
                            p.text(variant.name.isEmpty ? variant.code.text : variant.name)
                        }
                    }
                }
            }
        }
    }

    private func refused(
        _ frame: CounterFrame, _ procedure: ProcedureVersion, _ refusal: UseCaseRefusal
    ) throws -> Reply {
        guard let words = RefusalNotice(refusal, in: frame.page) else { throw refusal }
        let html = frame.written(procedure.name) { p in
            p.put(BackLink(target: Path.reception.url), in: frame.page)
            p.h1(procedure.name, .lang("vi"))
            p.put(words.notice, in: frame.page)
        }
        return .page(html, words.status)
    }
}

extension CommandID {
    /// The hidden id of a form as one of our pages wrote it: 32 hexadecimal digits; nil for anything else.
    init?(formID: String?) {
        guard let formID, formID.utf8.count == 32,
            formID.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.init(formID)
    }
}
