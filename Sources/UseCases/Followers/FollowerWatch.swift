import Core
import Store
import Synchronization

/// What figures and health page tell of the followers, kept so that asking costs nothing (theo dõi tác vụ).
public final class FollowerWatch: Sendable {
    private struct State {
        var board: FollowerBoard?
        var leads = false
    }

    private let state = Mutex(State())

    public init() {}

    /// Looks again, on a thread of the caller's that may block.
    public func look(at office: Office, _ list: FollowerList, leads: Bool) throws {
        let board = try office.store.readNow { try FollowerBoard.read(list, log: office.reader, in: $0) }
        state.withLock { $0 = State(board: board, leads: leads) }
    }

    /// As it was seen last; nil before the first time.
    public var board: FollowerBoard? { state.withLock { $0.board } }

    /// True if this process led then.
    public var leads: Bool { state.withLock { $0.leads } }
}
