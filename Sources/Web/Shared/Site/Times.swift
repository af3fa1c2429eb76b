import Core

/// Dates and hours as pages say them: `17:00 thứ Tư, 25/11/2026`.
extension Texts {
    /// The hour, `17:00`.
    func hour(_ instant: Instant) -> String {
        let minute = instant.minuteOfDay
        return "\(two(minute / 60)):\(two(minute % 60))"
    }

    /// The day, `25/11/2026`.
    func day(_ date: CivilDate) -> String {
        let (year, month, day) = date.parts
        return "\(two(day))/\(two(month))/\(year)"
    }

    /// Hour and day, `17:00, 25/11/2026`.
    func moment(_ instant: Instant) -> String {
        self("time.moment", ["hour": .text(hour(instant)), "day": .text(day(instant.date))])
    }

    /// Hour, weekday and day, `17:00 thứ Tư, 25/11/2026`.
    func fullMoment(_ instant: Instant) -> String {
        self(
            "time.full",
            [
                "hour": .text(hour(instant)), "weekday": .text(weekday(instant.date)),
                "day": .text(day(instant.date)),
            ])
    }

    /// `thứ Hai`, `Monday`.
    func weekday(_ date: CivilDate) -> String { self(TextKey("time.weekday.\(date.weekday)")) }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension PageContext {
    func day(_ date: CivilDate) -> String { texts.day(date) }
    func moment(_ instant: Instant) -> String { texts.moment(instant) }
    func fullMoment(_ instant: Instant) -> String { texts.fullMoment(instant) }
}
