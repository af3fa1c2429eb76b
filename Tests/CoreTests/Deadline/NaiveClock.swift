import Core

/// Days and hours as plain facts, and deadlines found by walking over them a minute or a day at a time.
///
/// Why: it shares nothing with the sums of `DayTable`, so that where the two agree, both are right or the same mistake
/// was made twice.
struct NaiveClock {
    static let years = 2025...2027

    var days: [DayRule] = []
    var hours: [SiteID: OfficeHours] = [:]
    var closures: [Closure] = []
    var site: SiteID = "a"
    var channel: Channel = .direct
    var resultSite: SiteID?

    func context(_ settings: DeadlineSettings = .standard) throws -> DeadlineContext {
        DeadlineContext(
            calendar: try WorkingCalendar(
                version: 1, years: NaiveClock.years, days: days, sites: hours, closures: closures),
            site: site, resultSite: resultSite, channel: channel, settings: settings)
    }

    private func rule(_ date: CivilDate) -> DayRule? { days.first { $0.date == date } }

    private func isClosed(_ date: CivilDate, _ place: SiteID, _ channel: Channel) -> Bool {
        closures.contains {
            ($0.site == nil || $0.site == place) && $0.from <= date && date <= $0.to
                && ($0.channels == nil || $0.channels?.contains(channel) == true)
        }
    }

    /// The hours of a day as they are kept, Saturday hours included.
    func intervals(_ date: CivilDate) -> [OpenInterval] {
        if isClosed(date, site, channel) { return [] }
        let own = hours[site] ?? .standard
        guard let rule = rule(date) else { return own.intervals(onWeekday: date.weekday) }
        guard rule.kind == .swapWork, let pair = rule.pairDate else { return [] }
        return own.intervals(onWeekday: pair.weekday)
    }

    func isWorking(_ date: CivilDate) -> Bool {
        !intervals(date).isEmpty && (date.weekday <= 5 || rule(date)?.kind == .swapWork)
    }

    private func inYears(_ date: CivilDate) -> Bool { NaiveClock.years.contains(date.year) }

    /// Walks minute by minute until so many open ones have passed; nil past the years.
    func after(minutes: Int, from start: Instant, workingDaysOnly: Bool = false) -> Instant? {
        var (date, minute, left) = (start.date, start.minuteOfDay, minutes)
        while inYears(date) {
            let open = workingDaysOnly && !isWorking(date) ? [] : intervals(date)
            while minute < 1440, left > 0 {
                if open.contains(where: { $0.opens <= minute && minute < $0.closes }) { left -= 1 }
                minute += 1
            }
            if left == 0 { return Instant(date, minute: minute) }
            (date, minute) = (date.adding(days: 1), 0)
        }
        return nil
    }

    /// Open minutes between two moments, counted one by one.
    func minutes(from start: Instant, to end: Instant, workingDaysOnly: Bool = false) -> Int {
        var count = 0
        var date = start.date
        while date <= end.date, inYears(date) {
            let open = workingDaysOnly && !isWorking(date) ? [] : intervals(date)
            for interval in open {
                for minute in interval.opens..<interval.closes {
                    let moment = Instant(date, minute: minute)
                    if moment >= start, moment < end { count += 1 }
                }
            }
            date = date.adding(days: 1)
        }
        return count
    }

    /// The end of the last day of a term: of the first day from `date` on that is worked and hands out results.
    func closing(from date: CivilDate) -> Instant? {
        var date = date
        while inYears(date) {
            let handsOut = resultSite.map { !isClosed(date, $0, .direct) } ?? true
            if isWorking(date), handsOut { return Instant(date, minute: intervals(date).last?.closes ?? 0) }
            date = date.adding(days: 1)
        }
        return nil
    }

    /// The Nth working day after a date; nil past the years.
    func workingDay(_ n: Int, after date: CivilDate) -> CivilDate? {
        var (date, left) = (date, n)
        while left > 0 {
            date = date.adding(days: 1)
            guard inYears(date) else { return nil }
            if isWorking(date) { left -= 1 }
        }
        return date
    }

    func due(of limit: TimeLimit, received: Instant) -> Instant? {
        switch limit {
        case .workingHours(let n):
            return after(minutes: n * 60, from: received)
        case .workingDays(let n):
            return workingDay(n, after: received.date).flatMap { closing(from: $0) }
        case .days(let n):
            return closing(from: received.date.adding(days: n))
        case .months(let n):
            var (year, month, day) = received.date.parts
            for _ in 0..<n { (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1) }
            while CivilDate(year: year, month: month, day: day) == nil { day -= 1 }
            return CivilDate(year: year, month: month, day: day).flatMap { closing(from: $0) }
        case .sameDay:
            let today = received.date
            let late = received > Instant(today, minute: 15 * 60)
            let over = intervals(today).last.map { received >= Instant(today, minute: $0.closes) } ?? true
            if isWorking(today), !late, !over { return closing(from: today) }
            return workingDay(1, after: today).flatMap { closing(from: $0) }
        }
    }
}

extension NaiveClock {
    /// A world made of a seed: holidays, swapped Saturdays, storms, odd hours.
    static func random(_ random: inout SeededRandom) -> NaiveClock {
        var clock = NaiveClock()
        var taken: Set<CivilDate> = []
        func free(_ random: inout SeededRandom, weekend: Bool) -> CivilDate {
            while true {
                let date = day("2025-01-01").adding(days: Int.random(in: 0..<1095, using: &random))
                if (date.weekday > 5) == weekend, taken.insert(date).inserted { return date }
            }
        }
        for _ in 0..<Int.random(in: 0...25, using: &random) {
            let date = free(&random, weekend: Int.random(in: 0..<5, using: &random) == 0)
            let kind: DayRule.Kind = Bool.random(using: &random) ? .holiday : .compensatory
            clock.days.append(DayRule(date: date, kind: kind, name: "Nghỉ lễ"))
        }
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let (off, worked) = (free(&random, weekend: false), free(&random, weekend: true))
            clock.days.append(DayRule(date: off, kind: .swapOff, name: "Nghỉ hoán đổi", pairDate: worked))
            clock.days.append(DayRule(date: worked, kind: .swapWork, name: "Làm bù", pairDate: off))
        }
        for site: SiteID? in ["a", "a", "b", nil] where Bool.random(using: &random) {
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let from = day("2025-01-01").adding(days: Int.random(in: 0..<1085, using: &random))
                let channels = Channel.allCases.filter { _ in Bool.random(using: &random) }
                clock.closures.append(
                    Closure(
                        site: site, channels: Bool.random(using: &random) ? nil : Set(channels), from: from,
                        to: from.adding(days: Int.random(in: 0...9, using: &random)), reason: "bão"))
            }
        }
        clock.channel = Channel.allCases.randomElement(using: &random) ?? .direct
        clock.hours["a"] = hours(&random)
        clock.resultSite = Bool.random(using: &random) ? "b" : nil
        return clock
    }

    private static func hours(_ random: inout SeededRandom) -> OfficeHours? {
        let full = [
            "07:00-11:30 13:30-17:00", "07:30-12:00 13:00-16:30", "08:00-10:00 10:00-12:00 13:15-17:45", "00:00-24:00",
        ]
        guard let line = full.randomElement(using: &random) else { return nil }
        var lines = Array(repeating: line, count: 5) + ["", ""]
        if Bool.random(using: &random) { lines[5] = "07:30-11:00" }
        if Int.random(in: 0..<4, using: &random) == 0 { lines[2] = "07:00-11:30" }
        if Int.random(in: 0..<6, using: &random) == 0 { lines[3] = "" }
        return try? OfficeHours(lines: lines)
    }

    /// A whole minute of the first two years, and now and then one close to a boundary of the day.
    static func moment(_ random: inout SeededRandom) -> Instant {
        let date = day("2025-01-01").adding(days: Int.random(in: 0..<700, using: &random))
        let edges = [0, 419, 420, 690, 810, 900, 901, 1020, 1439]
        let edge = edges.randomElement(using: &random) ?? 0
        let minute = Bool.random(using: &random) ? edge : Int.random(in: 0..<1440, using: &random)
        return Instant(date, minute: minute)
    }

    static func limit(_ random: inout SeededRandom) -> TimeLimit {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .workingHours(Int.random(in: 1...40, using: &random))
        case 1, 2: .workingDays(Int.random(in: 1...30, using: &random))
        case 3: .days(Int.random(in: 1...90, using: &random))
        case 4: .months(Int.random(in: 1...6, using: &random))
        default: .sameDay
        }
    }
}
