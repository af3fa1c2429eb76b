import Core
import HTML
import HTTPTypes
import Ledger
import Store
import UseCases

/// One act on a dossier: asks what it needs, then does it once with the version its officer saw (trang thao tác).
struct DeskActionPage {
    let pages: Pages
    let call: Call

    func form() async throws -> Reply {
        let act = try act()
        let officer = try call.officer()
        let opened = try await DeskCase.open(call, officer, pages)
        let page = pages.context(call)
        guard opened.acts(of: officer.actor, now: pages.now).contains(act) else {
            return notNow(page, act, opened, officer)
        }
        var random = SystemRandom()
        let command = CommandID(hexadecimal(random.bytes(16)))
        let fields = try await fields(act, opened, officer, page, typed: nil)
        return .page(html(page, opened, officer, command, fields))
    }

    func done(_ form: Form) async throws -> Reply {
        let act = try act()
        let officer = try call.officer()
        guard let command = CommandID(formID: form[DeskActFields.Name.command]),
            let seen = form[DeskActFields.Name.version].flatMap({ Int($0) })
        else { throw Problem(.malformed) }
        let opened = try await DeskCase.open(call, officer, pages)
        let after = Reply.seeOther(Path.dossier(opened.id).with("xong", act.rawValue))
        // A second click comes after the first one has moved the dossier on: its answer is the same.
        if try await pages.wasDone(command, on: opened.id, by: officer.actor.id) { return after }
        let page = pages.context(call)
        var fields = try await fields(act, opened, officer, page, typed: form.fields)
        fields.hasFile = !form.files(DeskActFields.Name.file).isEmpty
        do {
            if seen != opened.dossier.version { throw UseCaseRefusal.stale(seen: seen, now: opened.dossier.version) }
            fields.refuse(form, page)
            guard let intent = fields.read(command) else {
                return .page(html(page, opened, officer, command, fields), .unprocessableContent)
            }
            try await carryOut(
                intent, on: opened.id, DossierRequest(command: command, actor: officer.actor, seen: seen),
                files: form.files(DeskActFields.Name.file))
        } catch {
            guard let words = RefusalNotice(error, in: page, papers: opened.variant) else { throw error }
            // The page now shows what the other one did, with the version that has it: sending again is a choice.
            return .page(html(page, opened, officer, command, fields, words.notice), words.status)
        }
        return after
    }

    private func act() throws(Problem) -> DeskAct {
        guard let act = DeskAct(rawValue: call.parameter("action")) else { throw Problem(.notFound) }
        return act
    }

    private func fields(
        _ act: DeskAct, _ opened: DeskCase, _ officer: DeskOfficer, _ page: PageContext, typed: FieldList?
    ) async throws -> DeskActFields {
        DeskActFields(
            act: act, opened: opened, actor: officer.actor,
            choices: try await DeskChoices.read(act, opened, officer, page, pages), typed: typed, texts: page.texts,
            now: pages.now)
    }

    private func carryOut(
        _ intent: DossierCommand, on id: DossierID, _ request: DossierRequest, files: [UploadedFile]
    ) async throws {
        let stored = try await pages.store(files, of: id)
        let command = adding(stored, names: files.map(\.name), to: intent)
        try await pages.carryOut(storing: stored) { commands, random in
            _ = try commands.give(command, to: id, request, random: &random)
        }
    }

    private func adding(_ files: [FileGiven], names: [String], to command: DossierCommand) -> DossierCommand {
        guard case .settle(var settlement) = command else { return command }
        settlement.files = files
        for (file, name) in zip(files, names) { settlement.personal[.fileName(file.file)] = name }
        return .settle(settlement)
    }

    // MARK: - Pages

    private func html(
        _ page: PageContext, _ opened: DeskCase, _ officer: DeskOfficer, _ command: CommandID,
        _ form: DeskActFields, _ notice: Notice? = nil
    ) -> [UInt8] {
        let (act, fields) = (form.act, form.fields)
        let title = page.text(act.key("title"))
        let back = Path.dossier(opened.id)
        return DeskFrame(page: page, officer: officer).written(title, hasErrors: form.hasErrors) { p in
            p.div(.class("measure")) { p in
                p.put(BackLink(target: back.url), in: page)
                if let notice { p.put(notice, in: page) }
                p.put(ErrorSummary(errors: form.faults), in: page)
                p.h1(title)
                for line in explanation(page, form) { p.p(line) }
                if act == .requestSupplement, form.asksTwice {
                    p.put(
                        Notice(
                            standing: .soon, title: page.text("desk.second.title"),
                            lines: [page.text("desk.second.detail")]), in: page)
                }
                p.div(.class("card")) { $0.put(SummaryList(rows: facts(page, opened)), in: page) }
                p.postForm(
                    to: act.path(opened.id), in: page, hasFiles: act == .settle, isMain: true,
                    draft: act.draft(opened.id, by: officer.actor.id)
                ) { p in
                    hidden(&p, command, opened.dossier.version)
                    for field in fields { p.put(field, in: page) }
                    p.actions { p in
                        p.put(
                            Button(
                                words: page.text(act.key("button")), weight: act.isDangerous ? .danger : .primary,
                                key: act.isDangerous ? nil : "Ctrl+Enter"), in: page)
                        p.a(.href(back)) { $0.text(page.text("form.cancel")) }
                    }
                }
            }
        }
    }

    private func hidden(_ p: inout HTMLWriter, _ command: CommandID, _ version: Int) {
        p.input(.type(.hidden), .name(DeskActFields.Name.command), .value(command.text))
        p.input(.type(.hidden), .name(DeskActFields.Name.version), .value(String(version)))
    }

    /// What will happen, and for a request of papers until when and with what effect on the due date.
    private func explanation(_ page: PageContext, _ form: DeskActFields) -> [String] {
        var lines = [page.text(form.act.key("explain"))]
        let procedure = form.opened.procedure
        switch form.act {
        case .requestSupplement:
            lines.append(page.text(TextKey("desk.effect.\(procedure.supplement.effect.rawValue)")))
            if let clock = form.opened.dossier.clock {
                let key: TextKey = form.now > clock.supplementUntil ? "desk.window.over" : "desk.window.until"
                lines.append(page.text(key, ["at": .text(page.fullMoment(clock.supplementUntil))]))
            }
        case .requestPayment:
            lines.append(
                page.text(procedure.financialDutyExcluded ? "desk.payment.excluded" : "desk.payment.counted"))
        case .consult where form.choices.agencies.isEmpty: lines.append(page.text("desk.consult.nobody"))
        case .assign where form.choices.officers.isEmpty: lines.append(page.text("desk.assign.nobody"))
        case .assign, .completeStep, .sendBack, .consult, .answerConsultation, .confirmPayment, .extend, .apologise,
            .refuse, .stop, .settle:
            break
        }
        return lines
    }

    private func facts(_ page: PageContext, _ opened: DeskCase) -> [SummaryList.Row] {
        var rows = [
            SummaryList.Row(page.text("desk.column.code"), opened.shownCode, isCode: true),
            SummaryList.Row(
                page.text("desk.column.procedure"), cut(opened.procedure.name, most: WorkRows.nameMost)),
            SummaryList.Row(page.text("desk.column.applicant"), opened.personal(.submitterName)),
        ]
        if let step = opened.step { rows.append(SummaryList.Row(page.text("desk.column.step"), step.name)) }
        if let clock = opened.dossier.clock {
            rows.append(SummaryList.Row(page.text("desk.column.due"), page.fullMoment(clock.due)))
        }
        return rows
    }

    /// Said where the dossier's state, its step or the officer's role does not allow the act, with the reason.
    private func notNow(_ page: PageContext, _ act: DeskAct, _ opened: DeskCase, _ officer: DeskOfficer) -> Reply {
        let title = page.text("desk.notNow.title")
        let allowed = allowedActions(for: officer.actor, on: opened.dossier, under: opened.procedure)
        let hinder = allowed.contains(act.action) ? opened.hinders(act, officer.actor, pages.now) : nil
        let html = DeskFrame(page: page, officer: officer).written(title) { p in
            p.put(BackLink(target: Path.dossier(opened.id).url), in: page)
            p.h1(title)
            p.put(
                Notice(
                    standing: .soon, title: page.text(act.key("title")),
                    lines: [
                        hinder.map { page.text($0) }
                            ?? page.text(
                                "desk.notNow.detail",
                                ["phase": .text(page.text(TextKey("desk.phase.\(opened.dossier.phase.rawValue)")))])
                    ], isSaidAloud: true), in: page)
        }
        return .page(html, .conflict)
    }
}
