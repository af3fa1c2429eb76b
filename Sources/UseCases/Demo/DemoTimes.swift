import Core

/// Draws moments at which an office is open (giờ làm việc ngẫu nhiên).
struct DemoTimes {
    let calendar: WorkingCalendar
    private let site: SiteID = "H21"

    func isWorking(_ day: CivilDate) -> Bool { calendar.isWorkingDay(day, at: site, for: .direct) }

    /// The working days from `first` to `last`, both included.
    func workingDays(_ first: CivilDate, _ last: CivilDate) -> [CivilDate] {
        guard first <= last else { return [] }
        return (first.dayNumber...last.dayNumber).map { CivilDate(dayNumber: $0) }.filter(isWorking)
    }

    /// A moment within the hours of a working day, not in its very first or last minutes.
    func moment(on day: CivilDate, _ random: inout SeededRandom) -> Instant {
        let minutes = 4 * 60 + 20 + 3 * 60 + 20
        let drawn = random.below(minutes)
        let minute = drawn < 260 ? 425 + drawn : 815 + (drawn - 260)
        return Instant(day, minute: minute).adding(seconds: Int64(random.below(60)))
    }

    /// `count` moments between two others, in order, each within hours as far as the span allows.
    func between(
        _ start: Instant, _ end: Instant, _ count: Int, _ random: inout SeededRandom
    ) -> [Instant] {
        let span = end.microseconds - start.microseconds
        let step = max(1, span / Int64(1_000_000) / Int64(count + 2))
        guard span > Int64(count + 2) * 2_000_000 else {
            return (0..<count).map { Instant(microseconds: start.microseconds + Int64($0 + 1)) }
        }
        var drawn = (0..<count).map { _ -> Instant in
            let at = start.adding(seconds: Int64(random.below(Int(span / 1_000_000))))
            return snapped(at, start, end, &random)
        }.sorted()
        for i in drawn.indices {
            let floor = i == 0 ? start : drawn[i - 1]
            if drawn[i] <= floor { drawn[i] = floor.adding(seconds: min(step, 1 + Int64(random.below(90)))) }
        }
        return drawn
    }

    /// The moment itself within hours, else one within hours of the last working day before it that still fits.
    private func snapped(_ at: Instant, _ start: Instant, _ end: Instant, _ random: inout SeededRandom) -> Instant {
        var day = at.date
        while !isWorking(day), day > start.date { day = day.adding(days: -1) }
        guard isWorking(day) else { return at }
        for _ in 0..<6 {
            let drawn = moment(on: day, &random)
            if drawn > start, drawn < end { return drawn }
        }
        // Too little of that day is left: early on the last one, before lunch wherever the end lies.
        let opening = Instant(end.date, minute: 420)
        guard isWorking(end.date), opening > start, opening < end else { return at }
        return Instant(microseconds: opening.microseconds + (end.microseconds - opening.microseconds) / 4)
    }
}
