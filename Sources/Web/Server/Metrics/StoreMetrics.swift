import Store
import UseCases

/// What is told of the store: how well writers share commits, who waits, and whether the clock may be trusted.
enum StoreMetrics {
    static func register(_ office: Office, in metrics: Metrics) {
        let store = office.store
        metrics.gauge(
            "motcua_clock_departure_seconds",
            help: "By how much the machine's clock was set since the start; beyond 5 nothing is written."
        ) { Int((Double(office.clock.departure) / 1_000_000).rounded()) }
        metrics.counter("motcua_store_commits_total", help: "Group commits on disk.") { store.committed.commits }
        metrics.counter("motcua_store_jobs_total", help: "Writes on disk, several to a commit.") {
            store.committed.jobs
        }
        metrics.gauge("motcua_store_reads_waiting", help: "Reads that wait for a connection.") { store.waiting.reads }
        metrics.gauge("motcua_store_writes_waiting", help: "Writes that wait for the writer.") {
            store.waiting.writes
        }
    }
}
