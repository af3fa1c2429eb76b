import Core
import Logging
import ServiceLifecycle
import Store
import Testing
import UseCases

@testable import Web

@Suite("Dọn dẹp trong lúc máy chủ chạy")
struct HousekeepingRoundsTests {
    /// Says when it has begun: a group that is told to go down before it runs would run for ever.
    private struct Announced: Service {
        let rounds: HousekeepingRounds
        let says: AsyncStream<Void>.Continuation

        func run() async throws {
            says.yield()
            try await rounds.run()
        }
    }

    private func rounds(_ test: OfficeSite, _ metrics: Metrics, first: Duration, every: Duration) -> HousekeepingRounds
    {
        HousekeepingRounds(
            housekeeping: Housekeeping(test.office, settings: AccessSettings()), office: test.office,
            metrics: HousekeepingMetrics(metrics), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            first: first, every: every)
    }

    private func group(_ service: some Service) -> ServiceGroup {
        ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [service], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    }

    @Test func `it goes round on its clock, is counted, and ends when the server goes down`() async throws {
        let test = try OfficeSite()
        let metrics = Metrics()
        #expect(metrics.exposition().isEmpty)
        let now = test.clock.now()
        try test.office.store.writeNow { transaction in
            var random = SystemRandom()
            _ = try OneTimeCodes.make(
                for: DossierID(random.id()), .fetch, by: CodeOnScreen(), sealer: test.office.sealer, now: now,
                random: &random, in: transaction.sql)
        }
        test.clock.move(to: now.adding(minutes: 61))
        let group = group(rounds(test, metrics, first: .milliseconds(1), every: .milliseconds(1)))
        let running = Task { try await group.run() }
        while !metrics.exposition().contains("motcua_housekeeping_rows_removed_total 2\n") {
            try await Task.sleep(for: .milliseconds(5))
        }
        let seconds = test.clock.now().microseconds / 1_000_000
        #expect(metrics.exposition().contains("motcua_housekeeping_last_run_timestamp_seconds \(seconds)\n"))
        #expect(metrics.exposition().contains("motcua_housekeeping_failures_total 0\n"))
        await group.triggerGracefulShutdown()
        try await running.value
    }

    @Test(.timeLimit(.minutes(5)))
    func `nothing is done in the first while, and going down does not wait for it`() async throws {
        let test = try OfficeSite()
        let metrics = Metrics()
        let rounds = rounds(test, metrics, first: .seconds(36_000), every: .seconds(36_000))
        let (begun, says) = AsyncStream<Void>.makeStream()
        let group = group(Announced(rounds: rounds, says: says))
        let running = Task { try await group.run() }
        for await _ in begun { break }
        #expect(metrics.exposition().contains("motcua_housekeeping_last_run_timestamp_seconds 0\n"))
        await group.triggerGracefulShutdown()
        try await running.value
    }

    @Test func `it waits a minute after the start and then an hour`() throws {
        let test = try OfficeSite()
        let rounds = HousekeepingRounds(
            housekeeping: Housekeeping(test.office, settings: AccessSettings()), office: test.office,
            metrics: HousekeepingMetrics(Metrics()), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        #expect(rounds.first == .seconds(60) && rounds.every == .seconds(3_600))
    }
}
