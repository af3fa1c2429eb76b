/// A named place in a text, and what stands there.
public struct ExplanationField: Hashable, Sendable {
    public let name: String
    public let value: ExplanationValue

    public init(name: String, value: ExplanationValue) {
        self.name = name
        self.value = value
    }
}

/// What a text may have to write out, in the words and forms of its language.
public enum ExplanationValue: Hashable, Sendable {
    /// Day and time of day: 16:00 on Friday 20 November.
    case moment(Instant)
    case day(CivilDate)
    /// Minutes after midnight: 15:00.
    case clock(minute: Int)
    /// An ordinal or a count.
    case number(Int)
    /// A length of working time in minutes.
    case duration(minutes: Int)
    /// A limit, or what is left of one, by `TimeLimit.textKey`.
    case limit(TimeLimit)
    /// The name of a special day, in the reader's language where the calendar has it.
    case name(DayName)
    /// Words as somebody wrote them: the reason of a closure.
    case words(String)
}

extension TimeLimit {
    /// Key of the text for this limit, `deadline.limit.working-days.other`; its one field is `count`.
    public var textKey: String {
        let form = count == 1 ? "one" : "other"
        switch self {
        case .workingHours: return "deadline.limit.working-hours." + form
        case .workingDays: return "deadline.limit.working-days." + form
        case .days: return "deadline.limit.days." + form
        case .months: return "deadline.limit.months." + form
        case .sameDay: return "deadline.limit.same-day"
        }
    }
}

extension DeadlineRule {
    /// Key of the sentence that states the rule with its source: `deadline.rule.R4`.
    public var textKey: String { "deadline.rule." + rawValue }
}

extension ExplanationStep {
    /// Key of the text that tells the step; the text may use the fields named by `fields`, in any order.
    public var textKey: String { "deadline.explain." + told.key }

    /// What the text of `textKey` may use, by name; values alone, written out by the page in its language.
    public var fields: [ExplanationField] { told.fields.map { ExplanationField(name: $0.0, value: $0.1) } }

    private typealias Telling = (key: String, fields: [(String, ExplanationValue)])

    private var told: Telling {
        switch fact {
        case .received(let limit): ("received", [("at", .moment(from)), ("limit", .limit(limit))])
        case .firstDay(let day): ("first-day", [("day", .day(day))])
        case .waitsForOpening: ("outside-hours", [])
        case .afterCutoff(let minute): ("after-cutoff", [("cutoff", .clock(minute: minute))])
        case .workingDays(let first, let last, let start, let through):
            first == last
                ? ("working-day", [("day", .day(start)), ("n", .number(first))])
                : (
                    "working-days",
                    [
                        ("from", .day(start)), ("through", .day(through)), ("first", .number(first)),
                        ("last", .number(last)),
                    ]
                )
        case .swapDay(let n, let day, let name, let replaces):
            (
                "swap-day",
                [("day", .day(day)), ("n", .number(n)), ("name", .name(name)), ("replaces", .day(replaces))]
            )
        case .workingTime(let time):
            ("working-time", [("from", .moment(from)), ("to", .moment(to)), ("time", duration(time))])
        case .swapTime(let time, let day, let name, let replaces):
            (
                "swap-time",
                [("day", .day(day)), ("time", duration(time)), ("name", .name(name)), ("replaces", .day(replaces))]
            )
        case .calendarDays(let n, let last): ("calendar-days", [("time", .limit(.days(n))), ("last", .day(last))])
        case .months(let n, let last, let shortened):
            (shortened ? "months-shortened" : "months", [("time", .limit(.months(n))), ("last", .day(last))])
        case .sameDay(let day): ("same-day", [("day", .day(day))])
        case .skipped(let reason, let first, let last): off(reason, first, last)
        case .resultSiteClosed(let reason, let first, let last):
            run("result-closed", first, last, [("reason", .words(reason))])
        case .movedTo(let day, let last): ("moved", [("day", .day(day)), ("last", .day(last))])
        case .requestDay(let day): ("request-day", [("day", .day(day))])
        case .paused(let unused):
            ("paused", [("requested", .moment(from)), ("completed", .moment(to)), ("unused", amount(unused))])
        case .restarted(let limit):
            ("restarted", [("requested", .moment(from)), ("completed", .moment(to)), ("limit", .limit(limit))])
        case .excluded(let time, let requested, let completed):
            (
                "excluded",
                [("requested", .moment(requested)), ("completed", .moment(completed)), ("time", amount(time))]
            )
        case .untilClosing(let day): ("until-closing", [("day", .day(day)), ("at", .moment(to))])
        case .extended(let decided, let day): ("extended", [("decided", .moment(decided)), ("day", .day(day))])
        case .due: ("due", [("at", .moment(to))])
        }
    }

    private func off(_ reason: DayReason, _ first: CivilDate, _ last: CivilDate) -> Telling {
        switch reason {
        case .weekend: run("off.weekend", first, last)
        case .holiday(let name): run("off.holiday", first, last, [("name", .name(name))])
        case .compensatory(let name): run("off.compensatory", first, last, [("name", .name(name))])
        case .swapOff(let name): run("off.swap", first, last, [("name", .name(name))])
        case .closure(let name): run("off.closure", first, last, [("reason", .words(name))])
        case .noHours, .working, .swapWork, .outsideYears: run("off.no-hours", first, last)
        }
    }

    /// A single day has a text of its own.
    private func run(
        _ key: String, _ first: CivilDate, _ last: CivilDate, _ fields: [(String, ExplanationValue)] = []
    ) -> Telling {
        first == last
            ? (key + ".one", fields + [("day", .day(first))])
            : (key + ".run", fields + [("first", .day(first)), ("last", .day(last))])
    }

    private func amount(_ amount: ClockAmount) -> ExplanationValue {
        switch amount {
        case .time(let time): duration(time)
        case .workingDays(let n): .limit(.workingDays(n))
        case .days(let n): .limit(.days(n))
        case .months(let n): .limit(.months(n))
        case .sameDay(let further): .limit(further == 0 ? .sameDay : .workingDays(further + 1))
        }
    }

    /// Rounded to the nearest minute.
    private func duration(_ time: Int64) -> ExplanationValue {
        .duration(minutes: Int((time + Instant.minute / 2) / Instant.minute))
    }
}
