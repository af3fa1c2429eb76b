import Core
import Testing

@Suite("Working calendar")
struct WorkingCalendarTests {
    let calendar: WorkingCalendar

    init() throws {
        calendar = try CalendarFixture.calendar(
            sites: [
                "saturdays": try OfficeHours(
                    lines: Array(repeating: "07:30-11:30 13:00-17:00", count: 5)
                        + ["07:30-11:00", ""])
            ],
            closures: [
                Closure(
                    site: "pleiku", channels: [.direct, .post], from: day("2025-11-06"), to: day("2025-11-07"),
                    reason: "bão Kalmaegi"),
                Closure(site: "moved", from: day("2025-12-29"), to: day("2025-12-29"), reason: "chuyển trụ sở"),
            ])
    }

    private func workingDays(_ from: String, _ to: String) -> Int {
        calendar.workingDays(after: day(from).adding(days: -1), through: day(to), at: "any", for: .direct)
    }

    @Test func `2025 has 250 working days and 2026 has 249`() {
        #expect(workingDays("2025-01-01", "2025-12-31") == 250)
        #expect(workingDays("2026-01-01", "2026-12-31") == 249)
    }

    @Test func `the months of 2026 have the working days that were counted by hand`() {
        let counted = (1...12).map { month in
            let first = CivilDate(year: 2026, month: month, day: 1) ?? day("2026-01-01")
            return workingDays(first.iso, first.adding(months: 1).adding(days: -1).iso)
        }
        #expect(counted == [21, 15, 22, 20, 20, 22, 23, 21, 20, 22, 20, 23])
    }

    @Test func `a day says why it is worked or not`() {
        func reason(_ date: String, _ site: SiteID = "any") -> DayReason {
            calendar.reason(for: day(date), at: site, for: .direct)
        }
        #expect(reason("2026-11-20") == .working)
        #expect(reason("2026-11-21") == .weekend)
        #expect(reason("2026-11-24") == .holiday(DayName("Ngày Văn hóa Việt Nam", english: "Vietnam Culture Day")))
        #expect(reason("2026-04-27") == .compensatory(DayName("Giỗ Tổ Hùng Vương")))
        #expect(reason("2026-08-31") == .swapOff(DayName("Nghỉ hoán đổi")))
        #expect(reason("2026-08-22") == .swapWork(DayName("Làm bù"), replaces: day("2026-08-31")))
        #expect(reason("2025-11-06", "pleiku") == .closure("bão Kalmaegi"))
        #expect(reason("2028-01-03") == .outsideYears)
        #expect(reason("2026-11-20").isWorking && !reason("2026-11-21").isWorking)
    }

    @Test func `a storm closes the counter and leaves the network open`() {
        #expect(!calendar.isWorkingDay(day("2025-11-06"), at: "pleiku", for: .direct))
        #expect(!calendar.isWorkingDay(day("2025-11-07"), at: "pleiku", for: .post))
        #expect(calendar.isWorkingDay(day("2025-11-06"), at: "pleiku", for: .online))
        #expect(calendar.isWorkingDay(day("2025-11-06"), at: "any", for: .direct))
        #expect(calendar.closing(of: day("2025-11-06"), at: "pleiku", for: .direct) == nil)
        #expect(!calendar.isWorkingDay(day("2025-12-29"), at: "moved", for: .online))
    }

    @Test func `a closure without a site closes every site, listed or not`() throws {
        let closed = try CalendarFixture.calendar(
            sites: ["a": .standard],
            closures: [Closure(site: nil, from: day("2026-03-02"), to: day("2026-03-03"), reason: "lũ")])
        for site: SiteID in ["a", "never heard of"] {
            #expect(closed.reason(for: day("2026-03-03"), at: site, for: .online) == .closure("lũ"))
        }
    }

    @Test func `a swapped Saturday has the hours of the day it replaces`() throws {
        let friday = try OfficeHours(lines: [
            "07:00-17:00", "07:00-17:00", "07:00-17:00", "07:00-17:00", "07:00-11:30", "", "",
        ])
        let swapped = try CalendarFixture.calendar(sites: ["a": friday])
        #expect(swapped.closing(of: day("2026-08-22"), at: "a", for: .direct) == 17 * 60, "for Monday 31 August")
        #expect(swapped.closing(of: day("2026-01-10"), at: "a", for: .direct) == 11 * 60 + 30, "for Friday 2 January")
    }

    @Test func `Saturday hours of a site are open hours and no working day`() {
        let saturday = day("2026-11-21")
        #expect(!calendar.isWorkingDay(saturday, at: "saturdays", for: .direct))
        #expect(calendar.closing(of: saturday, at: "saturdays", for: .direct) == 11 * 60)
        #expect(
            calendar.nextOpening(after: at("2026-11-20 17:30"), at: "saturdays", for: .direct)
                == at("2026-11-21 07:30"))
    }

    @Test func `the next opening passes over lunch, nights, weekends and holidays`() {
        func next(_ text: String) -> Instant? { calendar.nextOpening(after: at(text), at: "any", for: .direct) }
        #expect(next("2026-11-20 07:00") == at("2026-11-20 07:00"))
        #expect(next("2026-11-20 07:01") == at("2026-11-20 13:30"))
        #expect(next("2026-11-20 13:31") == at("2026-11-23 07:00"))
        #expect(next("2026-11-23 20:00") == at("2026-11-25 07:00"))
        #expect(next("2019-01-01 00:00") == at("2025-01-02 07:00"))
        #expect(next("2027-12-31 13:31") == nil)
    }

    @Test func `working minutes leave out lunch and nights`() {
        func minutes(_ from: String, _ to: String) -> Int {
            calendar.workingMinutes(from: at(from), to: at(to), at: "any", for: .direct)
        }
        #expect(minutes("2026-11-20 15:42", "2026-11-20 16:00") == 18)
        #expect(minutes("2026-11-20 11:00", "2026-11-20 14:00") == 60)
        #expect(minutes("2026-11-20 16:00", "2026-11-23 08:00") == 120)
        #expect(minutes("2026-11-23 08:00", "2026-11-20 16:00") == 0)
        #expect(minutes("2026-11-20 07:00:30", "2026-11-20 07:01:29") == 0)
        #expect(minutes("1990-01-01", "2100-01-01") == minutes("2025-01-01", "2027-12-31 23:59"))
    }

    @Test func `the widest moments and dates are answered without a trap`() {
        for extreme in [Int64.min, .max] {
            let moment = Instant(microseconds: extreme)
            _ = calendar.nextOpening(after: moment, at: "any", for: .direct)
            #expect(calendar.workingMinutes(from: moment, to: moment, at: "any", for: .direct) == 0)
        }
        for extreme in [Int.min, .max] {
            let date = CivilDate(dayNumber: extreme)
            #expect(!calendar.isWorkingDay(date, at: "any", for: .direct))
            #expect(calendar.workingDays(after: date, through: date, at: "any", for: .direct) == 0)
        }
    }

    @Test func `what is only expected is named by year`() {
        #expect(calendar.provisionalYears == [2027])
        #expect(calendar.version == 7)
        #expect(calendar.contains(day("2027-12-31")) && !calendar.contains(day("2028-01-01")))
    }
}

@Suite("What a calendar refuses")
struct CalendarRefusalTests {
    private func make(_ days: [DayRule] = [], years: ClosedRange<Int> = 2025...2026, closures: [Closure] = []) throws {
        _ = try WorkingCalendar(version: 1, years: years, days: days, closures: closures)
    }

    @Test func `two rules for one day`() {
        let rule = DayRule(date: day("2025-01-01"), kind: .holiday, name: "Tết Dương lịch")
        #expect(throws: CalendarRefusal.duplicateDay(day("2025-01-01"))) { try make([rule, rule]) }
    }

    @Test func `a working Saturday for no day`() {
        let rule = DayRule(date: day("2025-04-26"), kind: .swapWork, name: "Làm bù")
        #expect(throws: CalendarRefusal.swapWithoutPair(day("2025-04-26"))) { try make([rule]) }
    }

    @Test func `rules and closures outside its years`() {
        let rule = DayRule(date: day("2027-01-01"), kind: .holiday, name: "Tết Dương lịch")
        #expect(throws: CalendarRefusal.yearOutside(2027, 2025...2026)) { try make([rule]) }
        let closure = Closure(site: "a", from: day("2026-12-31"), to: day("2027-01-01"), reason: "lũ")
        #expect(throws: CalendarRefusal.yearOutside(2027, 2025...2026)) { try make(closures: [closure]) }
    }

    @Test func `a closure that ends before it begins`() {
        let (from, to) = (day("2026-03-03"), day("2026-03-02"))
        #expect(throws: CalendarRefusal.closureReversed(from: from, to: to)) {
            try make(closures: [Closure(site: "a", from: from, to: to, reason: "lũ")])
        }
    }

    @Test func `years before 1, after 9999, or more than a calendar should hold`() {
        for years in [0...5, 9999...10_000, 1000...1200, Int.min...Int.max] {
            #expect(throws: CalendarRefusal.badYears(years)) { try make(years: years) }
        }
    }
}
