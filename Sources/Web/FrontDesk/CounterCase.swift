import Core
import Store
import UseCases

/// A dossier opened at a counter that serves it, with all that its pages and acts need (hồ sơ đang mở ở quầy).
struct CounterCase: Sendable {
    var row: DossierRow
    var dossier: Dossier
    var story: [RecordedEvent]
    /// The version the dossier is pinned to.
    var procedure: ProcedureVersion
    /// The form that its answers were given on: of another case than its own after a change of procedure.
    var form: [FormField] = []
    var counts: CounterCounts

    /// Opens the dossier of the address and writes down who did.
    ///
    /// - Throws: `.notFound` for a dossier nobody has heard of, `.otherAgency` to whoever may not see it whole.
    static func open(_ call: Call, _ counter: CounterOfficer, _ pages: Pages) async throws -> CounterCase {
        let stream = DossierID(call.parameter("id"))
        let (office, catalogue, now) = (pages.office, pages.catalogue, pages.now)
        let found = try await office.store.read { sql -> CounterCase? in
            guard let row = try DossierFinding.row(stream: stream, in: sql) else { return nil }
            let coded = try DossierStories(office).events(of: stream, opened: false, sql)
            guard let bare = DossierStories.fold(coded) else { return nil }
            guard DossierSight.of(bare, for: counter.actor) == .whole else { throw Problem(.otherAgency) }
            let story = try DossierStories(office).events(of: stream, sql)
            guard let dossier = DossierStories.fold(story),
                let procedure = try catalogue.procedure(dossier.procedure, in: sql)
            else { return nil }
            return CounterCase(
                row: row, dossier: dossier, story: story, procedure: procedure,
                form: try catalogue.form(answered: dossier.answered, in: sql),
                counts: try counter.counts(now: now, in: sql))
        }
        guard let found else { throw Problem(.notFound) }
        try await pages.noteReading(by: counter, of: stream)
        return found
    }

    var id: DossierID { row.stream }
    var variant: Variant? { procedure.variant(dossier.variant) }
    /// For people: the dossier's code once it has one, else its number.
    var shownCode: String { dossier.code?.text ?? dossier.number.grouped }

    /// What the officer may do with it at the counter now.
    func acts(of counter: CounterOfficer) -> [CounterAct] {
        let allowed = allowedActions(for: counter.actor, on: dossier, under: procedure)
        return CounterAct.allCases.filter { allowed.contains($0.action) }
    }

    /// True if the officer may also do something with it that is done at a desk.
    func isForDesk(_ counter: CounterOfficer) -> Bool {
        let allowed = allowedActions(for: counter.actor, on: dossier, under: procedure)
        return allowed.contains { action in !CounterAct.allCases.contains { $0.action == action } }
    }

    /// Why papers were asked for last, in the words that the applicant read.
    var wantedReason: String? {
        for recorded in story.reversed() {
            switch recorded.event.change {
            case .completionAsked(let asked), .supplementRequested(let asked): return asked.personal?[.reason]
            case .submitted, .receptionRefused, .received, .procedureChanged, .assigned, .stepCompleted, .sentBack,
                .consulted, .consultationAnswered, .supplied, .paymentRequested, .paymentConfirmed, .extended,
                .apologised, .refused, .stopped, .withdrawn, .settled, .resultReturned, .corrected,
                .receptionVoided, .secretRenewed:
                continue
            }
        }
        return nil
    }

    func personal(_ key: PersonalKey) -> String { dossier.personal?[key] ?? "" }
}
