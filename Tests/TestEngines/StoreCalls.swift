public import Store
import Synchronization

/// What a store can be asked to do, as the suites of faults count it.
public enum StoreCall: String, CaseIterable, Sendable {
    /// A connection for reading or writing is asked for.
    case loan
    /// One unchanging state is read.
    case read
    /// A statement on ledger and tables.
    case statement
    /// The keyring is taken into a transaction.
    case keyring
    /// A statement on the keyring.
    case keyStatement
    case begin, mark, keep, undo, commit
    case filePut, fileGet, fileRemove
}

/// How a call goes wrong.
public enum CallFault: String, CaseIterable, Sendable {
    /// Nothing of it was done.
    case before
    /// All of it was done and the answer is lost.
    case after
    /// A commit that stored the keyring and not the ledger; no other call has a middle.
    case between
}

/// Counts what one process asks of its store, and makes one of these calls go wrong, once.
public final class StoreCalls: Sendable {
    /// The process was killed in the middle of a call; nothing it asks for is done any more.
    public struct Killed: Error, Sendable {}

    private struct State {
        var made = 0
        /// Calls until the one that goes wrong; 0 for none.
        var left = 0
        var fault = CallFault.before
        var code = StoreError.Code.disk
        var kills = false
        var isDead = false
        var failed: [StoreCall: Int] = [:]
    }

    private let state = Mutex(State())
    private let interruption = Mutex<(@Sendable () -> Void)?>(nil)

    public init() {}

    /// Lets the call after `skipped` others go wrong; for `between` commits alone count.
    ///
    /// - Parameter kills: true where the process does not outlive it.
    public func arm(
        after skipped: Int, _ fault: CallFault, code: StoreError.Code = .disk, kills: Bool = false
    ) {
        state.withLock { state in
            (state.left, state.fault, state.code, state.kills) = (skipped + 1, fault, code, kills)
            state.made = 0
        }
    }

    /// Gives how many calls were made since `arm`, and lets none go wrong any more.
    @discardableResult
    public func disarm() -> Int {
        state.withLock { state in
            state.left = 0
            return state.made
        }
    }

    /// Calls that went wrong, of each kind.
    public var failed: [StoreCall: Int] { state.withLock { $0.failed } }
    public var isDead: Bool { state.withLock { $0.isDead } }
    public func kill() { state.withLock { $0.isDead = true } }

    /// What happens elsewhere while this process is about to ask for a connection.
    public func interrupt(with work: (@Sendable () -> Void)?) { interruption.withLock { $0 = work } }

    func letOthersAct() { interruption.withLock { $0 }?() }

    /// Does one call, or fails it.
    ///
    /// - Parameter between: the first half of a commit.
    func make<T>(_ call: StoreCall, between half: (() throws -> Void)? = nil, _ body: () throws -> T) throws -> T {
        guard let (fault, error) = try turn(call) else {
            let value = try body()
            return value
        }
        switch fault {
        case .before: break
        case .between: try half?()
        case .after: _ = try body()
        }
        throw error
    }

    /// How this call goes wrong, and what its caller is told; nil where it goes well.
    private func turn(_ call: StoreCall) throws -> (CallFault, any Error)? {
        try state.withLock { state in
            guard !state.isDead else { throw Killed() }
            guard state.fault != .between || call == .commit else { return nil }
            state.made += 1
            guard state.left > 0 else { return nil }
            state.left -= 1
            guard state.left == 0 else { return nil }
            state.failed[call, default: 0] += 1
            if state.kills {
                state.isDead = true
                return (state.fault, Killed())
            }
            // Only of a commit may its caller be left in doubt; whatever else fails is undone with its transaction.
            let isDoubt = state.fault == .after && (call == .commit || call == .loan)
            return (state.fault, StoreError(isDoubt ? .commitUnknown : state.code, "injected", at: call.rawValue))
        }
    }
}
