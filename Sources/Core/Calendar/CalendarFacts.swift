/// What makes a calendar, as published (lịch làm việc, quyết định nghỉ lễ, hoán đổi ngày): kept in the ledger whole.
public struct CalendarFacts: Hashable, Codable, Sendable {
    public var version: Int
    public var firstYear: Int
    public var lastYear: Int
    public var days: [DayRule]
    public var sites: [SiteHours]
    public var closures: [Closure]

    public init(
        version: Int, firstYear: Int, lastYear: Int, days: [DayRule], sites: [SiteHours] = [],
        closures: [Closure] = []
    ) {
        self.version = version
        self.firstYear = firstYear
        self.lastYear = lastYear
        self.days = days
        self.sites = sites
        self.closures = closures
    }

    /// The calendar these facts make.
    ///
    /// - Refuses: what `WorkingCalendar` refuses, and years the wrong way round.
    public func calendar() throws(CalendarRefusal) -> WorkingCalendar {
        guard firstYear <= lastYear else { throw .badYears(lastYear...firstYear) }
        return try WorkingCalendar(
            version: version, years: firstYear...lastYear, days: days,
            sites: Dictionary(sites.map { ($0.site, $0.hours) }, uniquingKeysWith: { $1 }), closures: closures)
    }
}

/// The office hours of one site (giờ làm việc của một địa điểm).
public struct SiteHours: Hashable, Codable, Sendable {
    public var site: SiteID
    public var hours: OfficeHours

    public init(site: SiteID, hours: OfficeHours) {
        self.site = site
        self.hours = hours
    }
}
