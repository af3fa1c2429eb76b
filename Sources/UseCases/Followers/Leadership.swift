import Core
public import Store
import Synchronization

/// Which one of the processes on a store does what only one may do (tiến trình chủ trì).
///
/// A lease row says who leads. Whoever leads renews it; whoever waits takes the lead once the row has not moved for the
/// whole term by the waiter's own running clock, so that no wall clock, right or wrong, decides. Each change of hands
/// raises the epoch, and every writing of a leader names its epoch: one that slept past its term moves nothing.
public final class Leadership: Sendable {
    /// The one lease that there is: followers and chores are led together.
    public static let name = "followers"

    /// This process, as page and figures call it; unlike that of any other process, before or beside.
    public let holder: String
    /// How long the lead lasts when it is not renewed, in microseconds.
    let term: Int64
    private let office: Office
    private let elapsed: @Sendable () -> Int64
    private let state = Mutex(State())

    private struct State {
        var epoch: Int?
        /// On the running clock, before the renewal was written.
        var renewed: Int64 = 0
        /// What another's lease looked like, and since when.
        var seen: (epoch: Int, beat: Int, since: Int64)?
    }

    /// How long the lead lasts unless a test says otherwise; renewed three times as often.
    public static let usualTerm: Duration = .seconds(30)

    /// - Parameter elapsed: microseconds on a clock that only runs on, over a sleep of the machine too.
    public init(
        _ office: Office, holder: String, term: Duration = Leadership.usualTerm,
        elapsed: @escaping @Sendable () -> Int64
    ) {
        self.office = office
        self.holder = holder
        self.term = Int64(term / .microseconds(1))
        self.elapsed = elapsed
    }

    /// The epoch under which this process leads; nil while it does not, or not for certain.
    public var epoch: Int? {
        let now = elapsed()
        return state.withLock { $0.epoch != nil && now - $0.renewed < term ? $0.epoch : nil }
    }

    /// Renews the lead, takes it where it is free, or looks on; called three times a term.
    ///
    /// Throws `StoreError`; who leads then goes on until its term is over.
    public func beat() throws {
        let begun = elapsed()
        let lease = try office.store.readNow { try LeaseTable.find(Leadership.name, in: $0) }
        if let lease, lease.holder != holder, lease.holder != nil, !isOver(lease, at: begun) { return }
        let held = try office.store.writeNow { try self.hold(lease, in: $0.sql) }
        state.withLock { state in
            state.epoch = held
            state.renewed = begun
            state.seen = nil
        }
    }

    /// Gives the lead up, so that nobody waits for its end: when the server goes down.
    public func resign() throws {
        state.withLock { $0.epoch = nil }
        try office.store.writeNow { transaction in
            guard var lease = try LeaseTable.find(Leadership.name, locked: true, in: transaction.sql),
                lease.holder == holder
            else { return }
            lease.holder = nil
            try LeaseTable.update(lease, Leadership.name, in: transaction.sql)
        }
    }

    /// Refuses to go on in this transaction unless `epoch` is still the newest; nobody takes the lead until it ends.
    ///
    /// - Throws: `LeadLost`, `StoreError`.
    public func check(_ epoch: Int, in transaction: Transaction) throws {
        let lease = try LeaseTable.find(Leadership.name, locked: true, in: transaction.sql)
        guard let lease, lease.epoch == epoch, lease.holder == holder else {
            state.withLock { if $0.epoch == epoch { $0.epoch = nil } }
            throw LeadLost()
        }
    }

    /// True once another's lease has not moved for a whole term; remembers what it looked like.
    private func isOver(_ lease: Lease, at now: Int64) -> Bool {
        state.withLock { state in
            state.epoch = nil
            guard let seen = state.seen, seen.epoch == lease.epoch, seen.beat == lease.beat else {
                state.seen = (lease.epoch, lease.beat, now)
                return false
            }
            return now - seen.since >= term
        }
    }

    /// Writes the lease as this process's own; nil if it is no longer as it was seen.
    private func hold(_ seen: Lease?, in sql: any SQLConnection) throws -> Int? {
        let now = office.clock.now()
        guard var lease = try LeaseTable.find(Leadership.name, locked: true, in: sql) else {
            let first = Lease(holder: holder, epoch: 1, beat: 1, renewed: now)
            return try LeaseTable.insert(first, Leadership.name, in: sql) ? first.epoch : nil
        }
        guard lease.epoch == seen?.epoch, lease.beat == seen?.beat, lease.holder == seen?.holder else { return nil }
        if lease.holder != holder {
            lease.holder = holder
            lease.epoch += 1
        }
        lease.beat += 1
        lease.renewed = now
        try LeaseTable.update(lease, Leadership.name, in: sql)
        return lease.epoch
    }
}

/// Another process leads now; what was begun is left to it.
public struct LeadLost: Error, Hashable, Sendable {
    public init() {}
}
