import Core
import Testing

@Suite("What holds of every shifted deadline")
struct ShiftPropertyTests {
    /// A clock in a world, a request while it runs, and a completion.
    private struct Turn {
        let clock: NaiveClock
        let context: DeadlineContext
        let current: DueDate
        let received: Instant
        let requested: Instant
        let completed: Instant
    }

    private func turns(_ seeds: Range<UInt64>, _ body: (Turn, UInt64) throws -> Void) throws {
        for seed in seeds {
            var random = SeededRandom(seed: seed)
            let clock = NaiveClock.random(&random)
            let context = try clock.context()
            for _ in 0..<8 {
                let (limit, received) = (NaiveClock.limit(&random), NaiveClock.moment(&random))
                let current = try Deadline.due(of: limit, received: received, in: context)
                let minutes = Int((current.due.microseconds - received.microseconds) / 60_000_000)
                let requested = received.adding(minutes: Int.random(in: 0...minutes, using: &random))
                let completed = requested.adding(minutes: Int.random(in: 0...20_000, using: &random))
                try body(
                    Turn(
                        clock: clock, context: context, current: current, received: received, requested: requested,
                        completed: completed), seed)
            }
        }
    }

    private func paused(_ turn: Turn) throws -> DueDate {
        try Deadline.pause(turn.current, requested: turn.requested, completed: turn.completed, in: turn.context)
    }

    private func excluded(_ turn: Turn) throws -> DueDate {
        try Deadline.exclude(turn.current, requested: turn.requested, completed: turn.completed, in: turn.context)
    }

    @Test func `neither a pause nor an exclusion makes the due earlier`() throws {
        try turns(1000..<1150) { turn, seed in
            let about = "SEED=\(seed) \(turn.current.limit.compact) \(turn.received.rfc3339) \(turn.requested.rfc3339)"
            let dues = (paused: try paused(turn).due, excluded: try excluded(turn).due)
            #expect(dues.paused >= turn.current.due && dues.excluded >= turn.current.due, "\(about)")
        }
    }

    @Test func `a restart is a new reception at completion`() throws {
        try turns(1200..<1260) { turn, seed in
            let again = try Deadline.restart(
                turn.current, requested: turn.requested, completed: turn.completed, in: turn.context)
            #expect(again.due == turn.clock.due(of: turn.current.limit, received: turn.completed), "SEED=\(seed)")
        }
    }

    @Test func `what a pause leaves is the limit less what a walk over the days has used`() throws {
        try turns(1300..<1450) { turn, seed in
            let (clock, limit) = (turn.clock, turn.current.limit)
            let (first, today) = (turn.received.date, turn.requested.date)
            let used = (first.dayNumber + 1..<max(first.dayNumber + 1, today.dayNumber))
            let expected: Instant?
            switch limit {
            case .workingHours(let n):
                let rest = n * 60 - clock.minutes(from: turn.received, to: turn.requested)
                // With nothing left it is due at completion or the next opening, which another test holds.
                guard rest > 0 else { return }
                expected = clock.after(minutes: rest, from: turn.completed)
            case .workingDays(let n):
                let rest = max(1, n - used.count { clock.isWorking(CivilDate(dayNumber: $0)) })
                expected = clock.due(of: .workingDays(rest), received: turn.completed)
            case .days(let n):
                expected = clock.due(of: .days(max(1, n - used.count)), received: turn.completed)
            case .months:
                let rest = turn.current.lastDay.dayNumber - first.dayNumber - used.count
                expected = clock.due(of: .days(max(1, rest)), received: turn.completed)
            case .sameDay:
                expected = clock.due(of: .sameDay, received: turn.completed)
            }
            let due = try paused(turn).due
            #expect(
                due == expected,
                "SEED=\(seed) \(limit.compact) \(turn.received.rfc3339) \(turn.requested.rfc3339)")
        }
    }

    @Test func `an exclusion moves the due by what a walk over the time counts`() throws {
        try turns(1500..<1620) { turn, seed in
            let (clock, due) = (turn.clock, turn.current.due)
            let expected: Instant?
            switch turn.current.limit {
            case .workingHours:
                let time = clock.minutes(from: turn.requested, to: turn.completed)
                expected = time == 0 ? due : clock.after(minutes: time, from: due)
            case .workingDays, .sameDay:
                let time = clock.minutes(from: turn.requested, to: turn.completed, workingDaysOnly: true)
                let end = time == 0 ? due : clock.after(minutes: time, from: due, workingDaysOnly: true)
                expected = end.flatMap { clock.closing(from: $0.dueDay) }
            case .days, .months:
                let days = turn.completed.date.dayNumber - turn.requested.date.dayNumber
                expected = clock.closing(from: due.dueDay.adding(days: days))
            }
            let moved = try excluded(turn).due
            #expect(moved == expected, "SEED=\(seed) \(turn.current.limit.compact)")
        }
    }

    @Test func `a life of shifts counted anew gives the same due, and never an earlier one`() throws {
        for seed: UInt64 in 1700..<1800 {
            var random = SeededRandom(seed: seed)
            let context = try NaiveClock.random(&random).context()
            let (limit, received) = (NaiveClock.limit(&random), NaiveClock.moment(&random))
            var current = try Deadline.due(of: limit, received: received, in: context)
            var shifts: [ClockShift] = []
            for _ in 0..<4 {
                let room = current.due.microseconds - current.settledUntil.microseconds
                guard room >= 0 else { break }
                let from = Instant(
                    microseconds: current.settledUntil.microseconds + Int64.random(in: 0...room, using: &random))
                let to = from.adding(minutes: Int.random(in: 1...4000, using: &random))
                let before = current.due
                switch Int.random(in: 0..<4, using: &random) {
                case 0:
                    shifts.append(.pause(requested: from, completed: to))
                    current = try Deadline.pause(current, requested: from, completed: to, in: context)
                case 1:
                    // Touching exclusions would be joined, which is told elsewhere.
                    if case .exclude? = shifts.last { continue }
                    shifts.append(.exclude(requested: from, completed: to))
                    current = try Deadline.exclude(current, requested: from, completed: to, in: context)
                case 2:
                    shifts.append(.restart(requested: from, completed: to))
                    current = try Deadline.restart(current, requested: from, completed: to, in: context)
                    continue
                default:
                    guard Deadline.permitsExtension(due: current.due, asOf: from) else { continue }
                    let date = current.due.dueDay.adding(days: Int.random(in: 1...9, using: &random))
                    shifts.append(.extend(decided: from, to: date))
                    current = try Deadline.extend(current, to: date, decided: from, in: context)
                }
                #expect(current.due >= before, "SEED=\(seed)")
            }
            let anew = try Deadline.due(of: limit, received: received, shifts: shifts, in: context)
            #expect(anew == current, "SEED=\(seed)")
            #expect(
                ExplanationReader.faults(of: current, from: received) == [], "SEED=\(seed) \(limit.compact) \(shifts)")
        }
    }
}
