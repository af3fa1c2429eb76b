import Core
import Ledger
import Store
import TestEngines

@testable import UseCases

/// One step after the other, each drawn from the seed.
extension Simulation {
    func step() throws {
        pass()
        let place = upTo(processes.count)
        switch upTo(100) {
        case ..<52: try withFault(place) { send(to: $0) }
        case ..<78: try withFault(place) { round($0) }
        case ..<83: try withFault(place) { look($0) }
        case ..<86: setClock(place)
        case ..<89: try withFault(place) { publish($0) }
        case ..<92: try withFault(place) { erase($0) }
        case ..<95: try withFault(place) { decideParked($0) }
        case ..<98: try restart(place)
        case ..<99: outside.isAway(chance(50))
        default:
            try restartAll()
            eraseWaiting(processes[0])
            if processes[0].calls.isDead { try restart(0) }
            try runAudit(rebuilds: clients.erasing.isEmpty && chance(40))
        }
        checkLead()
    }

    /// Mostly seconds, so that a lead lasts; now and then hours, so that terms run out.
    private func pass() {
        switch upTo(100) {
        case ..<70: time.pass(upTo(12))
        case ..<90: time.pass(upTo(600))
        case ..<98: time.pass(upTo(7_200))
        default: time.pass(upTo(72_000))
        }
    }

    /// Beat, follow, chores: what the threads of a server do beside its pages.
    func round(_ process: SimulatedProcess) {
        beat(process)
        look(process)
        let followed = process.follow()
        count("followed", followed.handled)
        let chores = process.doChores()
        count("chores", chores.done.count)
        tell(
            "\(process.name) follows \(followed.handled) \(followed.faults.map(\.reason)), "
                + "\(chores.done) \(chores.failures.map(\.reason))")
        for reason in followed.faults.map(\.reason) + chores.failures.map(\.reason) { checkReason(reason) }
    }

    func beat(_ process: SimulatedProcess) {
        attempt("beat", process) { try process.beat() }
        checkLead()
    }

    private func look(_ process: SimulatedProcess) {
        attempt("look", process) { count("decisions taken over", try process.look()) }
    }

    /// A wall clock jumps by up to an hour, steps a little, or is put right again.
    private func setClock(_ place: Int) {
        let process = processes.first { !$0.wall.isRight } ?? processes[place]
        let seconds = process.wall.isRight ? (chance(70) ? upTo(7_200) - 3_600 : upTo(9) - 4) : 0
        process.wall.set(wrongBy: seconds)
        count("clocks set")
        tell("\(process.name) clock \(seconds)")
    }

    /// A new version of a procedure, while other processes still take dossiers in by the old one.
    private func publish(_ process: SimulatedProcess) {
        let (office, code) = (process.office, commands.pick(Province.procedures).code)
        var random = SeededRandom(seed: draw())
        attempt("publish", process) {
            guard var next = try office.catalogue.procedure(code) else { return }
            let newest = try self.peek {
                try $0.first("SELECT max(number) FROM procedure_version WHERE code = ?1", [.text(code.text)]) {
                    Int($0.integer(0))
                }
            }
            next.version = (newest ?? 0) + 1
            try office.store.writeNow { transaction in
                try OfficeDecisions(office, by: Simulation.administrator).record(
                    .procedurePublished(next), now: office.clock.now(), random: &random, in: transaction)
            }
            try office.refresh()
            self.count("published")
        }
    }

    /// One officer asks for an erasure and another confirms it; one that was not answered is given again.
    private func erase(_ process: SimulatedProcess) {
        if clients.erasing.isEmpty {
            guard !clients.dossiers.isEmpty else { return }
            clients.erasing.append(commands.pick(Array(clients.dossiers.suffix(6))))
        }
        eraseWaiting(process)
    }

    /// A key may be destroyed before its erasure is recorded: then the person's names go when it is given again.
    func eraseWaiting(_ process: SimulatedProcess) {
        for stream in clients.erasing {
            guard let number = clients.last[stream]?.number.text else { continue }
            attempt("erase", process) {
                var random = SeededRandom(seed: self.draw())
                do {
                    _ = try Erasure(process.office, by: Simulation.leader).ask(
                        number, basis: "Quyết định 12/QĐ-UBND", random: &random)
                    _ = try Erasure(process.office, by: Simulation.administrator).confirm(number, random: &random)
                } catch ErasureRefusal.alreadyErased(_) {}
                self.clients.erasing.removeAll { $0 == stream }
                if !self.clients.erased.contains(stream) { self.clients.erased.append(stream) }
                self.count("erased")
            }
        }
    }

    /// A person decides about a record that stands aside.
    func decideParked(_ process: SimulatedProcess) {
        let (office, seed) = (process.office, draw())
        attempt("decide", process) {
            let parked = try self.peek { try ParkedTable.list(after: nil, limit: 100, in: $0) }
            guard let first = parked.first(where: { $0.state == .parked }) else { return }
            let act: ParkedAct = self.chance(60) ? .skip : self.chance(50) ? .done : .retry
            let acts = ParkedActs(by: Simulation.administrator, root: "H21", now: office.clock.now())
            try office.store.writeNow { transaction in
                var random = SeededRandom(seed: seed)
                _ = try acts.give(act, follower: first.follower, seq: first.seq, random: &random, in: transaction)
            }
            self.count("parked decided")
        }
    }

    /// Something that the store, the clock or a kill may hinder, and nothing else.
    private func attempt(_ what: String, _ process: SimulatedProcess, _ body: () throws -> Void) {
        do {
            try body()
            tell("\(process.name) \(what)")
        } catch {
            tell("\(process.name) \(what): \(type(of: error))")
            switch error {
            case is StoreCalls.Killed, is ClockFault: break
            case let failure as StoreError where failure.isInjected: break
            default: breaks("\(what) failed with \(error)")
            }
        }
    }

    /// A turn tells why by a word alone.
    private func checkReason(_ reason: String) {
        let known = [
            "store-disk", "store-unreachable", "store-busy", "store-undone", "store-commitUnknown", "Killed",
            "ClockFault",
        ]
        hold(known.contains(reason), "a turn failed by \(reason)")
    }

    /// Of all processes at most one may take itself for the leader, at any moment.
    private func checkLead() {
        let leaders = processes.filter { !$0.calls.isDead && $0.leadership.epoch != nil }.map(\.name)
        hold(leaders.count <= 1, "\(leaders) lead together")
    }
}
