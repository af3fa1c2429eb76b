/// What a decision says about one day (ngày nghỉ lễ, nghỉ bù, hoán đổi, làm bù).
///
/// Source: Labour Code art. 112 and the yearly notices of days off and swapped days.
public struct DayRule: Hashable, Codable, Sendable {
    /// What the decision makes of the day (loại ngày); the stored names are those of the calendar file.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// A public holiday (nghỉ lễ, Tết).
        case holiday
        /// A day off because a holiday fell on a weekend (nghỉ bù).
        case compensatory
        /// A weekday off, worked on another day (nghỉ hoán đổi).
        case swapOff = "swap_off"
        /// A weekend day worked for another (làm bù); it has the hours of the weekday it replaces.
        case swapWork = "swap_work"
    }

    public var date: CivilDate
    public var kind: Kind
    /// As printed: `Ngày Văn hóa Việt Nam`.
    public var name: String
    /// The same in English, where it is known.
    public var english: String?
    /// The day that is swapped or made up for; without it a `swapWork` is refused.
    public var pairDate: CivilDate?
    /// True until the official decision is entered, so that a calendar can warn.
    public var isProvisional: Bool

    public init(
        date: CivilDate, kind: Kind, name: String, english: String? = nil, pairDate: CivilDate? = nil,
        isProvisional: Bool = false
    ) {
        self.date = date
        self.kind = kind
        self.name = name
        self.english = english
        self.pairDate = pairDate
        self.isProvisional = isProvisional
    }
}

/// Days on which a site does not serve (tạm ngừng tiếp nhận): a storm, a move, a decision of the province.
///
/// Why per channel: in the storm of November 2025 the counters closed while online submission stayed open.
public struct Closure: Hashable, Codable, Sendable {
    /// The closed site; nil for every site of the province.
    public var site: SiteID?
    /// The closed channels; nil for all.
    public var channels: Set<Channel>?
    /// First closed day.
    public var from: CivilDate
    /// Last closed day.
    public var to: CivilDate
    /// As printed on notices.
    public var reason: String

    public init(site: SiteID?, channels: Set<Channel>? = nil, from: CivilDate, to: CivilDate, reason: String) {
        self.site = site
        self.channels = channels
        self.from = from
        self.to = to
        self.reason = reason
    }

    func covers(_ site: SiteID?, _ channel: Channel) -> Bool {
        (self.site == nil || self.site == site) && (channels?.contains(channel) ?? true)
    }
}

/// What a special day is called, in Vietnamese and where known in English.
public struct DayName: Hashable, Sendable {
    public var vietnamese: String
    public var english: String?

    public init(_ vietnamese: String, english: String? = nil) {
        self.vietnamese = vietnamese
        self.english = english
    }
}

/// Why a day is worked or not at a site for a channel.
public enum DayReason: Hashable, Sendable {
    case working
    /// A weekend day worked in exchange (làm bù), and the day it replaces.
    case swapWork(DayName, replaces: CivilDate)
    case weekend
    case holiday(DayName)
    case compensatory(DayName)
    case swapOff(DayName)
    /// The site does not serve; the reason as printed on notices.
    case closure(String)
    /// A weekday on which this site has no hours.
    case noHours
    /// The calendar does not hold the year.
    case outsideYears

    /// True where offices work on the day: a plain working day, or one worked in exchange.
    public var isWorking: Bool {
        switch self {
        case .working, .swapWork: true
        case .weekend, .holiday, .compensatory, .swapOff, .closure, .noHours, .outsideYears: false
        }
    }
}
