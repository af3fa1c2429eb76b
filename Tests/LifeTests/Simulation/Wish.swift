import Core
import Store

@testable import UseCases

/// What somebody wants, under one command id, until they are answered.
struct Wish: Sendable {
    enum Deed: Sendable {
        case submit(Submission, ProcedureCode)
        case atCounter(Submission, ProcedureCode)
        case receive(Money)
        case changeProcedure(ProcedureCode, ProcedureChange)
        case give(DossierCommand)
    }

    let request: DossierRequest
    let stream: DossierID
    let deed: Deed
    /// What ids and salts are drawn from, alike each time it is sent.
    let seed: UInt64
    var sent = 0

    func carryOut(_ office: Office, now: Instant, in transaction: Transaction) throws -> DossierAnswer {
        var random = SeededRandom(seed: seed &+ UInt64(sent))
        let commands = DossierCommands(office, now: now, in: transaction)
        switch deed {
        case .submit(let submission, let code):
            return try commands.submit(submission, procedure: code, as: stream, request, random: &random)
        case .atCounter(let submission, let code):
            return try commands.receiveAtCounter(
                submission, procedure: code, fee: .zero, as: stream, request, random: &random)
        case .receive(let fee): return try commands.receive(stream, fee: fee, request, random: &random)
        case .changeProcedure(let code, let change):
            return try commands.changeProcedure(of: stream, to: code, change, request, random: &random)
        case .give(let command): return try commands.give(command, to: stream, request, random: &random)
        }
    }

    var beginsDossier: Bool {
        switch deed {
        case .submit, .atCounter: true
        case .receive, .changeProcedure, .give: false
        }
    }

    var name: String {
        switch deed {
        case .submit: "submit"
        case .atCounter: "atCounter"
        case .receive: "receive"
        case .changeProcedure: "changeProcedure"
        case .give(let command): command.action.rawValue
        }
    }
}

/// What clients remember of their own: what they were told, and what they still wait for.
struct Clients {
    /// Dossiers in the order in which somebody was first told of them.
    var dossiers: [DossierID] = []
    /// As it was last told; others may have gone on since.
    var last: [DossierID: Dossier] = [:]
    /// Sent and not answered, or told to try again.
    var waiting: [Wish] = []
    /// Events of each command that was acknowledged.
    var acknowledged: [CommandID: Int] = [:]
    /// Commands that a rule refused: nothing of them may be found.
    var refused: Set<CommandID> = []
    /// Erasures that were asked for and not yet told to be done.
    var erasing: [DossierID] = []
    /// Erasures that were told to be done.
    var erased: [DossierID] = []
    /// Never asked again, with an open outcome.
    var abandoned = 0

    mutating func learn(_ dossier: Dossier, of stream: DossierID) {
        guard let known = last[stream] else {
            dossiers.append(stream)
            return last[stream] = dossier
        }
        if dossier.version > known.version { last[stream] = dossier }
    }
}
