public import Core
import Synchronization

/// What time it is for the office (đồng hồ của cơ quan): the machine's, or one that a demonstration sets.
public protocol OfficeClock: Sendable {
    func now() -> Instant

    /// How far it was set away from time that only runs on, in microseconds since the program began; 0 for a clock
    /// that nobody can set.
    var departure: Int64 { get }

    /// How far a moment that was read from it lies ahead of time that only runs on, in microseconds; a moment read a
    /// while ago lies behind. 0 for a clock that nobody can set.
    func departure(of moment: Instant) -> Int64
}

extension OfficeClock {
    public var departure: Int64 { 0 }
    public func departure(of moment: Instant) -> Int64 { 0 }

    /// Now, as time tells it that only runs on: for how long somebody has been away, which a clock that was set must
    /// not change. Nothing that is written bears it.
    public func steadyNow() -> Instant { Instant(microseconds: now().microseconds - departure) }
}

/// A clock that is told the time: for the demonstration's history and for tests.
public final class VirtualClock: OfficeClock {
    private let instant: Mutex<Instant>

    public init(_ start: Instant) { instant = Mutex(start) }

    public func now() -> Instant { instant.withLock { $0 } }

    /// Moves to another moment; never back, so that what is written stays in order.
    public func move(to next: Instant) { instant.withLock { $0 = max($0, next) } }
}

/// A clock that starts at a given moment and runs on with another one: the demonstration while it is shown.
public final class RunningClock: OfficeClock {
    private let start: Mutex<Instant>
    private let elapsed: @Sendable () -> Int64

    /// - Parameter elapsed: microseconds since the program began.
    public init(from start: Instant, elapsed: @escaping @Sendable () -> Int64) {
        self.start = Mutex(start)
        self.elapsed = elapsed
    }

    public func now() -> Instant { Instant(microseconds: start.withLock { $0 }.microseconds + elapsed()) }

    /// Goes on from `instant` where it stands earlier: what was recorded before may not lie in the future.
    public func goOn(from instant: Instant) {
        let elapsed = elapsed()
        start.withLock { $0 = max($0, Instant(microseconds: instant.microseconds - elapsed)) }
    }
}
