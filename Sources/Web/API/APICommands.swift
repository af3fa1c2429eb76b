import Core
import HTTPTypes
import Ledger
import Store
import UseCases

/// Gives a command to a dossier (thực hiện việc trên hồ sơ): officers by their token; an applicant by the dossier's
/// secret and a one-time code, for the three things an applicant may do.
struct APICommands {
    static let codeHeader = "X-Dossier-Code"

    let pages: Pages

    func give(_ call: Call, _ body: JSONBody) async throws -> Reply {
        let key = try IdempotencyKeys.key(of: call)
        let (asked, seen) = try CommandReader(rules: pages.office.rules).read(body.value) {
            var random = SystemRandom()
            return random.id()
        }
        let typed = APIDossiers.typed(call)
        if let identity = call.visitor.identity {
            guard let row = try await APIDossiers(pages: pages).row(typed) else { throw Problem(.dossierNotFound) }
            return try await carryOut(
                asked, seen: seen, on: row, by: identity.actor, key, body.bytes, code: nil)
        }
        guard let secret = call.header(APIDossiers.secretHeader) else { throw Problem(.tokenNeeded) }
        guard let purpose = ApplicantActs.purpose(of: asked.action) else { throw Problem(.notPermitted) }
        let (row, _, _) = try await APIDossiers(pages: pages).opened(typed, secret: secret)
        return try await carryOut(
            asked, seen: seen, on: row, by: ApplicantActor.of(row.stream, pages.office), key, body.bytes,
            code: Code(typed: call.header(APICommands.codeHeader) ?? "", purpose: purpose))
    }

    private struct Code: Sendable {
        var typed: String
        var purpose: CodePurpose
    }

    /// Code, key and command in one transaction: whatever is refused leaves only the count of a wrong code behind.
    private func carryOut(
        _ asked: AskedCommand, seen: Int?, on row: DossierRow, by actor: Actor, _ key: UseCases.IdempotencyKey,
        _ body: [UInt8], code: Code?
    ) async throws -> Reply {
        let (office, now) = (pages.office, pages.now)
        let route = "POST /api/v1/dossiers/\(row.stream)/commands"
        let needs = WriteNeeds(
            streams: [StreamOfLog(row.stream.stream, of: office.reader.log)], answers: [AnswerKey(actor.id, key.text)])
        let outcome = try await office.store.write(needing: needs) {
            transaction -> ApplicantActs.Outcome<StoredAnswer> in
            var random = SystemRandom()
            let act = {
                try done(asked, seen: seen, row, actor, key, body, route: route, now: now, in: transaction)
            }
            guard let code else { return .done(try act()) }
            let known = try transaction.answer(under: AnswerKey(actor.id, key.text))
            return try ApplicantActs.confirmed(
                by: code.typed, code.purpose, on: row.stream, isRepeat: known != nil, sealer: office.sealer, now: now,
                random: &random, in: transaction.sql, act)
        }
        switch outcome {
        case .codeRefused: throw Problem(.codeWrong)
        case .done(let answer):
            var reply = Reply.json(answer.body, HTTPResponse.Status(code: answer.code))
            reply.headers[.cacheControl] = "no-store"
            return reply
        }
    }

    private func done(
        _ asked: AskedCommand, seen: Int?, _ row: DossierRow, _ actor: Actor, _ key: UseCases.IdempotencyKey,
        _ body: [UInt8], route: String, now: Instant, in transaction: Transaction
    ) throws -> StoredAnswer {
        let office = pages.office
        var random = SystemRandom()
        var drawn = SystemRandom()
        return try Idempotency.once(
            key, actor: actor.id, route: route, body: body, sealer: office.sealer, now: now, random: &random,
            in: transaction
        ) {
            let request = DossierRequest(
                command: CommandID(drawn.id()), actor: actor, seen: seen, isNew: true)
            let commands = DossierCommands(office, now: now, in: transaction)
            let done = try give(asked, row, commands, request, &drawn, in: transaction.sql)
            let answer = try document(done, asked.action, actor, in: transaction.sql)
            return StoredAnswer(code: 200, body: try answer.compactBytes())
        }.answer
    }

    private func give(
        _ asked: AskedCommand, _ row: DossierRow, _ commands: DossierCommands, _ request: DossierRequest,
        _ random: inout SystemRandom, in sql: any SQLConnection
    ) throws -> DossierAnswer {
        switch asked {
        case .receive(let fee):
            return try commands.receive(
                row.stream, fee: try fee ?? usualFee(row, commands, in: sql), request, random: &random)
        case .changeProcedure(let code, let variant, let fee, let words):
            guard let procedure = try pages.catalogue.procedure(code),
                let variant = variant ?? procedure.variants.first?.code
            else { throw Problem.field("/procedure", .notOffered) }
            // Before reception nothing is charged; an unknown case is refused by the rules, which name it.
            let known = row.code == nil ? nil : procedure.variant(variant)
            let charged = try fee ?? known.map { try usualFee(of: $0, row.channel) } ?? .zero
            return try commands.changeProcedure(
                of: row.stream, to: code, ProcedureChange(variant: variant, fee: charged, personal: words), request,
                random: &random)
        case .other(let command):
            return try commands.give(command, to: row.stream, request, random: &random)
        }
    }

    /// The fee of the dossier's own case under the version it is pinned to, where it is one amount a dossier; what is
    /// counted by pieces must be told.
    private func usualFee(
        _ row: DossierRow, _ commands: DossierCommands, in sql: any SQLConnection
    ) throws -> Money {
        let dossier = try commands.find(row.stream)
        let procedure = try dossier.flatMap { try pages.catalogue.procedure($0.procedure, in: sql) }
        return try usualFee(of: dossier.flatMap { procedure?.variant($0.variant) }, row.channel)
    }

    private func usualFee(of variant: Variant?, _ channel: Channel) throws -> Money {
        guard let fee = variant?.terms(for: channel)?.fee, let amount = fee.amount,
            fee.unit == nil || amount == .zero
        else {
            throw Problem.field("/fee", .required)
        }
        return amount
    }

    private func document(
        _ done: DossierAnswer, _ action: DossierAction, _ actor: Actor, in sql: any SQLConnection
    ) throws -> JSON {
        let dossier = done.dossier
        let procedure = try pages.catalogue.procedure(dossier.procedure, in: sql)
        let actions = procedure.map { allowedActions(for: actor, on: dossier, under: $0) } ?? []
        let secret: String? =
            action == .renewSecret
            ? pages.office.secrets.secret(of: done.stream.stream, generation: dossier.secretGeneration).grouped : nil
        return .members([
            "number": .string(dossier.number.text), "code": .text(dossier.code?.text),
            "state": .string(dossier.phase.bareState.rawValue), "phase": .string(dossier.phase.rawValue),
            "nationalCode": .number(dossier.phase.nationalCode), "version": .number(dossier.version),
            "due": .time(dossier.clock?.due), "answerBy": .time(dossier.answerBy), "secret": .text(secret),
            "allowedActions": .array(actions.map { .string($0.rawValue) }),
        ])
    }
}
