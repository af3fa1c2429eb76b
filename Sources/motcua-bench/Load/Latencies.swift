/// How long each request took, in microseconds.
struct Latencies: Sendable {
    private var microseconds: [Int64] = []

    mutating func add(_ value: Int64) { microseconds.append(value) }
    mutating func add(_ other: Latencies) { microseconds += other.microseconds }

    var count: Int { microseconds.count }

    /// Milliseconds below which this part of all requests stayed, 0.99 for the 99th percentile; 0 if there was none.
    func milliseconds(_ part: Double) -> Double {
        guard !microseconds.isEmpty else { return 0 }
        let sorted = microseconds.sorted()
        let place = min(sorted.count - 1, Int(Double(sorted.count) * part))
        return Double(sorted[place]) / 1_000
    }
}

/// Microseconds of a clock that never steps back.
enum Stopwatch {
    static var now: Int64 {
        let duration = ContinuousClock.now - start
        return duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
    }

    private static let start = ContinuousClock.now
}
