/// The days and hours on which offices work (lịch làm việc), for every site and channel of a province.
///
/// An immutable value with a version: a due date keeps the version it was counted with, and a new decision makes a new
/// calendar, never a changed one. A site that is not listed has the default hours. Copying is cheap.
///
/// - Refuses: `.badYears`, `.duplicateDay`, `.swapWithoutPair`, `.closureReversed`, and `.yearOutside` for a rule or a
///   closure that lies in no year of the calendar.
public struct WorkingCalendar: Sendable {
    /// More years than this are refused: each day of them is held for every kind of site.
    public static let yearsMax = 200

    public let version: Int
    /// The years it holds; a date outside is refused, never guessed.
    public let years: ClosedRange<Int>
    private let tables: CalendarTables

    /// Looks everything up in advance, so that later questions cost no search.
    ///
    /// - Parameter sites: the hours of sites whose hours differ; all others have `defaultHours`.
    /// - Refuses: as the type says, before anything is counted with it.
    public init(
        version: Int, years: ClosedRange<Int>, days: [DayRule], sites: [SiteID: OfficeHours] = [:],
        closures: [Closure] = [], defaultHours: OfficeHours = .standard
    ) throws(CalendarRefusal) {
        self.version = version
        self.years = years
        tables = try CalendarTables(
            years: years, days: days, sites: sites, closures: closures, defaultHours: defaultHours)
    }

    /// True if the day lies in the years that the calendar holds.
    public func contains(_ date: CivilDate) -> Bool { tables.contains(date) }

    /// Whether the day counts as a working day (ngày làm việc); false outside the years.
    ///
    /// Extra Saturday hours of a site do not make one; a swapped Saturday is one.
    public func isWorkingDay(_ date: CivilDate, at site: SiteID, for channel: Channel) -> Bool {
        tables.table(site, channel).isWorking(tables.offset(date))
    }

    /// Why the day is worked or not, as a page says it.
    public func reason(for date: CivilDate, at site: SiteID, for channel: Channel) -> DayReason {
        tables.reason(tables.offset(date), in: tables.table(site, channel))
    }

    /// The open stretches of a day, extra Saturday hours included; none on a closed one.
    public func intervals(of date: CivilDate, at site: SiteID, for channel: Channel) -> [OpenInterval] {
        tables.table(site, channel).intervals(tables.offset(date))
    }

    /// When the site closes on that day, in minutes after midnight; nil on a closed day.
    public func closing(of date: CivilDate, at site: SiteID, for channel: Channel) -> Int? {
        intervals(of: date, at: site, for: channel).last?.closes
    }

    /// The next moment at which the site opens, `instant` itself if it opens just then; nil past the calendar's end.
    public func nextOpening(after instant: Instant, at site: SiteID, for channel: Channel) -> Instant? {
        tables.table(site, channel).nextOpening(after: instant, .open)
    }

    /// Whole minutes of office hours between two moments (giờ làm việc); 0 if `to` is not later.
    public func workingMinutes(from: Instant, to: Instant, at site: SiteID, for channel: Channel) -> Int {
        let table = tables.table(site, channel)
        return Int(max(0, table.time(before: to, .open) - table.time(before: from, .open)) / Instant.minute)
    }

    /// Working days after `date` up to and including `last`: what is left of a limit; 0 if `last` is not later.
    public func workingDays(after date: CivilDate, through last: CivilDate, at site: SiteID, for channel: Channel)
        -> Int
    {
        tables.table(site, channel).workingDays(from: tables.offset(date) &+ 1, before: tables.offset(last) &+ 1)
    }

    /// The years of which some day is not officially decided yet (chưa có thông báo chính thức).
    public var provisionalYears: [Int] {
        Set(tables.rules.values.filter(\.isProvisional).map(\.date.year)).sorted()
    }

    func table(_ site: SiteID, _ channel: Channel) -> DayTable { tables.table(site, channel) }
    func reason(_ day: Int, in table: DayTable) -> DayReason { tables.reason(day, in: table) }

    /// True for a day of which no decision speaks.
    func isPlain(_ day: Int) -> Bool { tables.isPlain(day) }

    /// Refuses an instant whose day lies outside the years.
    func check(_ instant: Instant) throws(CalendarRefusal) {
        let date = instant.date
        guard tables.contains(date) else { throw .yearOutside(date.year, years) }
    }

    /// The refusal for counting that runs out of the calendar.
    var pastTheEnd: CalendarRefusal { .yearOutside(years.upperBound + 1, years) }
}
