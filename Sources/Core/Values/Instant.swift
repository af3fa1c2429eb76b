/// A point in time (thời điểm): whole microseconds since 1970-01-01T00:00:00Z.
///
/// Why microseconds: it is what both engines store without loss (`Int64`), and finer than any office needs.
/// Vietnam has kept UTC+7 without summer time since 1975, so office time is this value plus seven hours;
/// no time zone database is read.
public struct Instant: Hashable, Comparable, Sendable, Codable {
    /// Microseconds since the Unix epoch, UTC.
    public var microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Whole seconds since the Unix epoch, UTC.
    public init(seconds: Int64) { self.microseconds = seconds * 1_000_000 }

    /// The instant at which `date` shows `minute` minutes after midnight on an office clock (UTC+7).
    ///
    /// `minute` may be 1440 (24:00, the start of the next day).
    public init(_ date: CivilDate, minute: Int) {
        let local = Int64(date.dayNumber) * 86_400 + Int64(minute) * 60
        self.init(seconds: local - Instant.officeOffsetSeconds)
    }

    /// Stored as the bare number of microseconds.
    public init(from decoder: any Decoder) throws {
        microseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }

    public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }

    /// Seconds that office clocks in Vietnam are ahead of UTC.
    public static let officeOffsetSeconds: Int64 = 7 * 3600

    /// The date on the office calendar (ngày dương lịch, giờ Việt Nam).
    public var date: CivilDate { CivilDate(dayNumber: Int(localSeconds.flooredDiv(86_400))) }

    /// Whole minutes since midnight on the office clock, 0–1439.
    public var minuteOfDay: Int { Int(localSeconds.flooredMod(86_400) / 60) }

    /// Microseconds since midnight on the office clock.
    public var microsecondOfDay: Int64 {
        (microseconds + Instant.officeOffsetSeconds * 1_000_000).flooredMod(86_400_000_000)
    }

    /// So many seconds of the clock later, office hours or not; earlier where negative.
    public func adding(seconds: Int64) -> Instant { Instant(microseconds: microseconds + seconds * 1_000_000) }
    /// So many minutes of the clock later, office hours or not; earlier where negative.
    public func adding(minutes: Int) -> Instant { adding(seconds: Int64(minutes) * 60) }

    private var localSeconds: Int64 { microseconds.flooredDiv(1_000_000) + Instant.officeOffsetSeconds }
}

extension Int64 {
    func flooredDiv(_ d: Int64) -> Int64 { let q = self / d; return self % d < 0 ? q - 1 : q }
    func flooredMod(_ d: Int64) -> Int64 { let r = self % d; return r < 0 ? r + d : r }
}
