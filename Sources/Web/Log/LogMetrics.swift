import Core
import Store
import UseCases

/// What is told of the signing of the log, as it was last looked at.
enum LogMetrics {
    static func register(_ book: LogBook, in metrics: Metrics) {
        metrics.gauge("motcua_checkpoint_size", help: "Records under the newest signed checkpoint.") {
            book.lastSeen?.signedSize ?? 0
        }
        metrics.gauge(
            "motcua_checkpoint_timestamp_seconds", help: "When the newest checkpoint was signed; 0 before the first."
        ) { book.lastSeen?.checkpoint.map { Int($0.signed.microseconds / 1_000_000) } ?? 0 }
        metrics.gauge("motcua_unsigned_records", help: "Records that no checkpoint covers yet.") {
            book.lastSeen.map { $0.size - $0.signedSize } ?? 0
        }
        metrics.gauge("motcua_witnesses_late", help: "Witnesses for whose signature a checkpoint waits too long.") {
            book.lastSeen?.lateWitnesses.count ?? 0
        }
        metrics.counter("motcua_signing_failures_total", help: "Times the log could not be signed.") { book.failures }
    }
}
