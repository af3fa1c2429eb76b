import Synchronization

/// How often something may be asked by one key (giới hạn tần suất).
struct RateRule: Hashable, Sendable {
    /// Stable; tells the rules' keys apart.
    let name: String
    let most: Int
    let seconds: Int
    let kind: Kind

    enum Kind: Hashable, Sendable {
        /// `most` at once, then coming back evenly over `seconds`: for traffic.
        case smooth
        /// Never more than `most` within any `seconds`: for guessing of secrets.
        case strict
    }

    static func smooth(_ name: String, most: Int, seconds: Int) -> RateRule {
        RateRule(name: name, most: most, seconds: seconds, kind: .smooth)
    }

    static func strict(_ name: String, most: Int, seconds: Int) -> RateRule {
        RateRule(name: name, most: most, seconds: seconds, kind: .strict)
    }
}

extension RateRule {
    /// Pages and calls of one address that nobody has signed in from; a whole office may share one.
    static let address = smooth("address", most: 900, seconds: 60)
    /// Attempts to sign in from one address.
    static let signIn = strict("sign-in", most: 20, seconds: 600)
    /// Attempts on one account, wherever they come from.
    static let account = strict("account", most: 10, seconds: 600)
    /// Guesses at the secret of one dossier (mã bí mật của hồ sơ).
    static let secret = strict("secret", most: 10, seconds: 3600)
    /// Forms with files from one address.
    static let uploads = smooth("uploads", most: 60, seconds: 600)
}

/// Counts how often each key has asked, in bounded memory.
///
/// When `keysMax` keys are at work at one time, further keys share one count for each rule: whoever brings so many
/// keys is slowed down, and nothing grows.
final class RateLimiter: Sendable {
    private struct Key: Hashable {
        var rule: RateRule
        var text: String
    }

    private struct State {
        /// Smooth: the one moment at which all would have come back (GCRA).
        ///
        /// Strict: the moments of the last `most`.
        var moments: [Key: [Int64]] = [:]
        var sweptAt: Int64 = .min
    }

    private let keysMax: Int
    private let now: @Sendable () -> Int64
    private let state = Mutex(State())

    /// - Parameter now: microseconds of a clock that never steps back.
    init(keysMax: Int = 50_000, now: @escaping @Sendable () -> Int64) {
        self.keysMax = keysMax
        self.now = now
    }

    var keyCount: Int { state.withLock { $0.moments.count } }

    /// Counts one; refuses with the seconds to wait if that is one too many.
    ///
    /// What is refused is not counted.
    func take(_ rule: RateRule, key: String) throws(Problem) {
        let now = now()
        let wait = state.withLock { state in
            let key = admit(Key(rule: rule, text: key), &state, now)
            let (moments, wait) = rule.taking(state.moments[key] ?? [], now)
            state.moments[key] = moments
            return wait
        }
        guard let wait else { return }
        let seconds = Int(max(1, (wait + 999_999) / 1_000_000))
        throw Problem(.tooManyRequests, retryAfterSeconds: seconds)
    }

    /// The key itself while there is room, else the one shared by all who came too late.
    private func admit(_ key: Key, _ state: inout State, _ now: Int64) -> Key {
        if state.moments[key] != nil || state.moments.count < keysMax { return key }
        // A sweep reads every key, so it is not done more than once a second.
        if state.sweptAt == .min || now - state.sweptAt >= 1_000_000 {
            state.sweptAt = now
            state.moments = state.moments.filter { !$0.key.rule.isOver($0.value, now) }
        }
        return state.moments.count < keysMax ? key : Key(rule: key.rule, text: "")
    }
}

extension RateRule {
    private var period: Int64 { Int64(seconds) * 1_000_000 }

    /// The moments after one more, or the same and how long to wait.
    fileprivate func taking(_ moments: [Int64], _ now: Int64) -> ([Int64], wait: Int64?) {
        switch kind {
        case .smooth:
            let back = max(moments.first ?? now, now)
            let after = back + period / Int64(most)
            let wait = after - now - period
            return wait > 0 ? (moments, wait) : ([after], nil)
        case .strict:
            let counted = moments.filter { now - $0 < period }
            if counted.count >= most, let first = counted.first { return (counted, first + period - now) }
            return (counted + [now], nil)
        }
    }

    /// True when the moments no longer hold anybody back.
    fileprivate func isOver(_ moments: [Int64], _ now: Int64) -> Bool {
        guard let last = moments.last else { return true }
        switch kind {
        case .smooth: return last <= now
        case .strict: return now - last >= period
        }
    }
}
