public import Core
import Store
import Synchronization

/// The machine's own clock, watched against time that cannot be set (đồng hồ máy chủ): a legal clock may not jump.
public final class MachineClock: OfficeClock {
    private let wall: @Sendable () -> Instant
    private let elapsed: @Sendable () -> Int64
    private let begun: (wall: Instant, elapsed: Int64)
    private let ahead = Mutex<Int64>(0)

    /// - Parameter wall: what the machine shows now, which an administrator or the network may set.
    /// - Parameter elapsed: microseconds on a clock that only runs on, over a sleep of the machine too.
    public init(wall: @escaping @Sendable () -> Instant, elapsed: @escaping @Sendable () -> Int64) {
        self.wall = wall
        self.elapsed = elapsed
        begun = (wall(), elapsed())
    }

    public func now() -> Instant { Instant(microseconds: wall().microseconds + ahead.withLock { $0 }) }

    public var departure: Int64 {
        (wall().microseconds - begun.wall.microseconds) - (elapsed() - begun.elapsed)
    }

    public func departure(of moment: Instant) -> Int64 {
        moment.microseconds - ahead.withLock { $0 } - begun.wall.microseconds - (elapsed() - begun.elapsed)
    }

    /// Goes on from `instant` where it stands earlier: for a demonstration, whose time is not the machine's.
    public func goOn(from instant: Instant) {
        let shown = wall().microseconds
        ahead.withLock { $0 = max($0, instant.microseconds - shown) }
    }
}

/// Why nothing is written now: the time that it would bear is not to be trusted.
public enum ClockFault: Error, Hashable, Sendable {
    /// The machine's clock was set while the program ran: by so many microseconds, forward or back.
    case departed(microseconds: Int64)
    /// The ledger already holds a later moment than the clock shows.
    case behindLedger(last: Instant, now: Instant)

    /// What a clock may be off before writing stops, in microseconds.
    public static let most: Int64 = 5_000_000
    /// What a moment may lie back when it is written, in microseconds: as long as a command may wait for its turn.
    public static let waitMost: Int64 = 60_000_000
}

extension Office {
    /// The one moment that everything written in this commit bears: `now`, or the last record's where a small step of
    /// the clock has put `now` before it.
    ///
    /// Why one: `at` decides deadlines and `recorded` what a report may know, and they must tell the same story. Why
    /// `now` is looked at and not the clock alone: it was read before the command waited for its turn, and if the clock
    /// was wrong then and is right again, one record of the wrong hour would stop all others for that long.
    ///
    /// - Throws: `ClockFault` where the clock is off by more than `ClockFault.most`, and `StoreError`.
    func moment(_ now: Instant, in transaction: Transaction) throws -> Instant {
        let departure = clock.departure
        guard abs(departure) <= ClockFault.most else { throw ClockFault.departed(microseconds: departure) }
        let lead = clock.departure(of: now)
        guard (-ClockFault.waitMost...ClockFault.most).contains(lead) else {
            throw ClockFault.departed(microseconds: lead)
        }
        let last = try writer.lastRecorded(in: transaction)
        guard last.microseconds - now.microseconds <= ClockFault.most else {
            throw ClockFault.behindLedger(last: last, now: now)
        }
        return max(now, last)
    }
}
