import Core
import Ledger
import Synchronization
import TestEngines

@testable import Store
@testable import UseCases

/// One server on the common store, with a clock, a lead, keys and a catalogue of its own in memory.
///
/// `@unchecked`: the simulation's one thread alone uses it.
final class SimulatedProcess: @unchecked Sendable {
    /// Unlike that of any other process, before or beside.
    let name: String
    let calls = StoreCalls()
    let wall: WallClock
    let office: Office
    let leadership: Leadership
    private let backend: FailingBackend
    private var turns: FollowerTurns
    private let chores: ChoreTurns
    private var others: OtherProcesses

    static let master = [UInt8](repeating: 7, count: 32)

    /// - Parameter bare: what all processes share; it outlives each of them.
    init(
        _ name: String, on bare: any StoreBackend, _ folder: DataFolder, _ time: TrueTime, wrongBy seconds: Int,
        outside: OutsideWorld, seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        let born = time.elapsed
        let elapsed: @Sendable () -> Int64 = { time.elapsed - born }
        let wall = WallClock(time)
        wall.set(wrongBy: seconds)
        self.name = name
        self.wall = wall
        backend = FailingBackend(bare, calls, closes: false)
        let store = StoreEngine(backend: backend, settings: .init(readers: 1, workers: 1))
        office = try Office(
            store: store, keyring: Keyring(master: try MasterKey(Self.master), engine: store),
            files: FolderFileStore(folder), log: "H21", sealer: MasterKeySealer(masterKey: Self.master),
            clock: MachineClock(wall: { wall.shown }, elapsed: elapsed), codes: CodeOnScreen(), random: &random)
        leadership = Leadership(office, holder: name, elapsed: elapsed)
        turns = FollowerTurns(
            office, followers: [LetterFollower(outside: outside, calls: calls)], leadership: leadership, random: random,
            elapsed: elapsed)
        let book = LogBook(office, keys: SimulatedLogKeys())
        chores = ChoreTurns(office, chores: [CheckpointChore(book)], leadership: leadership)
        others = OtherProcesses(office)
    }

    /// Ends it as a kill does: nothing that it had begun is carried on.
    func end() {
        calls.interrupt(with: nil)
        calls.kill()
        office.store.close()
    }

    /// Carries jobs out in one commit, as the writer's thread does with those that wait together.
    func commit(_ jobs: [GroupCommit.Job]) {
        Batch(backend: backend, hooks: CommitHooks(), tally: CommitTally()).run(jobs)
    }

    func beat() throws { try leadership.beat() }

    func follow() -> FollowerTurns.Outcome { turns.turn() }

    func doChores() -> ChoreTurns.Outcome { chores.turn() }

    @discardableResult
    func look() throws -> Int { try others.look() }
}

extension SimulatedProcess {
    /// What one job of a commit came to.
    final class Result<Value: Sendable>: Sendable {
        private let state = Mutex<(value: Value?, failure: (any Error)?, answers: Int)>((nil, nil, 0))

        func keep(_ value: Value) { state.withLock { $0.value = value } }

        func answer(_ failure: (any Error)?) {
            state.withLock { state in
                state.failure = failure
                state.answers += 1
            }
        }

        /// Nil where nobody was answered, or twice.
        func get() -> Swift.Result<Value, any Error>? {
            state.withLock { state in
                guard state.answers == 1 else { return nil }
                if let failure = state.failure { return .failure(failure) }
                return state.value.map { .success($0) }
            }
        }
    }
}
