extension ExplanationStep: Codable {
    /// A flat object of short fields, the same for ever: records that are hashed hold it.
    public init(from decoder: any Decoder) throws {
        let form = try StepForm(from: decoder)
        guard let fact = form.asFact else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "step \(form.fact) lacks a field"))
        }
        self.init(from: form.from, to: form.to, rule: form.rule, fact: fact)
    }

    public func encode(to encoder: any Encoder) throws { try StepForm(self).encode(to: encoder) }
}

/// The stored shape of a step: what a fact does not have is left out.
private struct StepForm: Codable {
    enum Kind: String, Codable {
        case received, firstDay, outsideHours, afterCutoff, workingDays, swapDay, workingTime, swapTime
        case calendarDays, months, sameDay, off, resultSiteClosed, movedTo, requestDay, paused, restarted
        case excluded, untilClosing, extended, due
    }

    enum Off: String, Codable { case weekend, holiday, compensatory, swapOff, closure, noHours }
    enum Unit: String, Codable { case time, workingDays, days, months, sameDay }

    var from: Instant
    var to: Instant
    var rule: DeadlineRule
    var fact: Kind
    var limit: TimeLimit?
    var unit: Unit?
    var count: Int64?
    var ordinal: Int?
    var first: CivilDate?
    var last: CivilDate?
    var off: Off?
    var name: String?
    var english: String?
    var requested: Instant?
    var completed: Instant?
    var shortened: Bool?

    init(_ step: ExplanationStep) {
        from = step.from
        to = step.to
        rule = step.rule
        fact = .due
        switch step.fact {
        case .received(let value): (fact, limit) = (.received, value)
        case .firstDay(let day): (fact, first) = (.firstDay, day)
        case .waitsForOpening: fact = .outsideHours
        case .afterCutoff(let minute): (fact, count) = (.afterCutoff, Int64(minute))
        case .workingDays(let a, let b, let from, let through):
            (fact, ordinal, count, first, last) = (.workingDays, a, Int64(b - a + 1), from, through)
        case .swapDay(let n, let day, let title, let pair):
            (fact, ordinal, first, last) = (.swapDay, n, day, pair)
            write(title)
        case .workingTime(let time): (fact, count) = (.workingTime, time)
        case .swapTime(let time, let day, let title, let pair):
            (fact, count, first, last) = (.swapTime, time, day, pair)
            write(title)
        case .calendarDays(let n, let day): (fact, count, last) = (.calendarDays, Int64(n), day)
        case .months(let n, let day, let short):
            (fact, count, last, shortened) = (.months, Int64(n), day, short ? true : nil)
        case .sameDay(let day): (fact, first) = (.sameDay, day)
        case .skipped(let reason, let a, let b):
            (fact, first, last) = (.off, a, b)
            write(reason)
        case .resultSiteClosed(let reason, let a, let b):
            (fact, name, first, last) = (.resultSiteClosed, reason, a, b)
        case .movedTo(let day, let nominal): (fact, first, last) = (.movedTo, nominal, day)
        case .requestDay(let day): (fact, first) = (.requestDay, day)
        case .paused(let unused):
            fact = .paused
            write(unused)
        case .restarted(let value): (fact, limit) = (.restarted, value)
        case .excluded(let amount, let a, let b):
            (fact, requested, completed) = (.excluded, a, b)
            write(amount)
        case .untilClosing(let day): (fact, first) = (.untilClosing, day)
        case .extended(let moment, let day): (fact, requested, last) = (.extended, moment, day)
        case .due: fact = .due
        }
    }

    private mutating func write(_ amount: ClockAmount) {
        switch amount {
        case .time(let value): (unit, count) = (.time, value)
        case .workingDays(let n): (unit, count) = (.workingDays, Int64(n))
        case .days(let n): (unit, count) = (.days, Int64(n))
        case .months(let n): (unit, count) = (.months, Int64(n))
        case .sameDay(let n): (unit, count) = (.sameDay, Int64(n))
        }
    }

    private mutating func write(_ title: DayName) { (name, english) = (title.vietnamese, title.english) }

    private mutating func write(_ reason: DayReason) {
        switch reason {
        case .weekend: off = .weekend
        case .holiday(let title):
            off = .holiday
            write(title)
        case .compensatory(let title):
            off = .compensatory
            write(title)
        case .swapOff(let title):
            off = .swapOff
            write(title)
        case .closure(let title): (off, name) = (.closure, title)
        case .noHours, .working, .swapWork, .outsideYears: off = .noHours
        }
    }

    /// Nil where a field is missing.
    var asFact: ExplanationFact? {
        switch fact {
        case .received: limit.map { .received($0) }
        case .firstDay: first.map { .firstDay($0) }
        case .outsideHours: .waitsForOpening
        case .afterCutoff: number.map { .afterCutoff(minute: $0) }
        case .workingDays, .swapDay: dayFact
        case .workingTime, .swapTime: timeFact
        case .calendarDays: both(number, last).map { .calendarDays($0, last: $1) }
        case .months: both(number, last).map { .months($0, last: $1, shortened: shortened ?? false) }
        case .sameDay: first.map { .sameDay($0) }
        case .off: both(reason, both(first, last)).map { .skipped($0, first: $1.0, last: $1.1) }
        case .resultSiteClosed:
            both(name, both(first, last)).map { .resultSiteClosed(reason: $0, first: $1.0, last: $1.1) }
        case .movedTo: both(first, last).map { .movedTo($1, from: $0) }
        case .requestDay: first.map { .requestDay($0) }
        case .paused: amount.map { .paused(unused: $0) }
        case .restarted: limit.map { .restarted($0) }
        case .excluded:
            both(amount, both(requested, completed)).map { .excluded($0, requested: $1.0, completed: $1.1) }
        case .untilClosing: first.map { .untilClosing($0) }
        case .extended: both(requested, last).map { .extended(decided: $0, to: $1) }
        case .due: .due
        }
    }

    private var dayFact: ExplanationFact? {
        guard let ordinal, let first, let last else { return nil }
        if fact == .swapDay { return title.map { .swapDay(ordinal: ordinal, day: first, name: $0, replaces: last) } }
        return number.map { .workingDays(first: ordinal, last: ordinal + $0 - 1, from: first, through: last) }
    }

    private var timeFact: ExplanationFact? {
        guard let count else { return nil }
        guard fact == .swapTime else { return .workingTime(count) }
        return both(title, both(first, last)).map { .swapTime(count, day: $1.0, name: $0, replaces: $1.1) }
    }

    private var reason: DayReason? {
        switch off {
        case .weekend: .weekend
        case .holiday: title.map { .holiday($0) }
        case .compensatory: title.map { .compensatory($0) }
        case .swapOff: title.map { .swapOff($0) }
        case .closure: name.map { .closure($0) }
        case .noHours: .noHours
        case nil: nil
        }
    }

    private var amount: ClockAmount? {
        guard let unit, let count, let number else { return nil }
        switch unit {
        case .time: return .time(count)
        case .workingDays: return .workingDays(number)
        case .days: return .days(number)
        case .months: return .months(number)
        case .sameDay: return .sameDay(further: number)
        }
    }

    private var title: DayName? { name.map { DayName($0, english: english) } }
    private var number: Int? { count.flatMap { Int(exactly: $0) } }

    private func both<A, B>(_ a: A?, _ b: B?) -> (A, B)? {
        guard let a, let b else { return nil }
        return (a, b)
    }
}
