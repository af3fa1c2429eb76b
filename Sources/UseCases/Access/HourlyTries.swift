import Core
import Store

/// At most so many tries in any sixty minutes, whatever came of them (giới hạn số lần thử trong một giờ).
enum HourlyTries {
    static let minutes = 60

    /// Counts a try; nil if it may be made, else when the next one may.
    ///
    /// What is refused is not counted.
    /// A try that seems to lie up to an hour ahead was made before a clock was set back: it counts. One further ahead
    /// was written by a clock that was wrong, and would count for ever.
    static func admit(
        _ kind: AttemptKind, _ subject: [UInt8], most: Int, now: Instant, random: inout some RandomSource,
        in sql: any SQLConnection
    ) throws -> Instant? {
        let newest = try AttemptTable.newest(
            kind, subject, after: now.adding(minutes: -minutes), until: now.adding(minutes: minutes), limit: most,
            in: sql)
        if newest.count >= most, let oldest = newest.last { return oldest.adding(minutes: minutes) }
        try AttemptTable.insert(kind, subject, at: now, id: hexadecimal(random.bytes(8)), in: sql)
        return nil
    }
}
