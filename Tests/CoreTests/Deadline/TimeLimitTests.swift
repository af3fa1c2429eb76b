import Core
import Foundation
import Testing

@Suite("Time limits")
struct TimeLimitTests {
    private let written: [(String, TimeLimit)] = [
        ("5wd", .workingDays(5)), ("10d", .days(10)), ("8h", .workingHours(8)), ("2m", .months(2)),
        ("same-day", .sameDay), ("100000wd", .workingDays(100_000)),
    ]

    @Test func `a limit is written and read as one short word`() throws {
        for (text, limit) in written {
            #expect(limit.compact == text)
            #expect(TimeLimit(compact: text) == limit)
            let stored = try JSONEncoder().encode([limit])
            #expect(String(decoding: stored, as: UTF8.self) == "[\"\(text)\"]")
            #expect(try JSONDecoder().decode([TimeLimit].self, from: stored) == [limit])
        }
    }

    @Test func `what is no limit is not read`() {
        let bad = [
            "", "5", "wd", "0wd", "05wd", "-5d", "+5d", "5 wd", " 5wd", "5WD", "5w", "100001d", "9999999d", "５d",
            "same day",
            "99999999999999999999d",
        ]
        for text in bad {
            #expect(TimeLimit(compact: text) == nil, "\(text)")
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode([TimeLimit].self, from: Data("[\"\(text)\"]".utf8))
            }
        }
    }

    @Test func `the hours of a workflow follow from the limit`() {
        let hours: [(TimeLimit, Int)] = [
            (.workingDays(1), 8), (.workingDays(5), 40), (.sameDay, 2), (.workingHours(8), 8), (.days(7), 40),
            (.days(10), 56), (.days(15), 80), (.days(30), 168), (.days(1), 0), (.months(1), 168), (.months(2), 336),
        ]
        for (limit, expected) in hours { #expect(limit.workflowHours() == expected, "\(limit.compact)") }
        #expect(TimeLimit.workingDays(2).workflowHours(dayHours: 7) == 14)
        for count in [Int.min, -1, .max] {
            for limit: TimeLimit in [.workingHours(count), .workingDays(count), .days(count), .months(count)] {
                #expect((0...20_000_000).contains(limit.workflowHours()))
            }
        }
    }

    @Test func `longer than a working day means more than one, or more than eight hours`() {
        let longer: [TimeLimit] = [.workingDays(2), .days(2), .months(1), .workingHours(9)]
        let notLonger: [TimeLimit] = [.sameDay, .workingDays(1), .days(1), .workingHours(8)]
        #expect(longer.allSatisfy { $0.isLongerThanWorkingDay() })
        #expect(notLonger.allSatisfy { !$0.isLongerThanWorkingDay() })
    }
}
