import Synchronization

/// Counts durations in buckets, from half a millisecond to ten seconds.
final class LatencyHistogram: Sendable {
    /// Upper ends of the buckets, in microseconds, each with its spelling in seconds.
    static let bounds: [(microseconds: Int64, seconds: String)] = [
        (500, "0.0005"), (1_000, "0.001"), (2_500, "0.0025"), (5_000, "0.005"), (10_000, "0.01"), (20_000, "0.02"),
        (50_000, "0.05"), (100_000, "0.1"), (300_000, "0.3"), (1_000_000, "1"), (3_000_000, "3"), (10_000_000, "10"),
    ]

    private struct State {
        var counts = [Int](repeating: 0, count: LatencyHistogram.bounds.count + 1)
        var sumMicroseconds: Int64 = 0
    }

    private let state = Mutex(State())

    func record(_ microseconds: Int64) {
        let place = LatencyHistogram.bounds.firstIndex { microseconds <= $0.microseconds }
        state.withLock { state in
            state.counts[place ?? LatencyHistogram.bounds.count] += 1
            state.sumMicroseconds += microseconds
        }
    }

    func write(to text: inout String, name: String, labels: [(String, String)]) {
        let state = state.withLock { $0 }
        var below = 0
        for (count, bound) in zip(state.counts, LatencyHistogram.bounds) {
            below += count
            text += "\(name)_bucket\(Metrics.labels(labels + [("le", bound.seconds)])) \(below)\n"
        }
        below += state.counts[LatencyHistogram.bounds.count]
        text += "\(name)_bucket\(Metrics.labels(labels + [("le", "+Inf")])) \(below)\n"
        text += "\(name)_sum\(Metrics.labels(labels)) \(Double(state.sumMicroseconds) / 1_000_000)\n"
        text += "\(name)_count\(Metrics.labels(labels)) \(below)\n"
    }
}
