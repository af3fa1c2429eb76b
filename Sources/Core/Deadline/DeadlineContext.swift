/// Values of the counting rules that an office may set (tham số tính thời hạn); the defaults follow the decrees.
///
/// - Refuses: `.badSetting(key:)` with the key of the settings file.
public struct DeadlineSettings: Hashable, Codable, Sendable {
    public static let standard = DeadlineSettings()

    /// Print 24:00 instead of the closing as the end of a term in days (R3).
    public let closingAtMidnight: Bool
    /// Minute after which a same-day procedure is for the next working day; that minute sharp is still in time (R10).
    public let sameDayCutoffMinute: Int
    /// Minute after which papers may be handed on the next working day (R11).
    public let transferCutoffMinute: Int
    /// Hours of a working day.
    public let dayHours: Int
    /// Working hours to answer an online submission.
    public let answerHours: Int
    /// Working days from reception to ask for a supplement.
    public let supplementNoticeDays: Int
    /// Calendar days before the due by which an extension has to be asked.
    public let extensionNoticeDays: Int

    /// The defaults.
    public init() {
        closingAtMidnight = false
        sameDayCutoffMinute = 15 * 60
        transferCutoffMinute = 15 * 60
        dayHours = 8
        answerHours = 8
        supplementNoticeDays = 3
        extensionNoticeDays = 1
    }

    /// Settings that differ from the defaults; cut-offs are minutes after midnight, hours are working hours.
    ///
    /// - Refuses: `.badSetting(key:)` for a cut-off outside 0–1440, a day outside 1–24 hours, an answer outside 1–1,000
    ///   hours, notices outside 1–365 days.
    public init(
        closingAtMidnight: Bool = false, sameDayCutoffMinute: Int = 900, transferCutoffMinute: Int = 900,
        dayHours: Int = 8, answerHours: Int = 8, supplementNoticeDays: Int = 3, extensionNoticeDays: Int = 1
    ) throws(CalendarRefusal) {
        func check(_ key: String, _ value: Int, _ range: ClosedRange<Int>) throws(CalendarRefusal) {
            guard range.contains(value) else { throw .badSetting(key: key) }
        }
        try check("intake.sameday.cutoff", sameDayCutoffMinute, 0...1440)
        try check("intake.cutoff.transfer", transferCutoffMinute, 0...1440)
        try check("day.hours", dayHours, 1...24)
        try check("online.response", answerHours, 1...1000)
        try check("supplement.appraisal.notice", supplementNoticeDays, 1...365)
        try check("extension.notice", extensionNoticeDays, 1...365)
        self.closingAtMidnight = closingAtMidnight
        self.sameDayCutoffMinute = sameDayCutoffMinute
        self.transferCutoffMinute = transferCutoffMinute
        self.dayHours = dayHours
        self.answerHours = answerHours
        self.supplementNoticeDays = supplementNoticeDays
        self.extensionNoticeDays = extensionNoticeDays
    }

    /// Settings left out have their defaults.
    public init(from decoder: any Decoder) throws {
        let form = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys, _ standard: Int) throws -> Int {
            try form.decodeIfPresent(Int.self, forKey: key) ?? standard
        }
        let standard = DeadlineSettings.standard
        try self.init(
            closingAtMidnight: form.decodeIfPresent(Bool.self, forKey: .closingAtMidnight) ?? false,
            sameDayCutoffMinute: number(.sameDayCutoffMinute, standard.sameDayCutoffMinute),
            transferCutoffMinute: number(.transferCutoffMinute, standard.transferCutoffMinute),
            dayHours: number(.dayHours, standard.dayHours),
            answerHours: number(.answerHours, standard.answerHours),
            supplementNoticeDays: number(.supplementNoticeDays, standard.supplementNoticeDays),
            extensionNoticeDays: number(.extensionNoticeDays, standard.extensionNoticeDays))
    }
}

/// Where and how a dossier is counted: everything a deadline depends on besides the limit and the moments.
public struct DeadlineContext: Sendable {
    public var calendar: WorkingCalendar
    /// The site of the competent agency (cơ quan có thẩm quyền), whose days and hours count.
    public var site: SiteID
    /// Where the result is handed over, if anywhere; its closures only move the last day.
    public var resultSite: SiteID?
    /// How the dossier came in: a closure for this channel is a day without work.
    public var channel: Channel
    /// How the result goes out; of `resultSite`, closures for this channel count.
    public var resultChannel: Channel
    public var settings: DeadlineSettings

    public init(
        calendar: WorkingCalendar, site: SiteID, resultSite: SiteID? = nil, channel: Channel,
        resultChannel: Channel = .direct, settings: DeadlineSettings = .standard
    ) {
        self.calendar = calendar
        self.site = site
        self.resultSite = resultSite
        self.channel = channel
        self.resultChannel = resultChannel
        self.settings = settings
    }
}
