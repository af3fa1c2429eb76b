import Ledger
import Synchronization

/// Keys unwrapped not long ago, at most so many.
///
/// Two halves: new keys go into the young one; when it is full it becomes the old one, and the old one is dropped.
/// A key that is asked for stays, one nobody asks for is gone after two turns; no list of ages is kept.
final class KeyCache: Sendable {
    private struct State {
        var young: [StreamID: DossierKey] = [:]
        var old: [StreamID: DossierKey] = [:]
        /// Raised whenever a key is forgotten.
        var turn = 0
    }

    private let state = Mutex(State())
    private let half: Int

    init(limit: Int) { half = max(1, limit / 2) }

    /// Which turn this is, for `keep`.
    var turn: Int { state.withLock { $0.turn } }

    /// The key, and which turn this is, for `keep`.
    func find(_ stream: StreamID) -> (key: DossierKey?, turn: Int) {
        state.withLock { state in
            if let key = state.young[stream] { return (key, state.turn) }
            guard let key = state.old[stream] else { return (nil, state.turn) }
            insert(key, stream, &state)
            return (key, state.turn)
        }
    }

    /// Keeps a key that was looked up in `turn`; not when a key was forgotten since, for it might be this one.
    func keep(_ key: DossierKey, _ stream: StreamID, turn: Int) {
        state.withLock { state in
            if state.turn == turn { insert(key, stream, &state) }
        }
    }

    func forget(_ stream: StreamID) {
        state.withLock { state in
            state.young[stream] = nil
            state.old[stream] = nil
            state.turn += 1
        }
    }

    private func insert(_ key: DossierKey, _ stream: StreamID, _ state: inout State) {
        if state.young.count >= half {
            state.old = state.young
            state.young = [:]
        }
        state.young[stream] = key
    }
}
