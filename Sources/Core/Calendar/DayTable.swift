/// The days of a calendar as one site shows them to one channel, summed so that counting is arithmetic.
///
/// Why prefix sums: "the tenth working day after" and "eight open hours from" are then one look-up and one binary
/// search, however many days lie between. Days are offsets from `firstDay`; times are microseconds.
final class DayTable: Sendable {
    /// Two ways of summing time, which differ only where a site opens on days that do not count.
    enum Hours { case open, workingDays }

    let firstDay: Int
    /// Open stretches by weekday, 1–7; 0 is a closed day.
    private let plans: [[OpenInterval]]
    /// Which plan a day follows.
    private let planOf: [UInt8]
    /// Offsets of the counted working days, in order.
    private let workingDays: [Int32]
    /// How many of them lie before a day; one element more than there are days.
    private let workingBefore: [Int32]
    private let openMinutesBefore: [Int32]
    private let workingMinutesBefore: [Int32]
    /// Reasons of the closures, by day offset.
    let closures: [Int: String]

    /// `plan` says for an offset which weekday's hours apply (0 none), and whether the law counts the day as worked.
    init(
        firstDay: Int, count: Int, hours: OfficeHours, closures: [Int: String],
        plan: (Int) -> (weekday: Int, counts: Bool)
    ) {
        self.firstDay = firstDay
        self.closures = closures
        plans = (0...7).map { hours.intervals(onWeekday: $0) }
        let minutes = plans.map { day in Int32(day.reduce(0) { $0 + $1.minutes }) }
        var planOf: [UInt8] = []
        var workingDays: [Int32] = []
        var (before, open, working): ([Int32], [Int32], [Int32]) = ([0], [0], [0])
        var (openSum, workingSum): (Int32, Int32) = (0, 0)
        for offset in 0..<count {
            let (weekday, lawful) = closures[offset] == nil ? plan(offset) : (0, false)
            let counts = lawful && minutes[weekday] > 0
            if counts { workingDays.append(Int32(offset)) }
            openSum += minutes[weekday]
            workingSum += counts ? minutes[weekday] : 0
            planOf.append(minutes[weekday] > 0 ? UInt8(weekday) : 0)
            before.append(Int32(workingDays.count))
            open.append(openSum)
            working.append(workingSum)
        }
        self.planOf = planOf
        self.workingDays = workingDays
        workingBefore = before
        openMinutesBefore = open
        workingMinutesBefore = working
    }

    var count: Int { planOf.count }

    func holds(_ day: Int) -> Bool { day >= 0 && day < count }
    func intervals(_ day: Int) -> [OpenInterval] { holds(day) ? plans[Int(planOf[day])] : [] }
    /// Minute of the last closing of a day; midnight after a closed one.
    func closing(_ day: Int) -> Int { intervals(day).last?.closes ?? 1440 }
    func isOpen(_ day: Int) -> Bool { holds(day) && planOf[day] != 0 }
    func isWorking(_ day: Int) -> Bool { holds(day) && workingBefore[day + 1] > workingBefore[day] }

    func counts(_ day: Int, _ hours: Hours) -> Bool {
        switch hours {
        case .open: isOpen(day)
        case .workingDays: isWorking(day)
        }
    }

    /// Counted working days from `first` up to but not including `end`, as far as the calendar goes.
    func workingDays(from first: Int, before end: Int) -> Int {
        let (a, b) = (min(max(first, 0), count), min(max(end, 0), count))
        return max(0, Int(workingBefore[b]) - Int(workingBefore[a]))
    }

    /// The first counted working day at or after `day`, or the one `further` working days on; nil past the end.
    func workingDay(atOrAfter day: Int, further: Int = 0) -> Int? {
        guard day < count, further >= 0 else { return nil }
        let (index, overflow) = Int(workingBefore[max(day, 0)]).addingReportingOverflow(further)
        return overflow || index >= workingDays.count ? nil : Int(workingDays[index])
    }
}

// Time within the days.
extension DayTable {
    /// Microseconds of open time from the calendar's first day to `instant`; the sum stays still where it ends.
    func time(before instant: Instant, _ hours: Hours) -> Int64 {
        let day = offset(of: instant)
        let sums = minutesBefore(hours)
        guard holds(day) else { return day < 0 ? 0 : Int64(sums[count]) * Instant.minute }
        let whole = Int64(sums[day]) * Instant.minute
        guard counts(day, hours) else { return whole }
        let now = instant.microsecondOfDay
        return intervals(day).reduce(whole) { sum, interval in
            let (opens, closes) = (Int64(interval.opens) * Instant.minute, Int64(interval.closes) * Instant.minute)
            return sum + min(max(now - opens, 0), closes - opens)
        }
    }

    /// When `duration` of open time will have passed; nil past the calendar's end.
    ///
    /// Time used up at a closing ends at that closing, not at the next opening. Nothing to count ends where it starts,
    /// or at the next opening.
    func moment(after instant: Instant, by duration: Int64, _ hours: Hours) -> Instant? {
        if duration <= 0 {
            return isInside(instant, hours) ? instant : nextOpening(after: instant, hours)
        }
        let (target, overflow) = time(before: instant, hours).addingReportingOverflow(duration)
        let sums = minutesBefore(hours)
        guard !overflow, target <= Int64(sums[count]) * Instant.minute else { return nil }
        // The first day whose sum, its own hours included, reaches the target.
        let minutes = Int32((target + Instant.minute - 1) / Instant.minute)
        let day = DayTable.firstIndex(in: sums, reaching: minutes) - 1
        var rest = target - Int64(sums[day]) * Instant.minute
        for interval in intervals(day) {
            let length = Int64(interval.minutes) * Instant.minute
            if rest <= length { return at(day, interval.opens).adding(microseconds: rest) }
            rest -= length
        }
        return nil
    }

    /// True in open hours and at a closing: the moments at which counting may end.
    func isInside(_ instant: Instant, _ hours: Hours) -> Bool {
        let day = offset(of: instant)
        guard counts(day, hours) else { return false }
        let now = instant.microsecondOfDay
        return intervals(day).contains {
            Int64($0.opens) * Instant.minute <= now && now <= Int64($0.closes) * Instant.minute
        }
    }

    /// True while the office serves; no longer at a closing.
    func isOpen(at instant: Instant) -> Bool {
        let day = offset(of: instant)
        guard isOpen(day) else { return false }
        let now = instant.microsecondOfDay / Instant.minute
        return intervals(day).contains { Int64($0.opens) <= now && now < Int64($0.closes) }
    }

    /// The next moment at which the office opens, `instant` itself if it opens then; nil past the calendar's end.
    func nextOpening(after instant: Instant, _ hours: Hours) -> Instant? {
        let day = offset(of: instant)
        guard day < count else { return nil }
        if counts(day, hours) {
            let now = instant.microsecondOfDay
            if let next = intervals(day).first(where: { Int64($0.opens) * Instant.minute >= now }) {
                return at(day, next.opens)
            }
        }
        let sums = minutesBefore(hours)
        let later = DayTable.firstIndex(in: sums, reaching: sums[max(day + 1, 0)] + 1) - 1
        guard later < count, let first = intervals(later).first else { return nil }
        return at(later, first.opens)
    }

    func offset(_ date: CivilDate) -> Int { date.dayNumber &- firstDay }
    func offset(of instant: Instant) -> Int { offset(instant.date) }
    func date(_ day: Int) -> CivilDate { CivilDate(dayNumber: firstDay + day) }
    func at(_ day: Int, _ minute: Int) -> Instant { Instant(date(day), minute: minute) }

    private func minutesBefore(_ hours: Hours) -> [Int32] {
        switch hours {
        case .open: openMinutesBefore
        case .workingDays: workingMinutesBefore
        }
    }

    /// Index of the first sum that is at least `value`, or the number of sums.
    private static func firstIndex(in sums: [Int32], reaching value: Int32) -> Int {
        var (low, high) = (0, sums.count)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Instant {
    /// Microseconds in a minute.
    static let minute: Int64 = 60_000_000

    func adding(microseconds count: Int64) -> Instant { Instant(microseconds: microseconds + count) }
}
