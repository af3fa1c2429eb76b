import Core
import Ledger
import Store
import Synchronization
import TestEngines

@testable import UseCases

/// What the followers of all processes have told the world outside, which is away now and then.
final class OutsideWorld: Sendable {
    private struct State {
        var dice: SeededRandom
        /// Records in the order in which each was told first.
        var told: [Int] = []
        var known: Set<Int> = []
        var again = 0
        var isAway = false
        var isCalm = false
    }

    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(dice: SeededRandom(seed: seed))) }

    /// Records in the order in which each was told first.
    var told: [Int] { state.withLock { $0.told } }
    /// How often one was told that was known already.
    var again: Int { state.withLock { $0.again } }

    func isAway(_ away: Bool) { state.withLock { $0.isAway = away } }

    /// From now on nobody is killed in the middle of telling.
    func calm() { state.withLock { ($0.isAway, $0.isCalm) = (false, true) } }

    /// True once in so many times.
    func kills(onceIn chances: UInt64) -> Bool {
        state.withLock { !$0.isCalm && $0.dice.next() % chances == 0 }
    }

    func tell(_ seq: Int) throws {
        try state.withLock { state in
            guard !state.isAway, state.dice.next() % 12 != 0 else { throw Away() }
            if state.known.insert(seq).inserted { state.told.append(seq) } else { state.again += 1 }
        }
    }

    struct Away: Error {}
}

/// Tells each record of a dossier outside; a few can never be told.
struct LetterFollower: Follower {
    static let place = "letters"

    let name = LetterFollower.place
    let outside: OutsideWorld
    let calls: StoreCalls

    func wants(_ record: Record) -> Bool { record.recordClass == .dossier }

    func handle(_ record: Record, in office: Office) throws {
        if record.seq % 61 == 7 { throw PermanentFailure("no-address") }
        // As a real one, it looks at the dossier as it is now.
        _ = try office.store.readNow { try DossierFinding.row(stream: DossierID(record.stream.text), in: $0) }
        if outside.kills(onceIn: 400) { calls.kill() }
        try outside.tell(record.seq)
        if outside.kills(onceIn: 400) { calls.kill() }
    }
}

/// The log's key, always there.
struct SimulatedLogKeys: LogKeySource {
    func keys(named name: String) throws -> LogKeys {
        guard let signer = NoteSigner(name: name, kind: .log, seed: [UInt8](repeating: 3, count: 32)) else {
            throw LogFailure.key
        }
        return LogKeys(current: signer)
    }
}
