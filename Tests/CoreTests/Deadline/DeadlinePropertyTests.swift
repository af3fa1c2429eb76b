import Core
import Testing

@Suite("What holds of every deadline")
struct DeadlinePropertyTests {
    /// Runs a body in many worlds; a failure names its seed.
    private func worlds(
        _ seeds: Range<UInt64>, _ body: (NaiveClock, DeadlineContext, inout SeededRandom, UInt64) throws -> Void
    ) throws {
        for seed in seeds {
            var random = SeededRandom(seed: seed)
            let clock = NaiveClock.random(&random)
            try body(clock, try clock.context(), &random, seed)
        }
    }

    @Test func `every due is the one found by walking minute by minute and day by day`() throws {
        try worlds(1..<150) { clock, context, random, seed in
            for _ in 0..<12 {
                let (limit, received) = (NaiveClock.limit(&random), NaiveClock.moment(&random))
                let due = try Deadline.due(of: limit, received: received, in: context)
                #expect(
                    due.due == clock.due(of: limit, received: received),
                    "SEED=\(seed) \(limit.compact) from \(received.rfc3339): \(due.due.rfc3339)")
                #expect(try Deadline.dueInstant(of: limit, received: received, in: context) == due.due)
                #expect(try Deadline.due(of: limit, received: received, in: context) == due, "SEED=\(seed)")
            }
        }
    }

    @Test func `every day is worked or not, and opens, as the plain facts say`() throws {
        try worlds(200..<220) { clock, context, random, seed in
            for offset in 0..<1095 {
                let date = day("2025-01-01").adding(days: offset)
                let calendar = context.calendar
                let working = calendar.isWorkingDay(date, at: "a", for: clock.channel)
                #expect(working == clock.isWorking(date), "SEED=\(seed) \(date.iso)")
                #expect(calendar.reason(for: date, at: "a", for: clock.channel).isWorking == working)
                #expect(calendar.intervals(of: date, at: "a", for: clock.channel) == clock.intervals(date))
            }
            let (from, to) = (NaiveClock.moment(&random), NaiveClock.moment(&random))
            let minutes = context.calendar.workingMinutes(from: from, to: to, at: "a", for: clock.channel)
            #expect(minutes == clock.minutes(from: from, to: to), "SEED=\(seed)")
        }
    }

    @Test func `a term in days ends at the closing of a working day, one in hours within the hours`() throws {
        try worlds(300..<400) { clock, context, random, seed in
            let (limit, received) = (NaiveClock.limit(&random), NaiveClock.moment(&random))
            let due = try Deadline.due(of: limit, received: received, in: context).due
            let closing = clock.intervals(due.dueDay).last.map { Instant(due.dueDay, minute: $0.closes) }
            if case .workingHours = limit {
                let inside = clock.intervals(due.dueDay).contains {
                    Instant(due.dueDay, minute: $0.opens) <= due && due <= Instant(due.dueDay, minute: $0.closes)
                }
                #expect(inside, "SEED=\(seed)")
            } else {
                #expect(due == closing && clock.isWorking(due.dueDay), "SEED=\(seed)")
            }
            #expect(due > received, "SEED=\(seed)")
        }
    }

    @Test func `a later reception or a longer limit is never due earlier`() throws {
        try worlds(400..<500) { _, context, random, seed in
            for _ in 0..<10 {
                let limit = NaiveClock.limit(&random)
                let pair = [NaiveClock.moment(&random), NaiveClock.moment(&random)].sorted()
                let dues = try pair.map { try Deadline.dueInstant(of: limit, received: $0, in: context) }
                #expect(dues[0] <= dues[1], "SEED=\(seed) \(limit.compact)")
                let longer: TimeLimit
                switch limit {
                case .workingHours(let n): longer = .workingHours(n + 1)
                case .workingDays(let n): longer = .workingDays(n + 1)
                case .days(let n): longer = .days(n + 1)
                case .months(let n): longer = .months(n + 1)
                case .sameDay: longer = .sameDay
                }
                let later = try Deadline.dueInstant(of: longer, received: pair[0], in: context)
                #expect(later >= dues[0], "SEED=\(seed) \(longer.compact)")
            }
        }
    }

    @Test func `parts of a minute are kept`() throws {
        try worlds(500..<520) { _, context, random, seed in
            let whole = NaiveClock.moment(&random)
            let part = Instant(microseconds: whole.microseconds + Int64.random(in: 1..<60_000_000, using: &random))
            let hours = TimeLimit.workingHours(Int.random(in: 1...20, using: &random))
            let due = try Deadline.dueInstant(of: hours, received: part, in: context)
            let from = try Deadline.dueInstant(of: hours, received: whole, in: context)
            let to = try Deadline.dueInstant(
                of: hours, received: Instant(microseconds: whole.microseconds + 60_000_000), in: context)
            #expect(from <= due && due <= to, "SEED=\(seed)")
        }
    }

    @Test func `Saturday hours shorten a limit in hours and never one in days`() throws {
        let lines = Array(repeating: "07:00-11:30 13:30-17:00", count: 5)
        let hours: [SiteID: OfficeHours] = ["pleiku": try OfficeHours(lines: lines + ["07:30-11:30", ""])]
        let context = try CalendarFixture.counter(sites: hours)
        let friday = at("2026-11-20 16:00")
        func due(_ limit: TimeLimit, _ received: Instant) throws -> String {
            try Deadline.dueInstant(of: limit, received: received, in: context).rfc3339
        }
        #expect(try due(.workingHours(3), friday) == "2026-11-21T09:30:00+07:00")
        #expect(try due(.workingDays(1), friday) == "2026-11-23T17:00:00+07:00")
        #expect(try due(.days(1), friday) == "2026-11-23T17:00:00+07:00")
        #expect(try due(.sameDay, at("2026-11-21 09:00")) == "2026-11-23T17:00:00+07:00")
    }

    @Test func `a closure counts for its channel and site, at the place of the result only for the last day`() throws {
        let storm = [
            Closure(site: "pleiku", channels: [.direct], from: day("2025-11-06"), to: day("2025-11-07"), reason: "bão")
        ]
        func due(_ limit: TimeLimit, _ context: DeadlineContext) throws -> String {
            try Deadline.dueInstant(of: limit, received: at("2025-11-05 09:00"), in: context).rfc3339
        }
        let counter = try CalendarFixture.counter(closures: storm)
        let online = try CalendarFixture.counter(closures: storm, channel: .online)
        var elsewhere = try CalendarFixture.counter(closures: storm, resultSite: "pleiku", channel: .online)
        elsewhere.site = "an khê"
        #expect(try due(.workingDays(2), counter) == "2025-11-11T17:00:00+07:00")
        #expect(try due(.workingDays(2), online) == "2025-11-07T17:00:00+07:00")
        #expect(try due(.workingDays(2), elsewhere) == "2025-11-10T17:00:00+07:00", "the last day moves, no more")
        #expect(try due(.workingDays(3), elsewhere) == "2025-11-10T17:00:00+07:00", "the storm was over")
        elsewhere.resultChannel = .online
        #expect(try due(.workingDays(2), elsewhere) == "2025-11-07T17:00:00+07:00", "no counter is needed")
    }

    @Test func `by a setting a term in days ends at 24:00 and still belongs to its day`() throws {
        let context = try CalendarFixture.counter(settings: DeadlineSettings(closingAtMidnight: true))
        let due = try Deadline.due(of: .workingDays(2), received: at("2026-11-20 09:00"), in: context)
        #expect(due.due == Instant(day("2026-11-25"), minute: 1440))
        #expect(due.due.dueDay == day("2026-11-25") && due.lastDay == day("2026-11-25"))
        let last = try Deadline.dueInstant(of: .days(30), received: at("2027-12-01 09:00"), in: context)
        #expect(last == Instant(day("2027-12-31"), minute: 1440))
    }
}

@Suite("Deadlines that are refused")
struct DeadlineRefusalTests {
    private func refusal(_ limit: TimeLimit, _ received: String = "2026-11-20 09:00") throws -> CalendarRefusal? {
        let counter = try CalendarFixture.counter()
        do {
            _ = try Deadline.due(of: limit, received: at(received), in: counter)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a limit of nothing, below nothing, or beyond reason`() throws {
        for count in [0, -1, .min, TimeLimit.countMax + 1, .max] {
            let limits: [TimeLimit] = [.workingHours(count), .workingDays(count), .days(count), .months(count)]
            for limit in limits { #expect(try refusal(limit) == .badLimit(limit)) }
        }
    }

    @Test func `the year that the calendar lacks is named`() throws {
        #expect(try refusal(.workingDays(1), "2024-12-31 09:00") == .yearOutside(2024, 2025...2027))
        #expect(try refusal(.sameDay, "2028-01-01 09:00") == .yearOutside(2028, 2025...2027))
        #expect(try refusal(.workingDays(1), "2027-12-31 09:00") == .yearOutside(2028, 2025...2027))
        #expect(try refusal(.workingHours(8), "2027-12-31 15:00") == .yearOutside(2028, 2025...2027))
        #expect(try refusal(.sameDay, "2027-12-31 15:01") == .yearOutside(2028, 2025...2027))
        #expect(try refusal(.days(800)) == .yearOutside(2029, 2025...2027))
        #expect(try refusal(.months(60)) == .yearOutside(2031, 2025...2027))
        #expect(try refusal(.workingHours(2), "2027-12-31 15:00") == nil)
    }

    @Test func `the greatest counts are refused and never trap`() throws {
        let n = TimeLimit.countMax
        for limit: TimeLimit in [.workingHours(n), .workingDays(n), .days(n), .months(n)] {
            guard case .yearOutside? = try refusal(limit) else {
                Issue.record("\(limit.compact) is not refused for its year")
                continue
            }
        }
    }

    @Test func `the widest moments are refused and never trap`() throws {
        let counter = try CalendarFixture.counter()
        for moment in [Instant(microseconds: .min), Instant(microseconds: .max)] {
            for limit: TimeLimit in [.workingHours(1), .workingDays(1), .days(1), .months(1), .sameDay] {
                #expect(throws: CalendarRefusal.self) { try Deadline.due(of: limit, received: moment, in: counter) }
            }
            #expect(throws: CalendarRefusal.self) { try Deadline.transferBy(received: moment, in: counter) }
        }
    }

    @Test func `settings outside their range, each by its key`() throws {
        #expect(throws: CalendarRefusal.badSetting(key: "intake.sameday.cutoff")) {
            try DeadlineSettings(sameDayCutoffMinute: 1441)
        }
        #expect(throws: CalendarRefusal.badSetting(key: "day.hours")) { try DeadlineSettings(dayHours: 0) }
        #expect(throws: CalendarRefusal.badSetting(key: "online.response")) { try DeadlineSettings(answerHours: 0) }
        #expect(throws: CalendarRefusal.badSetting(key: "extension.notice")) {
            try DeadlineSettings(extensionNoticeDays: 0)
        }
    }
}
