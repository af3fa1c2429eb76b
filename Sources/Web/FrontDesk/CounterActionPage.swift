import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// Asks once more, then does one act of the counter with the version its officer saw (trang xác nhận ở quầy).
struct CounterActionPage {
    let pages: Pages
    let act: CounterAct

    func form(_ call: Call) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        let opened = try await CounterCase.open(call, counter, pages)
        let page = pages.context(call)
        guard opened.acts(of: counter).contains(act) else { return notNow(page, opened, nil) }
        var random = SystemRandom()
        let command = CommandID(hexadecimal(random.bytes(16)))
        let fields = CounterActFields(act: act, opened: opened, typed: nil, texts: page.texts)
        return .page(html(page, opened, command, fields.fields))
    }

    func done(_ call: Call, _ form: Form) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        guard let command = CommandID(formID: form[ReceptionField.command.name]),
            let seen = form["phien-ban"].flatMap({ Int($0) })
        else { throw Problem(.malformed) }
        let opened = try await CounterCase.open(call, counter, pages)
        let page = pages.context(call)
        var fields = CounterActFields(act: act, opened: opened, typed: form.fields, texts: page.texts)
        guard let intent = fields.read() else {
            return .page(html(page, opened, command, fields.fields), .unprocessableContent)
        }
        do {
            try await carryOut(
                intent, on: opened.id, DossierRequest(command: command, actor: counter.actor, seen: seen))
        } catch {
            guard let words = RefusalNotice(error, in: page) else { throw error }
            guard opened.acts(of: counter).contains(act) else { return notNow(page, opened, words) }
            // The page now shows what the other one did, with the version that has it: sending again is a choice.
            return .page(html(page, opened, command, fields.fields, words.notice), words.status)
        }
        switch act {
        case .receive: return .seeOther(Path.dossierReceipt(opened.id).with("in", "1"))
        case .askCompletion, .refuse, .handOver:
            return .seeOther(Path.counterDossier(opened.id).with("xong", act.rawValue))
        }
    }

    private func carryOut(_ intent: CounterIntent, on id: DossierID, _ request: DossierRequest) async throws {
        let (office, now) = (pages.office, pages.now)
        try await office.store.write { transaction in
            var random = SystemRandom()
            let commands = DossierCommands(office, now: now, in: transaction)
            switch intent {
            case .receive(let fee): _ = try commands.receive(id, fee: fee, request, random: &random)
            case .give(let command): _ = try commands.give(command, to: id, request, random: &random)
            }
        }
    }

    private func html(
        _ page: PageContext, _ opened: CounterCase, _ command: CommandID, _ fields: [Field], _ notice: Notice? = nil
    ) -> [UInt8] {
        let hasErrors = fields.contains { $0.error != nil }
        let title = page.text(act.key("title"))
        return CounterFrame(page: page, counts: opened.counts).written(title, hasErrors: hasErrors) { p in
            if let notice { p.put(notice, in: page) }
            p.put(
                ConfirmPage(
                    title: title, explanation: [page.text(act.key("explain"))], facts: facts(page, opened),
                    confirm: page.text(act.key("button")), isDangerous: act == .refuse,
                    action: act.path(opened.id).url, back: Path.counterDossier(opened.id).url,
                    values: [
                        (name: ReceptionField.command.name, value: command.text),
                        (name: "phien-ban", value: String(opened.dossier.version)),
                    ], fields: fields), in: page)
        }
    }

    /// Said where the dossier's state, or the officer's role, no longer allows the act.
    private func notNow(_ page: PageContext, _ opened: CounterCase, _ words: RefusalNotice?) -> Reply {
        let title = page.text("counter.notNow.title")
        let html = CounterFrame(page: page, counts: opened.counts).written(title) { p in
            p.put(BackLink(target: Path.counterDossier(opened.id).url), in: page)
            p.h1(title)
            let phase = page.text(TextKey("counter.phase.\(opened.dossier.phase.rawValue)"))
            p.put(
                words?.notice
                    ?? Notice(
                        standing: .soon,
                        lines: [page.text("counter.notNow.detail", ["phase": .strong(phase)])], isSaidAloud: true),
                in: page)
        }
        return .page(html, .conflict)
    }

    private func facts(_ page: PageContext, _ opened: CounterCase) -> [SummaryList.Row] {
        [
            SummaryList.Row(page.text("counter.column.code"), opened.shownCode, isCode: true),
            SummaryList.Row(page.text("counter.column.what"), opened.procedure.name),
            SummaryList.Row(page.text("counter.column.who"), opened.personal(.submitterName)),
            SummaryList.Row(
                page.text("counter.field.co-quan"),
                pages.catalogue.agencies[opened.dossier.places.competent]?.name ?? ""),
        ]
    }
}
