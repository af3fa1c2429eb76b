import Core
import Foundation
import Testing

@Suite("The words of a deadline")
struct DeadlineTextTests {
    /// The texts of a language as key and text, found from this file upwards.
    private func texts(_ language: String) throws -> [String: String] {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "Resources/texts").path()) {
            try #require(folder.pathComponents.count > 1, "no Resources/texts above this test")
            folder.deleteLastPathComponent()
        }
        let file = folder.appending(path: "Resources/texts/\(language)/deadline.txt")
        var texts: [String: String] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " = ", maxSplits: 1)
            try #require(parts.count == 2, "\(line)")
            texts[String(parts[0])] = String(parts[1])
        }
        return texts
    }

    private func holes(_ text: String) -> Set<String> {
        Set(text.matches(of: #/\{([a-z]+)\}/#).map { String($0.1) })
    }

    /// A step of every kind.
    private var steps: [ExplanationStep] {
        let (now, today, next) = (at("2026-11-20 09:00"), day("2026-11-20"), day("2026-11-21"))
        let name = DayName("Quốc khánh")
        let offs: [DayReason] = [
            .weekend, .holiday(name), .compensatory(name), .swapOff(name), .closure("bão"), .noHours,
        ]
        let facts: [ExplanationFact] =
            [
                .received(.sameDay), .firstDay(today), .waitsForOpening, .afterCutoff(minute: 900),
                .workingDays(first: 1, last: 1, from: today, through: today),
                .workingDays(first: 1, last: 2, from: today, through: next),
                .swapDay(ordinal: 1, day: today, name: name, replaces: next), .workingTime(60_000_000),
                .swapTime(60_000_000, day: today, name: name, replaces: next), .calendarDays(3, last: today),
                .months(1, last: today, shortened: false), .months(1, last: today, shortened: true), .sameDay(today),
                .resultSiteClosed(reason: "bão", first: today, last: today),
                .resultSiteClosed(reason: "bão", first: today, last: next), .movedTo(next, from: today),
                .requestDay(today), .paused(unused: .time(60_000_000)), .paused(unused: .sameDay(further: 0)),
                .restarted(.days(3)), .excluded(.days(2), requested: now, completed: now), .untilClosing(today),
                .extended(decided: now, to: today), .due,
            ] + offs.flatMap { [.skipped($0, first: today, last: today), .skipped($0, first: today, last: next)] }
        return facts.map { ExplanationStep(from: now, to: now, rule: .workingDays, fact: $0) }
    }

    @Test(arguments: ["vi", "en"]) func `every step, rule and limit has its words, and no text asks for more`(
        language: String
    ) throws {
        let texts = try texts(language)
        var used: Set<String> = []
        for step in steps {
            used.insert(step.textKey)
            let text = try #require(texts[step.textKey], "\(step.textKey)")
            #expect(holes(text).isSubset(of: step.fields.map(\.name)), "\(step.textKey): \(text)")
        }
        for rule in DeadlineRule.allCases {
            used.insert(rule.textKey)
            #expect(texts[rule.textKey]?.isEmpty == false, "\(rule.textKey)")
        }
        for count in [1, 2] {
            for limit: TimeLimit in [.workingHours(count), .workingDays(count), .days(count), .months(count), .sameDay]
            {
                used.insert(limit.textKey)
                let text = try #require(texts[limit.textKey], "\(limit.textKey)")
                #expect(holes(text).isSubset(of: ["count"]))
            }
        }
        let others = ["deadline.duration.", "deadline.timeliness."]
        let unused = texts.keys.filter { key in !used.contains(key) && !others.contains { key.hasPrefix($0) } }
        #expect(unused == [], "texts that nothing uses")
    }
}
