import Store

/// What is told of the store: how well writers share commits, and who waits.
enum StoreMetrics {
    static func register(_ store: StoreEngine, in metrics: Metrics) {
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
