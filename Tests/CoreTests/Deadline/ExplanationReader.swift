import Core

/// Reads an explanation as a careful person would, and says what is wrong with it.
enum ExplanationReader {
    /// That steps follow on one another from the reception to the due, and that runs are told once.
    static func faults(of term: DueDate, from received: Instant) -> [String] {
        var faults: [String] = []
        let steps = term.explanation
        guard let first = steps.first, let last = steps.last else { return ["no steps"] }
        if first.from != received { faults.append("begins at \(first.from.rfc3339)") }
        if last.fact != .due || last.to != term.due { faults.append("does not end at the due") }
        for step in steps where step.to < step.from { faults.append("runs backwards: \(step)") }
        for (a, b) in zip(steps, steps.dropFirst()) {
            if b.from != a.to { faults.append("a gap between \(a) and \(b)") }
            if case .skipped(let x, _, _) = a.fact, case .skipped(let y, _, _) = b.fact, x == y, a.rule == b.rule {
                faults.append("\(x) is told twice")
            }
        }
        if steps.filter({ $0.fact == .due }).count != 1 { faults.append("more than one due") }
        return faults
    }

    /// The days that the steps name as without work.
    static func skipped(_ steps: [ExplanationStep]) -> [CivilDate] {
        steps.flatMap { step -> [CivilDate] in
            switch step.fact {
            case .skipped(_, let first, let last): days(first, last)
            default: []
            }
        }
    }

    /// The days counted as working days, in order of their numbers; a number out of order is left out.
    static func counted(_ steps: [ExplanationStep]) -> [CivilDate] {
        steps.reduce(into: []) { result, step in
            switch step.fact {
            case .workingDays(let first, _, let from, let through) where first == result.count + 1:
                result += days(from, through)
            case .swapDay(let n, let day, _, _) where n == result.count + 1:
                result.append(day)
            default:
                break
            }
        }
    }

    /// The time counted within office hours, in microseconds.
    static func time(_ steps: [ExplanationStep]) -> Int64 {
        steps.reduce(0) { sum, step in
            switch step.fact {
            case .workingTime(let time), .swapTime(let time, _, _, _): sum + time
            default: sum
            }
        }
    }

    private static func days(_ first: CivilDate, _ last: CivilDate) -> [CivilDate] {
        first > last ? [] : (first.dayNumber...last.dayNumber).map { CivilDate(dayNumber: $0) }
    }
}
