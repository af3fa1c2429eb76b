import Core
import Ledger
import Store
import UseCases

/// What an applicant has prepared for a dossier and not confirmed yet: words, files, a code shown on the screen.
struct OwnerDraft: Sendable {
    let opened: OwnerCase

    private var office: Office { opened.pages.office }

    func find() async throws -> Draft? {
        let (office, now, visitor) = (office, opened.pages.now, opened.visitor)
        return try await office.store.read {
            try Drafts.list(visitor: visitor, sealer: office.sealer, now: now, in: $0).first
        }
    }

    /// Lays answers aside, in a draft that is begun where there is none yet; an empty value takes one away.
    func save(_ changes: [String: String], for act: OwnerAct) async throws -> Draft {
        let opened = opened
        return try await office.store.write { transaction in
            try OwnerDraft.save(changes, act, opened, in: transaction)
        }
    }

    private static func save(
        _ changes: [String: String], _ act: OwnerAct, _ opened: OwnerCase, in transaction: Transaction
    ) throws -> Draft {
        let (office, now, sql, visitor) = (opened.pages.office, opened.pages.now, transaction.sql, opened.visitor)
        var random = SystemRandom()
        let known = try Drafts.list(visitor: visitor, sealer: office.sealer, now: now, in: sql).first
        let draft =
            try known
            ?? Drafts.begin(
                opened.dossier.procedure.code, step: act.rawValue, visitor: visitor, sealer: office.sealer, now: now,
                random: &random, in: sql)
        return try Drafts.save(
            draft.id, visitor: visitor, step: act.rawValue, changes: changes, sealer: office.sealer, now: now,
            random: &random, in: sql)
    }

    /// Has a code made and handed on.
    ///
    /// One that is shown on the screen, in a demonstration, is laid aside with the rest, so that the page can be read
    /// again.
    func makeCode(for act: OwnerAct) async throws -> OneTimeCodes.Making {
        let (opened, now) = (opened, opened.pages.now)
        return try await office.store.write { transaction in
            let office = opened.pages.office
            var random = SystemRandom()
            let making = try OneTimeCodes.make(
                for: opened.id, act.purpose, by: office.codes, sealer: office.sealer, now: now, random: &random,
                in: transaction.sql)
            if case .made(.onScreen(let code), _) = making {
                _ = try OwnerDraft.save([OwnerField.shownCode(act): code], act, opened, in: transaction)
            }
            return making
        }
    }

    /// When the code that waits to be typed ends; nil if none does.
    func codeEnds(for act: OwnerAct) async throws -> Instant? {
        let (dossier, now) = (opened.id, opened.pages.now)
        return try await office.store.read { try OneTimeCodes.waiting(for: dossier, act.purpose, now: now, in: $0) }
    }
}

/// Does what an applicant has prepared, once the code is right (thực hiện việc đã xác nhận).
struct OwnerDeed: Sendable {
    let opened: OwnerCase
    let act: OwnerAct
    let draft: Draft?
    /// The version that the page showed.
    let seen: Int

    /// What came of a right code.
    enum Done: Sendable {
        case now
        /// A second click: it was done before, and no code was looked at.
        case before
    }

    /// - Throws: what the rule says no to; code, draft and dossier are then as they were.
    func carryOut(code typed: String) async throws -> ApplicantActs.Outcome<Done> {
        let deed = self
        let outcome = try await opened.pages.office.store.write { transaction in
            try deed.confirmed(code: typed, in: transaction)
        }
        if case .done(.now) = outcome { try await forgetUnused() }
        return outcome
    }

    private func confirmed(
        code typed: String, in transaction: Transaction
    ) throws -> ApplicantActs.Outcome<Done> {
        let (office, now) = (opened.pages.office, opened.pages.now)
        let command = ApplicantActs.command(act.purpose, on: opened.id, seen: seen, office.sealer)
        let isRepeat = try !office.reader.records(command: command, transaction.sql).isEmpty
        var random = SystemRandom()
        return try ApplicantActs.confirmed(
            by: typed, act.purpose, on: opened.id, isRepeat: isRepeat, sealer: office.sealer, now: now,
            random: &random, in: transaction.sql
        ) { () throws -> Done in
            if isRepeat { return .before }
            var drawn = SystemRandom()
            if let intent {
                let request = DossierRequest(command: command, actor: opened.actor, seen: seen)
                _ = try DossierCommands(office, now: now, in: transaction)
                    .give(intent, to: opened.id, request, random: &drawn)
            }
            if act == .fetch {
                try Audit.write(
                    .personalRead, by: opened.actor.id, on: opened.id, now: now, random: &drawn, in: transaction.sql)
            }
            if let draft {
                try Drafts.submitted(draft.id, visitor: opened.visitor, now: now, in: transaction.sql)
            }
            return .now
        }
    }

    /// Nil where nothing is to be recorded: a result that was fetched before is only opened again.
    private var intent: DossierCommand? {
        switch act {
        case .supplement:
            var personal = Personal()
            personal[.note] = draft?.values[OwnerField.note]
            if let draft { personal.merge(draft.names(of: components)) }
            return .supply(Supply(components: components, personal: personal))
        case .withdraw:
            var personal = Personal()
            personal[.reason] = draft?.values[OwnerField.reason]
            return .withdraw(Grounds(personal: personal))
        case .fetch: return opened.wasFetched ? nil : .returnResult(Handover(way: .electronic))
        }
    }

    private var components: [ComponentGiven] {
        opened.dossier.papersWanted.compactMap { paper in
            let files = (draft?.files ?? []).filter { $0.component == paper }.compactMap(\.given)
            return files.isEmpty ? nil : ComponentGiven(component: paper, files: files)
        }
    }

    /// Files that were uploaded and not handed in belong to nothing now.
    private func forgetUnused() async throws {
        let used = act == .supplement ? Set(components.flatMap { $0.files.map(\.file) }) : []
        let left = (draft?.files ?? []).map(\.file).filter { !used.contains($0) }
        try await opened.pages.office.forget(left)
    }
}
