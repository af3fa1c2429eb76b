import Core
import Ledger
import Store
import Synchronization

/// Drops kept checkpoints that nothing is held against any more, once an hour (dọn mốc cũ).
final class CheckpointTidying: Sendable {
    /// When it was done last; nil before the first time.
    private let last = Mutex<Instant?>(nil)
    private static let everyMinutes = 60

    /// In steps of one transaction each, so that no writer waits long; gives how many were dropped.
    @discardableResult
    func run(_ office: Office) throws -> Int {
        let now = office.clock.now()
        let isDue = last.withLock { last in
            // A clock that was set back does not put it off.
            last.map { now < $0 || now >= $0.adding(minutes: CheckpointTidying.everyMinutes) } ?? true
        }
        guard isDue else { return 0 }
        var dropped = 0
        var next: Int? = 0
        while let size = next {
            let step = try office.store.writeNow { transaction in
                // Refuses a wrong clock, by which all would look old.
                let moment = try office.moment(office.clock.now(), in: transaction)
                return try CheckpointThinning.step(
                    from: size, of: office.reader.log, now: moment, in: transaction.sql)
            }
            dropped += step.dropped
            next = step.next
        }
        last.withLock { $0 = now }
        return dropped
    }
}
