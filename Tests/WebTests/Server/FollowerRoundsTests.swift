import Core
import Ledger
import Logging
import ServiceLifecycle
import Store
import Synchronization
import Testing
import UseCases

@testable import Web

@Suite("Tác vụ nền trong lúc máy chủ chạy")
struct FollowerRoundsTests {
    private struct CountingFollower: Follower {
        let name = "counting"
        let count = Shared()
        func wants(_ record: Record) -> Bool { true }
        func handle(_ record: Record, in office: Office) throws { count.add() }
    }

    private struct CountingChore: Chore {
        let name = "counting"
        let period: Duration = .seconds(60)
        let count = Shared()
        func run(_ office: Office) throws { count.add() }
    }

    private final class Shared: Sendable {
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }
        func add() { value.withLock { $0 += 1 } }
    }

    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test(.timeLimit(.minutes(2)))
    func `it reads the ledger and does the chores, is counted, and gives the lead up going down`() async throws {
        let site = try AdminSite()
        let (follower, chore) = (CountingFollower(), CountingChore())
        let clock = ContinuousClock()
        let start = clock.now
        let elapsed: @Sendable () -> Int64 = { (clock.now - start).microseconds }
        let watch = FollowerWatch()
        let metrics = Metrics()
        FollowerMetrics.register(watch, clock: site.clock, in: metrics)
        let rounds = FollowerRounds(
            office: site.office, list: FollowerList(followers: [follower], chores: [chore]),
            leadership: Leadership(site.office, holder: ProcessName.make(), elapsed: elapsed), watch: watch,
            logger: logger, beat: .milliseconds(5), pause: .milliseconds(5), elapsed: elapsed)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [rounds], logger: logger))
        let running = Task { try await group.run() }
        let size = try site.office.store.readNow { try site.office.reader.head($0)?.size } ?? 0
        while follower.count.count < size || chore.count.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
        while !metrics.exposition().contains("motcua_followers_leading 1\n") {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(metrics.exposition().contains("motcua_followers_parked_records 0\n"))
        await group.triggerGracefulShutdown()
        try await running.value
        let lease = try site.office.store.readNow { try LeaseTable.find(Leadership.name, in: $0) }
        #expect(lease != nil && lease?.holder == nil)
        #expect(follower.count.count == size && chore.count.count == 1)
    }

    @Test func `no two processes have the same name`() {
        #expect(ProcessName.make() != ProcessName.make())
    }
}
