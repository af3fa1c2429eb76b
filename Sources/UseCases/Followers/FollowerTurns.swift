public import Core
import Ledger
import Store

/// Leads the followers through the ledger (chạy tác vụ theo dõi), on one thread, a turn at a time.
///
/// A record that fails steps aside and is tried again with growing pauses, then parked; what follows in its stream
/// steps aside behind it, all other streams go on. A place in the ledger is written once for many records: after a
/// crash some are carried out again, none is left out.
public struct FollowerTurns: Sendable {
    /// Records read at a time.
    static let page = 200
    /// How long records are carried out before the place is written, in microseconds.
    static let unwrittenMost: Int64 = 1_000_000
    /// Records of one follower that fail and are tried again at one time: with so many the world outside is away, and
    /// the next ones wait in the ledger.
    static let retriedMost = 100

    private let office: Office
    private let followers: [any Follower]
    private let leadership: Leadership
    private let elapsed: @Sendable () -> Int64
    private var random: any RandomSource
    private let backOff = BackOff()

    /// - Parameter elapsed: microseconds on a clock that only runs on.
    public init(
        _ office: Office, followers: [any Follower], leadership: Leadership, random: any RandomSource,
        elapsed: @escaping @Sendable () -> Int64
    ) {
        precondition(Set(followers.map(\.name)).count == followers.count, "each follower has a name of its own")
        self.office = office
        self.followers = followers
        self.leadership = leadership
        self.random = random
        self.elapsed = elapsed
    }

    /// What one turn came to.
    public struct Outcome: Sendable {
        /// Records carried out.
        public var handled = 0
        /// There is more to do at once.
        public var hasMore = false
        /// What kept a follower from going on at all: the store, not a record.
        public var faults: [(follower: String, reason: String)] = []
    }

    /// Each follower goes on by a page at most; nothing is done where another process leads.
    ///
    /// - Parameter isEnding: asked before each record, so that the server can go down.
    public mutating func turn(isEnding: () -> Bool = { false }) -> Outcome {
        var outcome = Outcome()
        for follower in followers {
            guard let epoch = leadership.epoch, !isEnding() else { break }
            do {
                try retry(follower, epoch, &outcome, isEnding)
                try goOn(follower, epoch, &outcome, isEnding)
            } catch is LeadLost {
                break
            } catch {
                outcome.faults.append((follower.name, FailureReason.word(error)))
            }
        }
        return outcome
    }

    private func leads(_ epoch: Int) throws {
        guard leadership.epoch == epoch else { throw LeadLost() }
    }

    // MARK: - Records that stand aside

    private mutating func retry(
        _ follower: any Follower, _ epoch: Int, _ outcome: inout Outcome, _ isEnding: () -> Bool
    ) throws {
        let now = office.clock.now()
        let latest = Instant(microseconds: now.microseconds + backOff.most)
        let due = try office.store.readNow {
            try ParkedTable.due(follower.name, now: now, latest: latest, limit: FollowerTurns.page, in: $0)
        }
        for parked in due where !isEnding() {
            try leads(epoch)
            let record = try office.store.readNow {
                try self.office.reader.records(from: parked.seq, limit: 1, $0).first
            }
            guard let record, record.seq == parked.seq else {
                throw StoreError(.corrupt, "a record that stands aside is not there", at: "record \(parked.seq)")
            }
            let failure = attempt(follower, record)
            var next = parked
            if let failure { fail(&next, failure) } else { outcome.handled += 1 }
            let (kept, isHandled) = (next, failure == nil)
            try office.store.writeNow { transaction in
                try self.leadership.check(epoch, in: transaction)
                if isHandled {
                    try ParkedTable.remove(follower.name, parked.seq, in: transaction.sql)
                } else {
                    try ParkedTable.update(kept, in: transaction.sql)
                }
            }
            // What stood behind it in its stream can go on at once.
            if isHandled { outcome.hasMore = true }
        }
    }

    // MARK: - The ledger

    private mutating func goOn(
        _ follower: any Follower, _ epoch: Int, _ outcome: inout Outcome, _ isEnding: () -> Bool
    ) throws {
        guard let place = try place(of: follower, epoch) else { return }
        let page = try office.store.readNow { sql -> FollowerPage? in
            let most = FollowerTurns.retriedMost
            guard try ParkedCounts.retried(follower.name, most: most, in: sql) < most else { return nil }
            return try FollowerPage(follower, from: place.next, self.office.reader, sql)
        }
        guard var page, !page.records.isEmpty else { return }
        var written = elapsed()
        for record in page.records {
            if isEnding() { break }
            if follower.wants(record) {
                if page.blocked.contains(record.stream) {
                    page.setAside.append(aside(record, of: follower, failure: nil))
                } else {
                    try leads(epoch)
                    if let failure = attempt(follower, record) {
                        page.setAside.append(aside(record, of: follower, failure: failure))
                        page.blocked.insert(record.stream)
                    } else {
                        outcome.handled += 1
                    }
                }
            }
            page.next = record.seq + 1
            let isFull = page.setAside.count(where: { $0.failed > 0 }) >= FollowerTurns.retriedMost
            if isFull || elapsed() - written >= FollowerTurns.unwrittenMost {
                try write(&page, of: follower, epoch)
                written = elapsed()
                if isFull { return }
            }
        }
        try write(&page, of: follower, epoch)
        if page.records.count == FollowerTurns.page { outcome.hasMore = true }
    }

    /// Where a follower stands; one that is new here begins where it says.
    private func place(of follower: any Follower, _ epoch: Int) throws -> FollowerPlace? {
        if let known = try office.store.readNow({ try FollowerTable.find(follower.name, in: $0) }) { return known }
        let now = office.clock.now()
        return try office.store.writeNow { transaction in
            try self.leadership.check(epoch, in: transaction)
            let size = try self.office.reader.head(transaction.sql)?.size ?? 0
            let first = FollowerPlace(name: follower.name, next: follower.readsHistory ? 0 : size, moved: now)
            try FollowerTable.insert(first, in: transaction.sql)
            return try FollowerTable.find(follower.name, in: transaction.sql)
        }
    }

    /// The place and what stepped aside before it, in one transaction of the leader alone.
    private func write(_ page: inout FollowerPage, of follower: any Follower, _ epoch: Int) throws {
        guard page.next > page.start else { return }
        let (start, setAside) = (page.start, page.setAside)
        let place = FollowerPlace(name: follower.name, next: page.next, moved: office.clock.now())
        try office.store.writeNow { transaction in
            try self.leadership.check(epoch, in: transaction)
            for parked in setAside { try ParkedTable.insert(parked, in: transaction.sql) }
            guard try FollowerTable.move(place, from: start, in: transaction.sql) else { throw LeadLost() }
        }
        page.start = page.next
        page.setAside = []
    }

    // MARK: - One record

    private func attempt(_ follower: any Follower, _ record: Record) -> (any Error)? {
        do {
            try follower.handle(record, in: office)
            return nil
        } catch {
            return error
        }
    }

    private mutating func aside(
        _ record: Record, of follower: any Follower, failure: (any Error)?
    ) -> ParkedRecord {
        let now = office.clock.now()
        var parked = ParkedRecord(
            follower: follower.name, seq: record.seq, stream: record.stream, kind: record.kind, state: .waiting,
            failed: 0, tryAt: now, reason: nil, parked: now)
        if let failure { fail(&parked, failure) }
        return parked
    }

    private mutating func fail(_ parked: inout ParkedRecord, _ failure: any Error) {
        parked.failed += 1
        parked.reason = FailureReason.word(failure)
        if failure is PermanentFailure || parked.failed >= backOff.triesMost {
            parked.state = .parked
        } else {
            let pause = backOff.pause(afterFailures: parked.failed, random: &random)
            parked.tryAt = Instant(microseconds: office.clock.now().microseconds + pause)
        }
    }
}

/// A stretch of the ledger before one follower, and how far it is done.
private struct FollowerPage {
    let records: [Record]
    /// Streams in which a record stands aside.
    var blocked: Set<StreamID>
    /// The place as it is written; `next` is not yet.
    var start: Int
    var next: Int
    /// Not written yet either.
    var setAside: [ParkedRecord] = []

    init(_ follower: any Follower, from start: Int, _ reader: LedgerReader, _ sql: any SQLConnection) throws {
        records = try reader.records(from: start, limit: FollowerTurns.page, sql)
        let streams = Set(records.filter { follower.wants($0) }.map(\.stream))
        blocked = try ParkedTable.blocked(follower.name, among: streams, in: sql)
        self.start = start
        next = start
    }
}
