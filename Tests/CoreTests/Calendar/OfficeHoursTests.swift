import Core
import Foundation
import Testing

@Suite("Office hours")
struct OfficeHoursTests {
    @Test func `the usual hours are eight a day from Monday to Friday`() {
        let minutes = (1...7).map { weekday in
            OfficeHours.standard.intervals(onWeekday: weekday).reduce(0) { $0 + $1.minutes }
        }
        #expect(minutes == [480, 480, 480, 480, 480, 0, 0])
        #expect(OfficeHours.standard.intervals(onWeekday: 0).isEmpty)
        #expect(OfficeHours.standard.intervals(onWeekday: 8).isEmpty)
    }

    @Test func `hours are written and read as seven lines`() throws {
        let lines = ["07:00-11:30 13:30-17:00", "00:00-24:00", "", "", "", "07:30-11:00", ""]
        #expect(try OfficeHours(lines: lines).lines == lines)
        let stored = try JSONEncoder().encode(try OfficeHours(lines: lines))
        #expect(try JSONDecoder().decode(OfficeHours.self, from: stored).lines == lines)
    }

    @Test func `hours that overlap, run backwards or are no times are refused with the weekday`() {
        for bad in ["07:00-11:30 11:00-17:00", "11:30-07:00", "07:00", "7:00-11:30", "07:60-08:00", "23:00-24:01", "x"]
        {
            #expect(throws: CalendarRefusal.badHours(weekday: 2)) {
                try OfficeHours(lines: ["", bad, "", "", "", "", ""])
            }
        }
        #expect(throws: CalendarRefusal.badHours(weekday: 0)) { try OfficeHours(lines: ["07:00-11:30"]) }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(OfficeHours.self, from: Data(#"["07:00-06:00"]"#.utf8))
        }
    }
}
