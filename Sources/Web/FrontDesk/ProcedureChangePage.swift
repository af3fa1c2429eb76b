import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// Puts a dossier under another procedure or case before anybody is assigned (đổi thủ tục, trường hợp).
///
/// First which one, by search or among the cases of its own; then why, with the appointment before and after.
struct ProcedureChangePage {
    typealias Name = CounterActFields.Name

    static let hitsMost = 12
    let pages: Pages

    /// What a dossier is to be put under.
    private struct Target {
        var procedure: ProcedureVersion
        var variant: Variant
    }

    func answer(_ call: Call) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        let opened = try await CounterCase.open(call, counter, pages)
        let view = CounterActView(
            page: pages.context(call), catalogue: pages.catalogue, act: .changeProcedure, opened: opened)
        guard opened.acts(of: counter).contains(.changeProcedure) else { return view.notNow(nil) }
        let typed = String((call.query["ma"] ?? "").prefix(CounterSearchPage.typedMax))
        if let target = try target(typed, call.query[ReceptionField.variant.name]) {
            var random = SystemRandom()
            let command = CommandID(hexadecimal(random.bytes(16)))
            var fields = CounterActFields(act: .changeProcedure, opened: opened, typed: nil, texts: view.page.texts)
            fields.changedTo = target.variant
            return .page(form(view, command, fields, target))
        }
        let found = try offered(typed, to: opened)
        return .page(choice(view, typed, found))
    }

    func done(_ call: Call, _ form: Form) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        guard let command = CommandID(formID: form[Name.command]), let seen = form[Name.version].flatMap({ Int($0) }),
            let target = try target(form["ma"] ?? "", form[ReceptionField.variant.name])
        else { throw Problem(.malformed) }
        let opened = try await CounterCase.open(call, counter, pages)
        let after = Reply.seeOther(
            opened.dossier.clock != nil
                ? Path.dossierReceipt(opened.id).with("in", "1")
                : Path.counterDossier(opened.id).with("xong", CounterAct.changeProcedure.rawValue))
        if try await pages.wasDone(command, on: opened.id, by: counter.actor.id) { return after }
        let view = CounterActView(
            page: pages.context(call), catalogue: pages.catalogue, act: .changeProcedure, opened: opened)
        var fields = CounterActFields(
            act: .changeProcedure, opened: opened, typed: form.fields, texts: view.page.texts)
        fields.changedTo = target.variant
        guard case .give(.changeProcedure(let change))? = fields.read() else {
            return .page(self.form(view, command, fields, target), .unprocessableContent)
        }
        do {
            let request = DossierRequest(command: command, actor: counter.actor, seen: seen)
            let (id, code) = (opened.id, target.procedure.code)
            try await pages.carryOut { commands, random in
                _ = try commands.changeProcedure(of: id, to: code, change, request, random: &random)
            }
        } catch {
            guard let words = RefusalNotice(error, in: view.page, papers: target.variant) else { throw error }
            guard opened.acts(of: counter).contains(.changeProcedure) else {
                return view.notNow(words, typed: form.fields)
            }
            return .page(self.form(view, command, fields, target, words.notice), words.status)
        }
        return after
    }

    /// The procedure of a whole code with its case, the only one where none is named; nil where there is a choice.
    private func target(_ code: String, _ variant: String?) throws -> Target? {
        guard let procedure = try pages.catalogue.procedure(ProcedureCode(code)) else { return nil }
        let wanted = variant.map { VariantCode($0) }
        let found = wanted.flatMap { procedure.variant($0) }
        let only = procedure.variants.count == 1 ? procedure.variants.first : nil
        return (found ?? only).map { Target(procedure: procedure, variant: $0) }
    }

    /// The cases of what was typed, or of the dossier's own procedure; only what the same agency settles.
    private func offered(_ typed: String, to opened: CounterCase) throws -> [(ProcedureVersion, Variant)] {
        var procedures: [ProcedureVersion] = []
        if typed.allSatisfy(\.isWhitespace) {
            procedures = [opened.procedure]
        } else if let exact = try pages.catalogue.procedure(ProcedureCode(typed)) {
            procedures = [exact]
        } else {
            procedures = try pages.search.search(typed, most: Self.hitsMost)
                .compactMap { try pages.catalogue.procedure($0.code) }
        }
        let (channel, own) = (opened.dossier.channel, opened.dossier.variant)
        let catalogue = pages.catalogue
        let open = procedures.filter { settles($0, opened) && catalogue.closed($0, to: channel) == nil }
        return open.flatMap { procedure in
            procedure.variants.filter { variant in
                variant.terms(for: channel) != nil
                    && !(procedure.code == opened.procedure.code && variant.code == own)
            }.map { (procedure, $0) }
        }
    }

    private func settles(_ procedure: ProcedureVersion, _ opened: CounterCase) -> Bool {
        let competent = opened.dossier.places.competent
        switch procedure.competence {
        case .agency(let code): return code.holds(competent)
        case .commune: return pages.catalogue.agencies[competent]?.kind == .commune
        case .elsewhere: return false
        }
    }

    private func choice(
        _ view: CounterActView, _ typed: String, _ found: [(ProcedureVersion, Variant)]
    ) -> [UInt8] {
        let (page, opened) = (view.page, view.opened)
        let title = page.text(view.act.key("title"))
        let isAsked = !typed.allSatisfy(\.isWhitespace)
        let error = isAsked && found.isEmpty ? page.text("counter.change.none", ["query": .text(typed)]) : nil
        let items = found.map { procedure, variant in
            LinkList.Item(
                title: variant.name.isEmpty ? procedure.name : variant.name,
                target: view.act.path(opened.id).with("ma", procedure.code.text)
                    .with("truong-hop", variant.code.text).url,
                under: variant.name.isEmpty ? procedure.code.text : "\(procedure.code) · \(procedure.name)")
        }
        return CounterFrame(page: page, counts: opened.counts).written(title, hasErrors: error != nil) { p in
            p.put(BackLink(target: Path.counterDossier(opened.id).url), in: page)
            p.h1(title)
            p.p(page.text(view.act.key("explain")))
            p.div(.class("card")) { $0.put(SummaryList(rows: [now(page, opened)]), in: page) }
            if !isAsked, !items.isEmpty {
                p.h2(page.text("counter.change.cases"))
                p.put(LinkList(items: items), in: page)
            }
            p.h2(page.text("counter.change.other"))
            p.form(.action(view.act.path(opened.id)), .method(.get), .noValidate()) { p in
                p.put(
                    Field(
                        kind: .code(isNumeric: false), name: "ma", label: page.text("counter.choose.label"),
                        hint: page.text("counter.change.hint"), error: error, value: typed,
                        maxLength: CounterSearchPage.typedMax, takesFocus: items.isEmpty), in: page)
                p.actions { p in p.put(Button(words: page.text("counter.choose.find")), in: page) }
            }
            if isAsked, !items.isEmpty {
                p.h2(page.text("counter.choose.found"))
                p.put(LinkList(items: items), in: page)
            }
        }
    }

    private func form(
        _ view: CounterActView, _ command: CommandID, _ fields: CounterActFields, _ target: Target,
        _ notice: Notice? = nil
    ) -> [UInt8] {
        let (page, opened) = (view.page, view.opened)
        let title = page.text(view.act.key("title"))
        var after = SummaryList.Row(page.text("counter.change.after"))
        after.lines = lines(target.procedure, target.variant)
        after.change = view.act.path(opened.id).url
        var rows = [now(page, opened), after]
        if let clock = opened.dossier.clock {
            rows.append(SummaryList.Row(page.text("counter.change.due.now"), page.fullMoment(clock.due)))
            rows.append(SummaryList.Row(page.text("counter.change.due.after"), due(target, opened, clock, page) ?? ""))
        }
        return CounterFrame(page: page, counts: opened.counts).written(title, hasErrors: fields.hasErrors) { p in
            p.div(.class("measure")) { p in
                p.put(BackLink(target: Path.counterDossier(opened.id).url), in: page)
                if let notice { p.put(notice, in: page) }
                p.put(ErrorSummary(errors: fields.faults), in: page)
                p.h1(title)
                p.div(.class("card")) { $0.put(SummaryList(rows: rows), in: page) }
                p.p(page.text("counter.change.papers"))
                p.postForm(to: view.act.path(opened.id), in: page, isMain: true) { p in
                    for (name, value) in [
                        (Name.command, command.text), (Name.version, String(opened.dossier.version)),
                        ("ma", target.procedure.code.text), (ReceptionField.variant.name, target.variant.code.text),
                    ] { p.input(.type(.hidden), .name(name), .value(value)) }
                    for field in fields.fields { p.put(field, in: page) }
                    p.actions { p in
                        let words = page.text(view.act.key(fields.isReceived ? "button" : "title"))
                        p.put(Button(words: words, key: "Ctrl+Enter"), in: page)
                        p.a(.href(Path.counterDossier(opened.id))) { $0.text(page.text("form.cancel")) }
                    }
                }
            }
        }
    }

    private func now(_ page: PageContext, _ opened: CounterCase) -> SummaryList.Row {
        var row = SummaryList.Row(page.text("counter.change.now"))
        row.lines = opened.variant.map { lines(opened.procedure, $0) } ?? [opened.procedure.name]
        return row
    }

    private func lines(_ procedure: ProcedureVersion, _ variant: Variant) -> [String] {
        [procedure.name, variant.name, procedure.code.text]
    }

    /// When it would be due, counted from the same reception; nil where the calendar does not reach so far.
    private func due(_ target: Target, _ opened: CounterCase, _ clock: DossierClock, _ page: PageContext) -> String? {
        let (places, channel) = (opened.dossier.places, opened.dossier.channel)
        guard let terms = target.variant.terms(for: channel) else { return nil }
        let context = DeadlineContext(
            calendar: pages.catalogue.calendar, site: SiteID(places.competent.text),
            resultSite: SiteID(places.result.text), channel: channel, settings: pages.office.rules.deadlines)
        do {
            return page.fullMoment(try Deadline.dueInstant(of: terms.limit, received: clock.received, in: context))
        } catch { return nil }
    }
}
