import Core
import Logging
import ServiceLifecycle
import Store
import UseCases

/// Does the housekeeping on a clock while the server runs: a minute after the start, then every hour.
///
/// Ends at once when the server goes down: a pause is broken off, a batch that was begun is finished.
struct HousekeepingRounds: Service {
    let housekeeping: Housekeeping
    let office: Office
    let metrics: HousekeepingMetrics
    let logger: Logger
    /// Why not at once: at the start everybody comes back, and the answers they wait for go first.
    var first: Duration = .seconds(60)
    var every: Duration = .seconds(3_600)

    func run() async throws { await cancelWhenGracefulShutdown { await rounds() } }

    private func rounds() async {
        var housekeeping = housekeeping
        var wait = first
        while !Task.isCancelled {
            do { try await Task.sleep(for: wait) } catch { return }
            let outcome = await housekeeping.round()
            metrics.record(outcome, at: office.clock.now())
            tell(outcome)
            wait = every
        }
    }

    /// A line for what was done or failed; never the words of an error, which may hold what somebody typed.
    private func tell(_ outcome: Housekeeping.Outcome) {
        for failure in outcome.failures {
            let code = (failure.error as? StoreError)?.code.rawValue ?? String(reflecting: type(of: failure.error))
            logger.error(
                "housekeeping failed, will be tried again",
                metadata: ["part": "\(failure.part.rawValue)", "error": "\(code)"])
        }
        if outcome.keepsLastAdministrator {
            logger.warning("the last administrator's account is idle; it stays in use, for nobody could unlock it")
        }
        guard outcome.rows + outcome.files + outcome.locked > 0 else { return }
        logger.info(
            "housekeeping",
            metadata: [
                "rows": "\(outcome.rows)", "files": "\(outcome.files)", "locked": "\(outcome.locked)",
            ])
    }
}
