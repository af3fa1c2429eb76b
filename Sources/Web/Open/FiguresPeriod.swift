import Core
import Reports

/// The days whose figures are asked for, both wholly included (kỳ số liệu).
struct FiguresPeriod: Hashable, Sendable {
    /// Days of the longest period: a leap year.
    static let daysMost = 366
    /// Months offered to choose from, this one included.
    static let monthsMost = 24

    var from: CivilDate
    var to: CivilDate

    /// From the first of the month to `day`: what is shown where nothing else is asked for.
    static func month(to day: CivilDate) -> FiguresPeriod {
        FiguresPeriod(from: day.adding(days: 1 - day.parts.day), to: day)
    }

    /// What the report is asked: the state at the end of the period, or at this minute while the period goes on.
    ///
    /// Why the whole minute: the page says the moment in hours and minutes, and `motcua report --as-of` with exactly
    /// that moment must give the same figures. Of a period that is over it is the same for ever.
    func question(_ now: Instant) -> ReportQuestion {
        let minute = Instant(now.date, minute: now.minuteOfDay)
        return ReportQuestion(from: from, to: to, asOf: min(Instant(to.adding(days: 1), minute: 0), minute))
    }

    /// The page of these figures.
    var path: Path { Path.statistics.with("tu", from.iso).with("den", to.iso) }
}

/// What a visitor chose as the period, and what of it cannot be taken (kỳ đã chọn).
struct PeriodChoice: Sendable {
    static let monthField = "thang"
    static let fromField = "tu"
    static let toField = "den"

    /// Why a choice is refused; its words are `open.error.…`.
    enum Fault: String, Sendable {
        case month, date, years, future, order, long
    }

    private(set) var month: String
    private(set) var from: String
    private(set) var to: String
    /// The days to show; nil if the choice is refused.
    private(set) var period: FiguresPeriod?
    /// The field that is wrong; nil if none is.
    private(set) var fault: (field: String, fault: Fault)?

    /// - Parameter years: those of the calendar; a day outside is refused, since nothing can have been counted there.
    init(_ query: FieldList, today: CivilDate, years: ClosedRange<Int>) {
        func typed(_ name: String) -> String { String((query[name] ?? "").filter { !$0.isWhitespace }.prefix(20)) }
        month = typed(PeriodChoice.monthField)
        from = typed(PeriodChoice.fromField)
        to = typed(PeriodChoice.toField)
        do {
            period = month.isEmpty ? try days(today, years) : try wholeMonth(today, years)
        } catch {
            fault = (error.field, error.fault)
        }
    }

    private struct Refused: Error {
        var field: String
        var fault: Fault
    }

    private func wholeMonth(_ today: CivilDate, _ years: ClosedRange<Int>) throws(Refused) -> FiguresPeriod {
        func refused(_ fault: Fault) -> Refused { Refused(field: PeriodChoice.monthField, fault: fault) }
        guard let first = CivilDate(iso: month + "-01") else { throw refused(.month) }
        guard first <= today else { throw refused(.future) }
        guard years.contains(first.year) else { throw refused(.years) }
        return FiguresPeriod(from: first, to: min(first.adding(months: 1).adding(days: -1), today))
    }

    /// From and to; without the one, from the first of that month, without the other, to today.
    private func days(_ today: CivilDate, _ years: ClosedRange<Int>) throws(Refused) -> FiguresPeriod {
        if from.isEmpty, to.isEmpty { return .month(to: today) }
        func day(_ text: String, _ field: String) throws(Refused) -> CivilDate {
            guard let day = CivilDate(iso: text) else { throw Refused(field: field, fault: .date) }
            guard day <= today else { throw Refused(field: field, fault: .future) }
            guard years.contains(day.year) else { throw Refused(field: field, fault: .years) }
            return day
        }
        let last = to.isEmpty ? today : try day(to, PeriodChoice.toField)
        let first =
            from.isEmpty ? FiguresPeriod.month(to: last).from : try day(from, PeriodChoice.fromField)
        guard first <= last else { throw Refused(field: PeriodChoice.toField, fault: .order) }
        guard last.dayNumber - first.dayNumber < FiguresPeriod.daysMost else {
            throw Refused(field: PeriodChoice.toField, fault: .long)
        }
        return FiguresPeriod(from: first, to: last)
    }
}
