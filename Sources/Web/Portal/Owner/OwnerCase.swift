import Core
import HTTPTypes
import Store
import UseCases

/// A dossier in the hands of whoever typed its secret a little while ago (hồ sơ của người nộp).
struct OwnerCase: Sendable {
    let pages: Pages
    let grant: ApplicantGrant
    let row: DossierRow
    let dossier: Dossier
    let story: [RecordedEvent]
    let procedure: ProcedureVersion
    /// True once the secret must be typed again: nothing is shown any more, what comes late is only laid aside.
    let isOver: Bool

    /// - Returns: nil where the browser has not opened the dossier that the address names.
    static func find(_ call: Call, _ pages: Pages) async throws -> OwnerCase? {
        let (office, now) = (pages.office, pages.now)
        let grants = OwnerCookie.read(call, pages)
        guard !grants.grants.isEmpty else { return nil }
        let typed = String(call.parameter("number").prefix(TrackingPage.numberMost))
        let catalogue = pages.catalogue
        return try await office.store.read { sql -> OwnerCase? in
            guard let row = try DossierFinding.row(typed: typed, in: sql), let grant = grants[row.stream],
                grant.keeps(at: now)
            else { return nil }
            let story = try DossierStories(office).events(of: row.stream, sql)
            guard let dossier = DossierStories.fold(story), grant.generation == dossier.secretGeneration else {
                return nil
            }
            guard let procedure = try catalogue.procedure(dossier.procedure, in: sql) else {
                throw UseCaseRefusal.procedureNotFound(dossier.procedure.code)
            }
            return OwnerCase(
                pages: pages, grant: grant, row: row, dossier: dossier, story: story, procedure: procedure,
                isOver: !grant.holds(at: now))
        }
    }

    var id: DossierID { row.stream }
    /// The dossier as addresses name it.
    var number: String { row.code?.text ?? row.number.text }
    var actor: Actor { ApplicantActor.of(id, pages.office) }
    var path: Path { .tracked(number) }
    func path(_ act: OwnerAct) -> Path { .ownerAct(number, act.rawValue) }
    func confirmation(_ act: OwnerAct) -> Path { .ownerConfirmation(number, act.rawValue) }

    /// The holder of what was prepared and not confirmed yet.
    var visitor: String {
        ApplicantActs.visitor(of: id, generation: dossier.secretGeneration, pages.office.sealer)
    }

    /// Whether the act can be done now; the result also once it was fetched, to look at it again.
    func may(_ act: OwnerAct) -> Bool {
        switch act {
        case .supplement, .withdraw:
            return allowedActions(for: actor, on: dossier, under: procedure).contains(act.action)
        case .fetch: return hasFiles && (dossier.phase == .settled || wasFetched)
        }
    }

    /// The result waits as files for whoever chose to have it so.
    private var hasFiles: Bool { dossier.resultWay == .electronic && dossier.outcome?.files.isEmpty == false }

    /// The result was handed over as files already.
    var wasFetched: Bool {
        guard dossier.phase == .returned else { return false }
        return story.contains { recorded in
            guard case .resultReturned(let e) = recorded.event.change else { return false }
            return e.way == .electronic
        }
    }

    /// The request that waits for an answer, and when it was made; nil where none does.
    var request: (papers: PapersWanted, at: Instant)? {
        guard dossier.phase == .awaitingCompletion || dossier.phase == .awaitingSupplement else { return nil }
        for recorded in story.reversed() {
            switch recorded.event.change {
            case .completionAsked(let e), .supplementRequested(let e): return (e, recorded.event.at)
            case .submitted, .receptionRefused, .received, .procedureChanged, .assigned, .stepCompleted, .sentBack,
                .consulted, .consultationAnswered, .supplied, .paymentRequested, .paymentConfirmed, .extended,
                .apologised, .refused, .stopped, .withdrawn, .settled, .resultReturned, .corrected, .receptionVoided,
                .secretRenewed:
                continue
            }
        }
        return nil
    }

    /// The name of a paper as the procedure has it.
    func name(of paper: ComponentCode) -> String {
        procedure.variant(dossier.variant)?.components.first { $0.code == paper }?.name ?? paper.text
    }

    func agency(_ code: AgencyCode) -> String { pages.catalogue.agencies[code]?.name ?? code.text }
}

/// The cookie that holds which dossiers a browser has opened.
enum OwnerCookie {
    static func read(_ call: Call, _ pages: Pages) -> ApplicantGrants {
        let jar = CookieJar(call.header("Cookie") ?? "", bytesMax: RequestLimits.standard.cookieBytesMax)
        return ApplicantGrants(cookie: jar[.dossiers, secure: pages.isSecure], sealer: pages.office.sealer)
    }

    /// For as long as the browser is open; what it holds ends sooner.
    static func cookie(_ grants: ApplicantGrants, _ pages: Pages) throws -> Cookie {
        guard !grants.grants.isEmpty else { return .removed(.dossiers) }
        var random = SystemRandom()
        return Cookie(name: .dossiers, value: try grants.cookie(sealer: pages.office.sealer, random: &random))
    }
}

extension Reply {
    /// Not kept by the browser either: on a shared machine the next person presses "back".
    var keptNowhere: Reply {
        var reply = self
        reply.headers[.cacheControl] = "no-store"
        return reply
    }
}
