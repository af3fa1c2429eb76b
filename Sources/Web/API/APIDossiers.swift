import Core
import HTTPTypes
import Ledger
import Store
import UseCases

/// One dossier for whoever asks: one of four words to everybody, its story to whoever knows its secret, and to officers
/// what their office may see (tra cứu hồ sơ).
struct APIDossiers {
    static let secretHeader = "X-Dossier-Secret"
    /// Characters read of a number.
    static let numberMost = 60

    let pages: Pages

    func one(_ call: Call) async throws -> Reply {
        let typed = APIDossiers.typed(call)
        if let identity = call.visitor.identity {
            return try await forAccount(typed, identity.actor, call.visitor.language)
        }
        if let secret = call.header(APIDossiers.secretHeader) {
            let (row, story, dossier) = try await opened(typed, secret: secret)
            let actor = ApplicantActor.of(row.stream, pages.office)
            return try .json(try await document(.applicant, row, dossier, story, actor, call.visitor.language))
        }
        guard let row = try await row(typed) else { throw Problem(.dossierNotFound) }
        return try .json(DossierDocument.bare(row, typed: typed))
    }

    static func typed(_ call: Call) -> String { String(call.parameter("number").prefix(numberMost)) }

    func row(_ typed: String) async throws -> DossierRow? {
        try await pages.office.store.read { try DossierFinding.row(typed: typed, in: $0) }
    }

    /// The dossier of a number and its secret; every try is counted before it is looked at.
    func opened(_ typed: String, secret: String) async throws -> (DossierRow, [RecordedEvent], Dossier) {
        let (office, now) = (pages.office, pages.now)
        let outcome = try await office.store.write { transaction in
            var random = SystemRandom()
            return try SecretOpening.open(typed, secret: secret, office, now: now, random: &random, in: transaction)
        }
        switch outcome {
        case .opened: break
        case .unknown: throw Problem(.dossierNotFound)
        case .wrong: throw Problem(.secretWrong)
        case .wait(let until):
            let seconds = (until.microseconds - now.microseconds) / 1_000_000
            throw Problem(.tooManyRequests, retryAfterSeconds: Int(max(1, seconds)))
        }
        guard let row = try await row(typed) else { throw Problem(.dossierNotFound) }
        let story = try await story(row.stream, opened: true)
        guard let dossier = DossierStories.fold(story) else { throw Problem(.dossierNotFound) }
        return (row, story, dossier)
    }

    private func story(_ stream: DossierID, opened: Bool) async throws -> [RecordedEvent] {
        let office = pages.office
        return try await office.store.read { try DossierStories(office).events(of: stream, opened: opened, $0) }
    }

    /// What the roles of an account let it see; seeing names is written down.
    private func forAccount(_ typed: String, _ actor: Actor, _ language: Language) async throws -> Reply {
        guard let row = try await row(typed) else { throw Problem(.dossierNotFound) }
        let coded = try await story(row.stream, opened: false)
        guard let dossier = DossierStories.fold(coded) else { throw Problem(.dossierNotFound) }
        let sight = DossierSight.of(dossier, for: actor)
        switch sight {
        case .bare: return try .json(DossierDocument.bare(row, typed: typed))
        case .figures: return try .json(try await document(sight, row, dossier, coded, actor, language))
        case .applicant, .whole:
            let story = try await story(row.stream, opened: true)
            let whole = DossierStories.fold(story) ?? dossier
            let (office, now) = (pages.office, pages.now)
            try await office.store.write { transaction in
                var random = SystemRandom()
                try Audit.write(
                    .personalRead, by: actor.id, on: row.stream, now: now, random: &random, in: transaction.sql)
            }
            return try .json(try await document(sight, row, whole, story, actor, language))
        }
    }

    private func document(
        _ sight: DossierSight, _ row: DossierRow, _ dossier: Dossier, _ story: [RecordedEvent], _ actor: Actor,
        _ language: Language
    ) async throws -> JSON {
        let catalogue = pages.catalogue
        let reference = dossier.procedure
        let procedure = try await pages.office.store.read { try catalogue.procedure(reference, in: $0) }
        guard let procedure else { throw UseCaseRefusal.procedureNotFound(reference.code) }
        guard let words = pages.texts[language] ?? pages.texts[.vietnamese] else {
            preconditionFailure("Vietnamese texts are read at the start")
        }
        return DossierDocument(
            catalogue: catalogue, words: DeadlineWords(words), sight: sight, dossier: dossier, procedure: procedure,
            actor: actor
        ).json(row, story)
    }
}
