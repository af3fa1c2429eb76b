/// What a `WorkingCalendar` looks up: its day rules, and a table for each site and channel that differ.
///
/// Why shared: of 140 sites nearly all keep the default hours and close together, so a handful of tables serve all.
final class CalendarTables: Sendable {
    let firstDay: Int
    let lastDay: Int
    /// Rules by day offset.
    let rules: [Int: DayRule]
    /// Which days a rule speaks of, to ask quickly.
    private let isRuled: [Bool]
    private let elsewhere: SiteTables
    private let bySite: [SiteID: SiteTables]

    /// The tables of one site, a channel each.
    private struct SiteTables {
        let direct: DayTable
        let online: DayTable
        let post: DayTable
    }

    init(
        years: ClosedRange<Int>, days: [DayRule], sites: [SiteID: OfficeHours], closures: [Closure],
        defaultHours: OfficeHours
    ) throws(CalendarRefusal) {
        guard years.lowerBound >= 1, years.upperBound <= 9999, years.count <= WorkingCalendar.yearsMax,
            let first = CivilDate(year: years.lowerBound, month: 1, day: 1),
            let last = CivilDate(year: years.upperBound, month: 12, day: 31)
        else { throw .badYears(years) }
        let rules = try CalendarTables.checked(days, years: years, from: first)
        try CalendarTables.check(closures, years: years)
        var maker = TableMaker(firstDay: first.dayNumber, count: last.dayNumber - first.dayNumber + 1, rules: rules)
        func tables(_ site: SiteID?, _ hours: OfficeHours) -> SiteTables {
            func table(_ channel: Channel) -> DayTable {
                maker.table(hours, closures.filter { $0.covers(site, channel) })
            }
            return SiteTables(direct: table(.direct), online: table(.online), post: table(.post))
        }
        elsewhere = tables(nil, defaultHours)
        var bySite: [SiteID: SiteTables] = [:]
        for site in Set(sites.keys).union(closures.compactMap(\.site)) {
            bySite[site] = tables(site, sites[site] ?? defaultHours)
        }
        self.bySite = bySite
        self.rules = rules
        isRuled = (0...last.dayNumber - first.dayNumber).map { rules[$0] != nil }
        firstDay = first.dayNumber
        lastDay = last.dayNumber
    }

    func offset(_ date: CivilDate) -> Int { date.dayNumber &- firstDay }
    func contains(_ date: CivilDate) -> Bool { (firstDay...lastDay).contains(date.dayNumber) }

    func table(_ site: SiteID, _ channel: Channel) -> DayTable {
        let tables = bySite[site] ?? elsewhere
        switch channel {
        case .direct: return tables.direct
        case .online: return tables.online
        case .post: return tables.post
        }
    }

    /// True for a day of which no decision speaks.
    func isPlain(_ day: Int) -> Bool { !isRuled.indices.contains(day) || !isRuled[day] }

    /// The national decision is named first, then the weekend, then what the site says.
    func reason(_ day: Int, in table: DayTable) -> DayReason {
        guard table.holds(day) else { return .outsideYears }
        let rule = isRuled[day] ? rules[day] : nil
        if let rule {
            let name = DayName(rule.name, english: rule.english)
            switch rule.kind {
            case .holiday: return .holiday(name)
            case .compensatory: return .compensatory(name)
            case .swapOff: return .swapOff(name)
            case .swapWork: break
            }
        } else if table.date(day).weekday > 5 {
            return .weekend
        }
        if let reason = table.closures[day] { return .closure(reason) }
        guard table.isWorking(day) else { return .noHours }
        guard let rule, let pair = rule.pairDate else { return .working }
        return .swapWork(DayName(rule.name, english: rule.english), replaces: pair)
    }

    private static func checked(
        _ days: [DayRule], years: ClosedRange<Int>, from first: CivilDate
    ) throws(CalendarRefusal) -> [Int: DayRule] {
        var rules: [Int: DayRule] = [:]
        for rule in days {
            let year = rule.date.year
            guard years.contains(year) else { throw .yearOutside(year, years) }
            guard rule.kind != .swapWork || rule.pairDate != nil else { throw .swapWithoutPair(rule.date) }
            let previous = rules.updateValue(rule, forKey: rule.date.dayNumber - first.dayNumber)
            guard previous == nil else { throw .duplicateDay(rule.date) }
        }
        return rules
    }

    private static func check(_ closures: [Closure], years: ClosedRange<Int>) throws(CalendarRefusal) {
        for closure in closures {
            for day in [closure.from, closure.to] where !years.contains(day.year) {
                throw .yearOutside(day.year, years)
            }
            guard closure.from <= closure.to else {
                throw .closureReversed(from: closure.from, to: closure.to)
            }
        }
    }
}

/// Makes tables, one for all sites and channels that have the same hours and closures.
private struct TableMaker {
    let firstDay: Int
    let count: Int
    let rules: [Int: DayRule]
    private var made: [Key: DayTable] = [:]

    private struct Key: Hashable {
        let hours: OfficeHours
        let closures: [Int: String]
    }

    init(firstDay: Int, count: Int, rules: [Int: DayRule]) {
        self.firstDay = firstDay
        self.count = count
        self.rules = rules
    }

    mutating func table(_ hours: OfficeHours, _ closures: [Closure]) -> DayTable {
        var closed: [Int: String] = [:]
        for closure in closures {
            for number in closure.from.dayNumber...closure.to.dayNumber where closed[number - firstDay] == nil {
                closed[number - firstDay] = closure.reason
            }
        }
        let key = Key(hours: hours, closures: closed)
        if let table = made[key] { return table }
        let table = DayTable(firstDay: firstDay, count: count, hours: hours, closures: closed) { plan($0) }
        made[key] = table
        return table
    }

    /// Whose hours a day has, and whether it counts: a swap day those of the weekday it replaces.
    private func plan(_ day: Int) -> (weekday: Int, counts: Bool) {
        let weekday = CivilDate(dayNumber: firstDay + day).weekday
        guard let rule = rules[day] else { return (weekday, weekday <= 5) }
        switch rule.kind {
        case .holiday, .compensatory, .swapOff: return (0, false)
        case .swapWork: return (rule.pairDate?.weekday ?? 0, true)
        }
    }
}
