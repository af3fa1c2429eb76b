import Core
import Store

/// How long to wait before the next try (giãn cách thử lại): twice as long each time, and never alike for two records.
struct BackOff: Sendable {
    /// The first pause, in microseconds.
    var first: Int64 = 2_000_000
    /// No pause is longer, in microseconds.
    var most: Int64 = 900_000_000
    /// How often a record is tried before it is parked: three quarters of an hour after the first time.
    var triesMost = 12

    /// The pause after so many failures, in microseconds: between half of it and the whole, by chance.
    ///
    /// Why by chance: after an outage everything that failed would otherwise come back at the same moment.
    func pause(afterFailures failed: Int, random: inout any RandomSource) -> Int64 {
        var whole = first
        for _ in 1..<max(1, failed) where whole < most { whole *= 2 }
        whole = min(whole, most)
        let drawn = random.bytes(4).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return whole / 2 + Int64(drawn % UInt64(whole / 2 + 1))
    }
}

/// The short word under which an error is kept and shown; never its own words, which may hold what somebody typed.
enum FailureReason {
    static func word(_ error: any Error) -> String {
        switch error {
        case let permanent as PermanentFailure: permanent.reason
        case let store as StoreError: "store-\(store.code.rawValue)"
        case let log as LogFailure: "log-\(log.rawValue)"
        default: String(describing: type(of: error))
        }
    }
}
