import Core
import HTML
import HTTPTypes
import UseCases

/// Asks what an act of the counter needs, then does it once with the version its officer saw (trang thao tác ở quầy).
struct CounterActionPage {
    typealias Name = CounterActFields.Name

    let pages: Pages
    let act: CounterAct

    func form(_ call: Call) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        let opened = try await CounterCase.open(call, counter, pages)
        let view = CounterActView(page: pages.context(call), catalogue: pages.catalogue, act: act, opened: opened)
        guard opened.acts(of: counter).contains(act) else { return view.notNow(nil) }
        var random = SystemRandom()
        let command = CommandID(hexadecimal(random.bytes(16)))
        let fields = CounterActFields(act: act, opened: opened, typed: nil, texts: view.page.texts)
        return .page(view.html(command, fields))
    }

    func done(_ call: Call, _ form: Form) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        guard let command = CommandID(formID: form[Name.command]), let seen = form[Name.version].flatMap({ Int($0) })
        else { throw Problem(.malformed) }
        let opened = try await CounterCase.open(call, counter, pages)
        // A second click comes after the first one has moved the dossier on: its answer is the same.
        if try await pages.wasDone(command, on: opened.id, by: counter.actor.id) { return after(opened) }
        let view = CounterActView(page: pages.context(call), catalogue: pages.catalogue, act: act, opened: opened)
        var fields = CounterActFields(act: act, opened: opened, typed: form.fields, texts: view.page.texts)
        if form[Name.again] != nil { return .page(view.html(command, fields)) }
        do {
            if seen != opened.dossier.version { throw UseCaseRefusal.stale(seen: seen, now: opened.dossier.version) }
            fields.refuse(form.files(besides: fields.wantedPapers.map { ReceptionField.scans($0.code) }))
            guard let intent = fields.read() else {
                return .page(view.html(command, fields), .unprocessableContent)
            }
            if case .give(.correct(let correction)) = intent, form[Name.reviewed] == nil {
                return .page(try view.review(command, fields, correction, year: pages.now.date.parts.year))
            }
            let request = DossierRequest(command: command, actor: counter.actor, seen: seen)
            try await carryOut(intent, on: opened.id, request, form.files)
        } catch {
            guard let words = RefusalNotice(error, in: view.page, papers: opened.variant) else { throw error }
            guard opened.acts(of: counter).contains(act) else { return view.notNow(words, typed: form.fields) }
            // The page now shows what the other one did, with the version that has it: sending again is a choice.
            return .page(view.html(command, fields, words.notice), words.status)
        }
        return after(opened)
    }

    private func after(_ opened: CounterCase) -> Reply {
        if act.changesReceipt { return .seeOther(Path.dossierReceipt(opened.id).with("in", "1")) }
        return .seeOther(Path.counterDossier(opened.id).with("xong", act.rawValue))
    }

    private func carryOut(
        _ intent: CounterIntent, on id: DossierID, _ request: DossierRequest, _ files: [UploadedFile]
    ) async throws {
        switch intent {
        case .receive(let fee):
            try await pages.carryOut { commands, random in
                _ = try commands.receive(id, fee: fee, request, random: &random)
            }
        case .give(.supply(let supply)):
            var supply = supply
            var stored: [FileGiven] = []
            for index in supply.components.indices {
                let field = ReceptionField.scans(supply.components[index].component)
                let given = try await pages.store(files.filter { $0.field == field }, of: id)
                supply.components[index].files = given
                stored += given
            }
            let command = DossierCommand.supply(supply)
            try await pages.carryOut(storing: stored) { commands, random in
                _ = try commands.give(command, to: id, request, random: &random)
            }
        case .give(let command):
            try await pages.carryOut { commands, random in
                _ = try commands.give(command, to: id, request, random: &random)
            }
        }
    }
}
