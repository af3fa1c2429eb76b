import Core
import Store
import UseCases

/// What is told of followers and chores: who leads, how far behind, what waits for a person.
enum FollowerMetrics {
    static func register(_ watch: FollowerWatch, clock: any OfficeClock, in metrics: Metrics) {
        metrics.gauge("motcua_followers_leading", help: "1 if this process leads followers and chores.") {
            watch.leads ? 1 : 0
        }
        metrics.gauge(
            "motcua_followers_lag_seconds", help: "Age of the oldest record that some follower has not looked at."
        ) { watch.board?.lagSeconds(clock.now()) ?? 0 }
        metrics.gauge(
            "motcua_followers_lag_records", help: "Records that the follower furthest behind has not looked at."
        ) { watch.board?.followers.map(\.behind).max() ?? 0 }
        metrics.gauge("motcua_followers_parked_records", help: "Records that need a person's decision.") {
            watch.board?.parked ?? 0
        }
        metrics.gauge("motcua_followers_retried_records", help: "Records tried again, and those behind them.") {
            watch.board?.retried ?? 0
        }
        metrics.gauge("motcua_chores_failing", help: "Chores whose last run failed.") {
            watch.board?.chores.count { ($0.run?.failed ?? 0) > 0 } ?? 0
        }
    }
}
