import Core
import Ledger
import Store
import Synchronization

@testable import UseCases

/// A clock that only runs on, as one process sees it; a test moves it.
final class RunningTime: Sendable {
    private let microseconds = Mutex<Int64>(0)

    var elapsed: @Sendable () -> Int64 { { [self] in microseconds.withLock { $0 } } }
    func pass(_ seconds: Int64) { microseconds.withLock { $0 += seconds * 1_000_000 } }
}

/// A wall clock that goes forth and back, as no legal clock should.
final class JumpingClock: OfficeClock {
    private let instant: Mutex<Instant>

    init(_ start: Instant) { instant = Mutex(start) }

    func now() -> Instant { instant.withLock { $0 } }
    func jump(_ seconds: Int64) { instant.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// A follower that writes down what it is given, and fails as a test says.
final class TellingFollower: Follower {
    struct Fault: Error {}

    let name: String
    let readsHistory: Bool
    /// Says what goes wrong with a record; nil for nothing.
    private let fault: @Sendable (Record, Int) -> (any Error)?
    private let wanted: @Sendable (Record) -> Bool
    private let told = Mutex((tried: [Int](), handled: [Record]()))

    /// - Parameter fault: is given the record and how often it was tried before.
    init(
        _ name: String = "telling", readsHistory: Bool = true,
        wants: @escaping @Sendable (Record) -> Bool = { _ in true },
        fault: @escaping @Sendable (Record, Int) -> (any Error)? = { _, _ in nil }
    ) {
        self.name = name
        self.readsHistory = readsHistory
        wanted = wants
        self.fault = fault
    }

    var handled: [Record] { told.withLock { $0.handled } }
    var tried: [Int] { told.withLock { $0.tried } }

    func wants(_ record: Record) -> Bool { wanted(record) }

    func handle(_ record: Record, in office: Office) throws {
        let before = told.withLock { told in
            defer { told.tried.append(record.seq) }
            return told.tried.count { $0 == record.seq }
        }
        if let fault = fault(record, before) { throw fault }
        told.withLock { $0.handled.append(record) }
    }

    /// The numbers of a stream's records in the order in which each was first carried out.
    func order(of stream: StreamID) -> [Int] {
        var seen: [Int] = []
        for record in handled where record.stream == stream && !seen.contains(record.seq) { seen.append(record.seq) }
        return seen
    }
}

extension TestOffice {
    /// Adds so many records to a stream, as some use case would.
    func append(_ count: Int = 1, to stream: StreamID) throws {
        try write { transaction, random in
            for _ in 0..<count {
                let seen = try self.office.reader.records(ofStream: stream, transaction.sql).count
                let new = NewRecord(
                    stream: stream, recordClass: .dossier, event: "tested", expectedVersion: seen,
                    at: self.office.clock.now(), actor: "aa00", command: CommandID(random.id()),
                    body: Array("{}".utf8), personal: nil)
                _ = try self.office.writer.append(
                    [new], now: self.office.clock.now(), random: &random, in: transaction)
            }
        }
    }

    func place(_ follower: String = "telling") throws -> Int {
        try office.store.readNow { try FollowerTable.find(follower, in: $0)?.next } ?? 0
    }

    func size() throws -> Int { try office.store.readNow { try self.office.reader.head($0)?.size } ?? 0 }

    func aside(_ limit: Int = 1_000) throws -> [ParkedRecord] {
        try office.store.readNow { try ParkedTable.list(after: nil, limit: limit, in: $0) }
    }
}

/// One process with its own running clock and its own lead.
struct FollowerProcess {
    let time = RunningTime()
    let leadership: Leadership
    var turns: FollowerTurns

    init(_ test: TestOffice, _ followers: [any Follower], holder: String = "a", seed: UInt64 = 9) {
        leadership = Leadership(test.office, holder: holder, elapsed: time.elapsed)
        turns = FollowerTurns(
            test.office, followers: followers, leadership: leadership, random: SeededRandom(seed: seed),
            elapsed: time.elapsed)
    }

    /// Turns until there is nothing to do at once.
    mutating func run() -> FollowerTurns.Outcome {
        var all = FollowerTurns.Outcome()
        repeat {
            let one = turns.turn()
            all.handled += one.handled
            all.faults += one.faults
            all.hasMore = one.hasMore
        } while all.hasMore
        return all
    }
}
