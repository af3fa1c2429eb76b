import Core
import Foundation
import Ledger
import Store
import TestEngines

@testable import UseCases

/// Several processes on one store, with whatever time, chance and faults do to them; one seed decides everything.
///
/// `@unchecked`: it runs on one thread alone; what is done in the middle of another's call is done by that thread too.
final class Simulation: @unchecked Sendable {
    let seed: UInt64
    var commands: RandomCommands
    let time = TrueTime()
    let outside: OutsideWorld
    let folder: DataFolder
    private(set) var bare: any StoreBackend
    private(set) var processes: [SimulatedProcess] = []
    private var born = 0
    var clients = Clients()
    private var audit = LedgerAudit()
    private(set) var trace = Trace()
    private(set) var broken: [String] = []
    /// How often each thing came about.
    private(set) var counts: [String: Int] = [:]
    /// True while nothing goes wrong any more.
    var isCalm = false
    /// True while another process acts in the middle of one's call.
    private var isInterrupted = false

    static let size = 3

    init(seed: UInt64) throws {
        self.seed = seed
        commands = RandomCommands(random: SeededRandom(seed: seed))
        outside = OutsideWorld(seed: seed &+ 1)
        // In memory where there is such a place: no power is cut here, so that waiting for a disk shows nothing.
        let memory = "/dev/shm"
        let place =
            FileManager.default.isWritableFile(atPath: memory)
            ? memory : FileManager.default.temporaryDirectory.path
        folder = DataFolder("\(place)/motcua-simulation-\(UUID().uuidString)")
        bare = try BareBackend.sqlite(folder)
        for _ in 0..<Simulation.size { processes.append(try newProcess()) }
        try found()
        for process in processes { try process.look() }
    }

    deinit {
        for process in processes { process.end() }
        bare.close()
        do { try FileManager.default.removeItem(atPath: folder.path) } catch { print("left behind: \(folder.path)") }
    }

    // MARK: - What is told

    func tell(_ line: String) { trace.tell("\(time.elapsed / 1_000_000) \(line)") }

    func count(_ what: String, _ by: Int = 1) { counts[what, default: 0] += by }

    /// Notes what may never be.
    func breaks(_ what: String) {
        tell("BROKEN \(what)")
        broken.append("\(what) SEED=\(seed)")
    }

    func hold(_ condition: Bool, _ what: @autoclosure () -> String) { if !condition { breaks(what()) } }

    // MARK: - Chance

    func upTo(_ most: Int) -> Int { commands.upTo(most) }
    func chance(_ percent: Int) -> Bool { commands.chance(percent) }
    func draw() -> UInt64 { commands.random.next() }

    // MARK: - Processes

    /// Reads what is stored, past all processes and their faults.
    func peek<T>(_ body: (any SQLConnection) throws -> T) throws -> T { try bare.read(body) }

    private func newProcess() throws -> SimulatedProcess {
        born += 1
        let wrong = !isCalm && born > Simulation.size && chance(10) ? upTo(1_200) - 600 : 0
        let process = try SimulatedProcess(
            "p\(born)", on: bare, folder, time, wrongBy: wrong, outside: outside, seed: draw())
        process.calls.interrupt { [unowned self, unowned process] in interrupt(process) }
        return process
    }

    /// Ends a process in the middle of whatever it does, and starts it anew.
    func restart(_ place: Int) throws {
        for (call, failed) in processes[place].calls.failed { count("failed \(call.rawValue)", failed) }
        processes[place].end()
        processes[place] = try newProcess()
        tell("\(processes[place].name) starts, \(processes[place].wall.isRight ? "right" : "wrong")")
        count("restarts")
    }

    /// The whole machine stops and starts; nothing but the files goes over.
    func restartAll() throws {
        for process in processes { process.end() }
        bare.close()
        bare = try BareBackend.sqlite(folder)
        for place in processes.indices { try restart(place) }
        count("machine restarts")
    }

    /// Now and then another process acts while one is about to ask for a connection.
    private func interrupt(_ process: SimulatedProcess) {
        guard !isCalm, !isInterrupted, chance(3) else { return }
        isInterrupted = true
        defer { isInterrupted = false }
        let others = processes.filter { $0 !== process && !$0.calls.isDead }
        guard !others.isEmpty else { return }
        let other = others[upTo(others.count)]
        count("interruptions")
        if chance(50) { send(to: other) } else { beat(other) }
    }

    /// Looks at everything while nobody acts.
    func runAudit(rebuilds: Bool) throws {
        let wasInterrupted = isInterrupted
        isInterrupted = true
        defer { isInterrupted = wasInterrupted }
        try audit.run(self, rebuilds: rebuilds)
    }

    /// Lets some call of one step go wrong, once; a process that did not outlive it is started anew.
    func withFault(_ place: Int, _ step: (SimulatedProcess) -> Void) throws {
        let process = processes[place]
        if !isCalm, chance(30) {
            let fault = commands.pick(CallFault.allCases)
            process.calls.arm(
                after: upTo(fault == .between ? 2 : 25), fault,
                code: commands.pick([.disk, .unreachable, .busy, .undone]),
                kills: chance(25))
        }
        step(process)
        process.calls.disarm()
        if process.calls.isDead {
            count("kills in a call")
            try restart(place)
        }
    }
}
