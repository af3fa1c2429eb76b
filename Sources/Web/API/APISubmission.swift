import Core
import HTML
import HTTPTypes
import Ledger
import Store
import UseCases

/// Hands a dossier in for somebody (nộp hồ sơ qua giao diện lập trình): never receives it.
///
/// Idempotency and the dossier are one transaction: the same request twice is one dossier and the same answer.
struct APISubmission {
    let pages: Pages

    func submit(_ call: Call, _ body: JSONBody) async throws -> Reply {
        let (office, now, catalogue) = (pages.office, pages.now, pages.catalogue)
        let key = try IdempotencyKeys.key(of: call)
        let actor = try call.identity().actor
        let asked = try SubmissionReader(rules: office.rules, catalogue: catalogue).read(body.value)
        let bytes = body.bytes
        let needs = WriteNeeds(answers: [AnswerKey(actor.id, key.text)])
        let answer = try await office.store.write(needing: needs) { transaction in
            var random = SystemRandom()
            // A second source of the same bytes: two mutable borrows of one would meet within `once`.
            var drawn = SystemRandom()
            return try Idempotency.once(
                key, actor: actor.id, route: "POST /api/v1/dossiers", body: bytes, sealer: office.sealer, now: now,
                random: &random, in: transaction
            ) {
                let stream = DossierID(drawn.id())
                let submission = asked.submission(SubmissionNumber(random: &drawn))
                let request = DossierRequest(command: CommandID(drawn.id()), actor: actor, isNew: true)
                let done = try DossierCommands(office, now: now, in: transaction).submit(
                    submission, procedure: asked.procedure, as: stream, request, random: &drawn)
                return StoredAnswer(code: 201, body: try document(done.dossier, stream, done.mark).compactBytes())
            }.answer
        }
        var reply = Reply.json(answer.body, HTTPResponse.Status(code: answer.code))
        reply.headers[.cacheControl] = "no-store"
        return reply
    }

    private func document(_ dossier: Dossier, _ stream: DossierID, _ mark: RecordMark?) -> JSON {
        let secret = pages.office.secrets.secret(of: stream.stream, generation: dossier.secretGeneration)
        return .members([
            "number": .string(dossier.number.text), "secret": .string(secret.grouped),
            "state": .string(dossier.phase.bareState.rawValue), "phase": .string(dossier.phase.rawValue),
            "nationalCode": .number(dossier.phase.nationalCode), "version": .number(dossier.version),
            "submittedAt": .time(dossier.submittedAt), "answerBy": .time(dossier.answerBy),
            "link": .string(Path.apiDossier(dossier.number.text).url.text),
            "tracking": .string(Path.tracked(dossier.number.text).url.text),
            "record": mark.map { ProofLine.json($0) },
        ])
    }
}

/// The header Idempotency-Key as the use cases take it.
enum IdempotencyKeys {
    static func key(of call: Call) throws -> UseCases.IdempotencyKey {
        try UseCases.IdempotencyKey(try call.idempotencyKey().text)
    }
}

/// A submission as it was asked for, read and checked but for what only rules can tell.
struct AskedSubmission: Sendable {
    var procedure: ProcedureCode
    var variant: VariantCode
    var channel: Channel
    var places: Places
    var resultWay: ResultWay
    var components: [ComponentGiven]
    var personal: Personal

    func submission(_ number: SubmissionNumber) -> Submission {
        Submission(
            number: number, variant: variant, channel: channel, places: places, resultWay: resultWay,
            components: components, personal: personal)
    }
}
