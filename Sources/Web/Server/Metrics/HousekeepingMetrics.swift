import Core
import Synchronization
import UseCases

/// What is told of the housekeeping: when it was last done, what it removed, what failed.
struct HousekeepingMetrics: Sendable {
    private let rows: Counter
    private let files: Counter
    private let locked: Counter
    private let failures: Counter
    private let last = LastRun()

    /// Seconds since 1970.
    private final class LastRun: Sendable {
        let seconds = Atomic<Int>(0)
    }

    init(_ metrics: Metrics) {
        rows = metrics.counter("motcua_housekeeping_rows_removed_total", help: "Expired rows removed.")
        files = metrics.counter("motcua_housekeeping_files_removed_total", help: "Files of expired drafts removed.")
        locked = metrics.counter("motcua_housekeeping_accounts_locked_total", help: "Idle accounts put out of use.")
        failures = metrics.counter(
            "motcua_housekeeping_failures_total", help: "Parts of rounds that failed; they are tried again.")
        let last = last
        metrics.gauge(
            "motcua_housekeeping_last_run_timestamp_seconds", help: "When the last round ended; 0 before the first."
        ) { last.seconds.load(ordering: .relaxed) }
    }

    func record(_ outcome: Housekeeping.Outcome, at now: Instant) {
        rows.add(outcome.rows)
        files.add(outcome.files)
        locked.add(outcome.locked)
        failures.add(outcome.failures.count)
        last.seconds.store(Int(now.microseconds / 1_000_000), ordering: .relaxed)
    }
}
