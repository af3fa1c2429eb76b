import Core

/// From when until when something may be used (thời hạn hiệu lực).
///
/// Why a beginning as well: once a clock has been set back, "not yet over" lasts longer by the whole step. What seems
/// to have been made in the future is therefore refused, but for the little by which good clocks differ.
struct Validity {
    var made: Instant
    var expires: Instant

    /// How far a clock may be behind the one that wrote a row.
    static let slackSeconds: Int64 = 120

    func holds(at now: Instant) -> Bool { made <= Validity.latest(now) && now < expires }

    /// The latest moment that can rightly have been written down by `now`.
    static func latest(_ now: Instant) -> Instant { now.adding(seconds: slackSeconds) }
}
