import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// An applicant's act from its first page to its end: prepared, confirmed by a one-time code, done (việc của người
/// nộp).
///
/// Why the pages are two: what was typed and uploaded is laid aside before a code is asked for, so that a wrong code,
/// a code that is over or a secret that must be typed again costs nobody their work.
struct OwnerActPage {
    let pages: Pages

    // MARK: - Preparing

    func page(_ call: Call) async throws -> Reply {
        switch try await door(call) {
        case .elsewhere(let reply): return reply
        case .in(let act, let opened):
            let draft = try await OwnerDraft(opened: opened).find()
            return .page(OwnerActView(page: pages.context(call), opened: opened, act: act, draft: draft).html())
        }
    }

    /// Takes words and files; also of somebody whose half hour is over, who then types the secret again.
    func prepared(_ call: Call, _ form: Form) async throws -> Reply {
        let act = try act(call)
        guard let opened = try await OwnerCase.find(call, pages) else { return secretAgain(call, act) }
        guard opened.may(act), pages.office.codes.isOpen else { return .seeOther(opened.path(act)) }
        let page = pages.context(call)
        var view = OwnerActView(page: page, opened: opened, act: act, draft: nil)
        view.read(form)
        var draft = try await OwnerDraft(opened: opened).save(view.changes, for: act)
        if act == .supplement {
            let uploads = DraftUploads(
                pages: pages, visitor: opened.visitor, draft: draft.id, stream: opened.id)
            let papers = opened.dossier.papersWanted.map { (paper: $0, field: OwnerField.files($0)) }
            view.errors += try await uploads.take(form, for: papers, page)
            if let removed = form[OwnerField.remove] { try await uploads.detach(removed, among: draft.files) }
            draft = try await OwnerDraft(opened: opened).find() ?? draft
        }
        if opened.isOver { return secretAgain(call, act) }
        let stays = form[OwnerField.remove] != nil || form[OwnerField.wish] == OwnerField.attach
        if !stays { view.errors += OwnerActView.missing(opened, act, draft, page, besides: view.errors) }
        view.draft = draft
        if !view.errors.isEmpty { return .page(view.html(), .unprocessableContent) }
        if stays { return .seeOther(opened.path(act)) }
        return try await codeMade(call, act, opened, draft, onlyIfNone: true)
    }

    // MARK: - Confirming

    func confirmation(_ call: Call) async throws -> Reply {
        switch try await door(call) {
        case .elsewhere(let reply): return reply
        case .in(let act, let opened):
            let page = pages.context(call)
            let draft = try await OwnerDraft(opened: opened).find()
            guard pages.office.codes.isOpen, OwnerActView.missing(opened, act, draft, page, besides: []).isEmpty else {
                return .seeOther(opened.path(act))
            }
            return .page(try await view(page, act, opened, draft).html())
        }
    }

    func confirmed(_ call: Call, _ form: Form) async throws -> Reply {
        let act = try act(call)
        guard let opened = try await OwnerCase.find(call, pages), !opened.isOver else { return secretAgain(call, act) }
        let draft = try await OwnerDraft(opened: opened).find()
        let page = pages.context(call)
        if form[OwnerField.wish] == OwnerField.makeCode, opened.may(act) {
            return try await codeMade(call, act, opened, draft, onlyIfNone: false)
        }
        let typed = (form[OwnerField.code] ?? "").filter { !$0.isWhitespace }
        let seen = form[OwnerField.seen].flatMap { Int($0) } ?? opened.dossier.version
        guard typed.count == OneTimeCodes.digits, typed.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            guard opened.may(act) else { return .seeOther(opened.path) }
            // No guess, so none is counted.
            var view = try await view(page, act, opened, draft)
            view.error = page.text("act.code.form", ["digits": .number(OneTimeCodes.digits)])
            return .page(view.html(), .unprocessableContent)
        }
        do {
            let deed = OwnerDeed(opened: opened, act: act, draft: draft, seen: seen)
            switch try await deed.carryOut(code: typed) {
            case .done(let done): return try finished(call, act, opened, done)
            case .codeRefused(let check):
                guard opened.may(act) else { return .seeOther(opened.path) }
                var view = try await view(page, act, opened, draft)
                view.error = words(check, page)
                return .page(view.html(), .unprocessableContent)
            }
        } catch {
            return try await refused(call, act, error)
        }
    }

    /// The dossier has changed since the page was shown, or a rule says no: told where it can still be read.
    private func refused(_ call: Call, _ act: OwnerAct, _ error: any Error) async throws -> Reply {
        let page = pages.context(call)
        guard let words = RefusalNotice(error, in: page), let opened = try await OwnerCase.find(call, pages) else {
            throw error
        }
        guard opened.may(act) else {
            return .page(StoryPage(page: page, opened: opened, notice: words.notice).html(), words.status)
        }
        var view = try await view(page, act, opened, try await OwnerDraft(opened: opened).find())
        view.notice = words.notice
        return .page(view.html(), words.status)
    }

    private func finished(
        _ call: Call, _ act: OwnerAct, _ opened: OwnerCase, _ done: OwnerDeed.Done
    ) throws -> Reply {
        guard act == .fetch else { return .seeOther(opened.path.with("xong", act.rawValue)) }
        let reply = Reply.seeOther(opened.path(act))
        // A repeat has shown no code: the files stay shut until one is typed.
        guard case .now = done else { return reply }
        var grants = OwnerCookie.read(call, pages)
        var grant = opened.grant
        grant.mayFetch = true
        grants.add(grant)
        return reply.setting(try OwnerCookie.cookie(grants, pages))
    }

    // MARK: - Codes

    private func codeMade(
        _ call: Call, _ act: OwnerAct, _ opened: OwnerCase, _ draft: Draft?, onlyIfNone: Bool
    ) async throws -> Reply {
        let drafts = OwnerDraft(opened: opened)
        if onlyIfNone, try await drafts.codeEnds(for: act) != nil { return .seeOther(opened.confirmation(act)) }
        switch try await drafts.makeCode(for: act) {
        case .made: return .seeOther(opened.confirmation(act))
        case .noChannel: return .seeOther(opened.path(act))
        case .wait(let until):
            let page = pages.context(call)
            var view = try await view(page, act, opened, draft)
            view.notice = Notice(
                standing: .soon,
                lines: [
                    page.text(
                        "act.code.wait",
                        ["most": .number(OneTimeCodes.perHourMax), "until": .text(page.moment(until))])
                ], isSaidAloud: true)
            return .page(view.html(), .tooManyRequests)
        }
    }

    private func words(_ check: OneTimeCodes.Check, _ page: PageContext) -> String {
        switch check {
        case .wrong(let left): page.text("act.code.wrong", ["left": .number(left)])
        case .right, .noCode: page.text("act.code.over")
        }
    }

    private func view(
        _ page: PageContext, _ act: OwnerAct, _ opened: OwnerCase, _ draft: Draft?
    ) async throws -> OwnerConfirmationView {
        let ends = try await OwnerDraft(opened: opened).codeEnds(for: act)
        return OwnerConfirmationView(page: page, opened: opened, act: act, draft: draft, codeEnds: ends)
    }

    // MARK: - The way in

    private enum Door {
        case `in`(OwnerAct, OwnerCase)
        case elsewhere(Reply)
    }

    private func door(_ call: Call) async throws -> Door {
        let act = try act(call)
        guard let opened = try await OwnerCase.find(call, pages), !opened.isOver else {
            return .elsewhere(secretAgain(call, act))
        }
        return opened.may(act) ? .in(act, opened) : .elsewhere(.seeOther(opened.path))
    }

    private func act(_ call: Call) throws -> OwnerAct {
        guard let act = OwnerAct(rawValue: call.parameter("act")) else { throw Problem(.notFound) }
        return act
    }

    private func secretAgain(_ call: Call, _ act: OwnerAct) -> Reply {
        .seeOther(Path.tracked(call.parameter("number")).with("tiep", act.rawValue))
    }
}
