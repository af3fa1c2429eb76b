import Core
import Foundation
import Testing

@Suite("The explained deadline")
struct ExplanationTests {
    /// A step in short: when, by which rule, and which text.
    private func told(_ term: DueDate) -> [String] {
        term.explanation.map { step in
            "\(short(step.from)) → \(short(step.to)) \(step.rule.rawValue) \(step.textKey.dropFirst(17))"
        }
    }

    private func short(_ moment: Instant) -> String {
        String(moment.rfc3339.dropFirst(5).prefix(11)).replacingOccurrences(of: "T", with: " ")
    }

    @Test func `two working days from Friday afternoon over a weekend and Culture Day`() throws {
        let counter = try CalendarFixture.counter()
        let term = try Deadline.due(of: .workingDays(2), received: at("2026-11-20 16:00"), in: counter)
        #expect(
            told(term) == [
                "11-20 16:00 → 11-20 16:00 R5 received",
                "11-20 16:00 → 11-21 00:00 R2 first-day",
                "11-21 00:00 → 11-23 07:00 R5 off.weekend.run",
                "11-23 07:00 → 11-23 17:00 R5 working-day",
                "11-23 17:00 → 11-25 07:00 R5 off.holiday.one",
                "11-25 07:00 → 11-25 17:00 R5 working-day",
                "11-25 17:00 → 11-25 17:00 R3 due",
            ])
        #expect(
            term.explanation[4].fields == [
                ExplanationField(
                    name: "name", value: .name(DayName("Ngày Văn hóa Việt Nam", english: "Vietnam Culture Day"))),
                ExplanationField(name: "day", value: .day(day("2026-11-24"))),
            ])
    }

    @Test func `hours from Friday evening wait for Monday`() throws {
        let counter = try CalendarFixture.counter()
        let term = try Deadline.due(of: .workingHours(9), received: at("2026-11-20 18:00"), in: counter)
        #expect(
            told(term) == [
                "11-20 18:00 → 11-20 18:00 R1 received",
                "11-20 18:00 → 11-21 00:00 R9 outside-hours",
                "11-21 00:00 → 11-23 07:00 R9 off.weekend.run",
                "11-23 07:00 → 11-23 17:00 R8 working-time",
                "11-23 17:00 → 11-25 07:00 R8 off.holiday.one",
                "11-25 07:00 → 11-25 08:00 R8 working-time",
                "11-25 08:00 → 11-25 08:00 R3 due",
            ])
    }

    @Test func `calendar days that end in Tết are moved past it`() throws {
        let counter = try CalendarFixture.counter()
        let term = try Deadline.due(of: .days(11), received: at("2026-02-06 09:00"), in: counter)
        #expect(
            told(term) == [
                "02-06 09:00 → 02-06 09:00 R6 received",
                "02-06 09:00 → 02-07 00:00 R2 first-day",
                "02-07 00:00 → 02-17 00:00 R6 calendar-days",
                "02-17 00:00 → 02-21 00:00 R4 off.holiday.run",
                "02-21 00:00 → 02-23 07:00 R4 off.weekend.run",
                "02-23 07:00 → 02-23 17:00 R4 moved",
                "02-23 17:00 → 02-23 17:00 R3 due",
            ])
    }

    @Test func `a same-day procedure after three o'clock`() throws {
        let counter = try CalendarFixture.counter()
        let term = try Deadline.due(of: .sameDay, received: at("2026-11-20 15:01"), in: counter)
        #expect(
            told(term) == [
                "11-20 15:01 → 11-20 15:01 R10 received",
                "11-20 15:01 → 11-21 00:00 R10 after-cutoff",
                "11-21 00:00 → 11-23 07:00 R9 off.weekend.run",
                "11-23 07:00 → 11-23 17:00 R10 same-day",
                "11-23 17:00 → 11-23 17:00 R3 due",
            ])
    }

    @Test func `a swapped Saturday is told, and a closed place of result`() throws {
        let context = try CalendarFixture.counter(
            closures: [Closure(site: "b", from: day("2026-08-22"), to: day("2026-08-24"), reason: "lũ")],
            resultSite: "b")
        let term = try Deadline.due(of: .workingDays(2), received: at("2026-08-20 09:00"), in: context)
        #expect(
            told(term) == [
                "08-20 09:00 → 08-20 09:00 R5 received",
                "08-20 09:00 → 08-21 07:00 R2 first-day",
                "08-21 07:00 → 08-22 07:00 R5 working-day",
                "08-22 07:00 → 08-22 17:00 R5 swap-day",
                "08-22 17:00 → 08-23 00:00 R4 result-closed.one",
                "08-23 00:00 → 08-24 00:00 R4 off.weekend.one",
                "08-24 00:00 → 08-25 07:00 R4 result-closed.one",
                "08-25 07:00 → 08-25 17:00 R4 moved",
                "08-25 17:00 → 08-25 17:00 R3 due",
            ])
    }

    @Test func `a pause tells what was used, what is left and how it goes on`() throws {
        let counter = try CalendarFixture.counter()
        let first = try Deadline.due(of: .workingDays(5), received: at("2026-11-09 09:00"), in: counter)
        let term = try Deadline.pause(
            first, requested: at("2026-11-12 16:00"), completed: at("2026-11-20 08:00"), in: counter)
        #expect(
            told(term) == [
                "11-09 09:00 → 11-09 09:00 R5 received",
                "11-09 09:00 → 11-10 07:00 R2 first-day",
                "11-10 07:00 → 11-11 17:00 R5 working-days",
                "11-11 17:00 → 11-12 16:00 pause request-day",
                "11-12 16:00 → 11-20 08:00 pause paused",
                "11-20 08:00 → 11-21 00:00 R2 first-day",
                "11-21 00:00 → 11-23 07:00 R5 off.weekend.run",
                "11-23 07:00 → 11-23 17:00 R5 working-day",
                "11-23 17:00 → 11-25 07:00 R5 off.holiday.one",
                "11-25 07:00 → 11-26 17:00 R5 working-days",
                "11-26 17:00 → 11-26 17:00 R3 due",
            ])
        #expect(term.explanation[4].fact == .paused(unused: .workingDays(3)))
    }

    @Test func `an exclusion and an extension are told after the due they move`() throws {
        let counter = try CalendarFixture.counter()
        let first = try Deadline.due(of: .workingDays(1), received: at("2026-11-19 09:00"), in: counter)
        let moved = try Deadline.exclude(
            first, requested: at("2026-11-20 08:00"), completed: at("2026-11-20 10:00"), in: counter)
        let term = try Deadline.extend(moved, to: day("2026-11-28"), decided: at("2026-11-22 10:00"), in: counter)
        #expect(
            told(term).dropFirst(3) == [
                "11-20 17:00 → 11-20 17:00 exclude excluded",
                "11-20 17:00 → 11-23 07:00 exclude off.weekend.run",
                "11-23 07:00 → 11-23 09:00 exclude working-time",
                "11-23 09:00 → 11-23 17:00 R3 until-closing",
                "11-23 17:00 → 11-28 00:00 extend extended",
                "11-28 00:00 → 11-30 07:00 R4 off.weekend.run",
                "11-30 07:00 → 11-30 17:00 R4 moved",
                "11-30 17:00 → 11-30 17:00 R3 due",
            ])
        let paused = try Deadline.pause(
            term, requested: at("2026-11-22 11:00"), completed: at("2026-11-23 08:00"), in: counter)
        #expect(ExplanationReader.faults(of: paused, from: at("2026-11-19 09:00")) == [])
        #expect(paused.explanation.contains { $0.textKey == "deadline.explain.excluded" })
        #expect(paused.explanation.contains { $0.textKey == "deadline.explain.extended" })
    }

    @Test func `every step follows the one before, and every day off on the way is told once`() throws {
        for seed: UInt64 in 2000..<2150 {
            var random = SeededRandom(seed: seed)
            let clock = NaiveClock.random(&random)
            let context = try clock.context()
            for _ in 0..<8 {
                let (limit, received) = (NaiveClock.limit(&random), NaiveClock.moment(&random))
                let term = try Deadline.due(of: limit, received: received, in: context)
                let about = "SEED=\(seed) \(limit.compact) \(received.rfc3339)"
                #expect(ExplanationReader.faults(of: term, from: received) == [], "\(about)")
                let steps = term.explanation
                let way = (received.date.dayNumber...term.due.dueDay.dayNumber).map { CivilDate(dayNumber: $0) }
                switch limit {
                case .workingHours(let n):
                    #expect(ExplanationReader.skipped(steps) == way.filter { clock.intervals($0).isEmpty }, "\(about)")
                    #expect(ExplanationReader.time(steps) == Int64(n) * 3_600_000_000, "\(about)")
                case .workingDays(let n):
                    let counted = way.dropFirst().filter { clock.isWorking($0) }
                    #expect(ExplanationReader.counted(steps) == Array(counted.prefix(n)), "\(about)")
                    #expect(
                        ExplanationReader.skipped(steps) == way.dropFirst().filter { !clock.isWorking($0) }, "\(about)")
                case .days, .months:
                    #expect(
                        ExplanationReader.skipped(steps) == way.filter { $0 >= term.lastDay && !clock.isWorking($0) },
                        "\(about)")
                case .sameDay:
                    #expect(ExplanationReader.skipped(steps) == way.filter { !clock.isWorking($0) }, "\(about)")
                }
            }
        }
    }

    @Test func `steps are stored flat and read again`() throws {
        for seed: UInt64 in 2200..<2260 {
            var random = SeededRandom(seed: seed)
            let context = try NaiveClock.random(&random).context()
            let received = NaiveClock.moment(&random)
            let first = try Deadline.due(of: NaiveClock.limit(&random), received: received, in: context)
            let terms = [
                first,
                try Deadline.pause(
                    first, requested: received, completed: received.adding(minutes: 9000), in: context),
                try Deadline.restart(
                    first, requested: received, completed: received.adding(minutes: 9000), in: context),
                try Deadline.exclude(
                    first, requested: received, completed: received.adding(minutes: 9000), in: context),
            ]
            let stored = try JSONEncoder().encode(terms)
            #expect(try JSONDecoder().decode([DueDate].self, from: stored) == terms, "SEED=\(seed)")
        }
        let short = #"{"from":0,"to":0,"rule":"R5","fact":"workingDays"}"#
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ExplanationStep.self, from: Data(short.utf8))
        }
    }
}
