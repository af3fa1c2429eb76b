import Core
import Ledger
import TestEngines

@testable import Store
@testable import UseCases

/// What clients send, and what they make of the answers.
extension Simulation {
    /// A few wishes that meet in one commit: new ones, and those that wait for their answer.
    func send(to process: SimulatedProcess) {
        var wishes: [Wish] = []
        for _ in 0...upTo(4) {
            if !clients.waiting.isEmpty, chance(50) {
                wishes.append(clients.waiting.remove(at: upTo(clients.waiting.count)))
            } else if !isCalm, let wish = newWish(process) {
                wishes.append(wish)
                // A click and a second one.
                if chance(8) { wishes.append(wish) }
            }
        }
        if !wishes.isEmpty { send(wishes, to: process) }
    }

    /// Sends what still waits.
    func sendWaiting(to process: SimulatedProcess) {
        let wishes = clients.waiting
        clients.waiting = []
        for wish in wishes { send([wish], to: process) }
    }

    private func newWish(_ process: SimulatedProcess) -> Wish? {
        let stream: DossierID
        let dossier: Dossier?
        if clients.dossiers.isEmpty || chance(25) {
            (stream, dossier) = (DossierID(commands.random.id()), nil)
        } else {
            // Mostly the newer ones, whose lives are not over.
            let recent = clients.dossiers.suffix(chance(80) ? 12 : 60)
            stream = recent[recent.startIndex + upTo(recent.count)]
            dossier = clients.last[stream]
        }
        let published = commands.pick(Province.procedures)
        let pinned: ProcedureVersion
        do {
            let catalogue = process.office.catalogue
            pinned =
                try dossier.flatMap { known in try peek { try catalogue.procedure(known.procedure, in: $0) } }
                ?? published
        } catch {
            breaks("a dossier's procedure cannot be read: \(error)")
            return nil
        }
        let (action, actor) = chance(88) ? commands.likely(on: dossier, pinned) : commands.wild()
        let command = commands.command(
            action, on: dossier, action == .changeProcedure ? published : pinned, now: time.now, order: 1)
        return Wish(
            request: DossierRequest(
                command: CommandID(commands.random.id()), actor: actor, seen: chance(40) ? dossier?.version : nil),
            stream: stream, deed: deed(command, by: actor, pinned, published), seed: draw())
    }

    private func deed(
        _ command: DossierCommand, by actor: Actor, _ pinned: ProcedureVersion, _ published: ProcedureVersion
    ) -> Wish.Deed {
        switch command {
        case .submit(let submission):
            return actor.holds(.receiver) ? .atCounter(submission, pinned.code) : .submit(submission, pinned.code)
        case .receive(let reception): return .receive(reception.fee)
        case .changeProcedure(let change): return .changeProcedure(published.code, change)
        default: return .give(command)
        }
    }

    private func send(_ sent: [Wish], to process: SimulatedProcess) {
        let (office, now) = (process.office, process.office.clock.now())
        let results = sent.map { _ in SimulatedProcess.Result<DossierAnswer>() }
        process.commit(
            zip(sent, results).map { wish, result in
                .init { transaction in
                    result.keep(try wish.carryOut(office, now: now, in: transaction))
                } answer: {
                    result.answer($0)
                }
            })
        for (wish, result) in zip(sent, results) { take(result.get(), of: wish, from: process) }
    }

    private func take(
        _ result: Result<DossierAnswer, any Error>?, of wish: Wish, from process: SimulatedProcess
    ) {
        count("commands")
        let told: String
        switch result {
        case nil:
            breaks("\(wish.name) was answered never or twice")
            told = "nothing"
        case .success(let answer)?:
            acknowledge(answer, of: wish)
            told = "version \(answer.dossier.version)\(answer.repeated ? " again" : "")"
        case .failure(let error)?: told = refuse(error, wish)
        }
        tell("\(process.name) \(wish.name) \(wish.stream): \(told)")
    }

    private func acknowledge(_ answer: DossierAnswer, of wish: Wish) {
        let command = wish.request.command
        if let before = clients.acknowledged[command] {
            hold(answer.repeated && answer.events.count == before, "\(wish.name) was done twice")
        }
        hold(!clients.refused.contains(command), "\(wish.name) was refused and done")
        hold(answer.stream == wish.stream, "\(wish.name) changed another dossier")
        clients.acknowledged[command] = answer.events.count
        clients.learn(answer.dossier, of: answer.stream)
        count("acknowledged")
        if answer.repeated { count("acknowledged when asked again") }
    }

    /// A rule's no ends it; anything else leaves it open, and it is sent again or given up.
    private func refuse(_ error: any Error, _ wish: Wish) -> String {
        let command = wish.request.command
        switch error {
        case let refusal as UseCaseRefusal:
            hold(clients.acknowledged[command] == nil, "\(wish.name) was done and then refused: \(refusal)")
            if clients.refused.insert(command).inserted { count("refused") }
            return "refused"
        case let failure as StoreError where failure.code == .versionConflict && wish.beginsDossier:
            // Handed in a second time under another command: the stream holds its dossier already.
            hold(clients.last[wish.stream] != nil, "\(wish.name) met records nobody was told of")
            clients.refused.insert(command)
            return "there already"
        case is StoreCalls.Killed: break
        case is ClockFault: count("refused by the clock")
        case let failure as StoreError where failure.isInjected: break
        default: breaks("\(wish.name) failed with \(error)")
        }
        // One that has been answered already, by the first of two clicks, has nothing more to wait for.
        if clients.acknowledged[command] != nil { return "told before" }
        if !isCalm, chance(4) {
            clients.abandoned += 1
        } else if !clients.waiting.contains(where: { $0.request.command == command }) {
            var again = wish
            again.sent += 1
            clients.waiting.append(again)
        }
        return "open, \(type(of: error))"
    }
}

extension StoreError {
    /// True for what the simulation brought about itself, told as it is or in the engine's own words.
    var isInjected: Bool { reason.contains("injected") || reason.contains("Killed") }
}
