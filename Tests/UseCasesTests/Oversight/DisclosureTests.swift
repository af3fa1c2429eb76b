import Core
import Ledger
import Store
import Testing

@testable import UseCases

@Suite("Cung cấp dữ kiện")
struct DisclosureTests {
    private let day = CivilDate(dayNumber: 20_777)

    private func tell(
        _ published: PublishedOffice, _ from: CivilDate, _ to: CivilDate
    ) throws -> (outcome: Disclosure.Outcome, text: String) {
        let auditor = try #require(AuditorName("HĐND tỉnh"))
        final class Sink { var bytes: [UInt8] = [] }
        let sink = Sink()
        let outcome = try Disclosure(published.office.office, from: from, to: to, for: auditor)
            .run { sink.bytes += $0 }
        return (outcome, String(decoding: sink.bytes, as: UTF8.self))
    }

    @Test func `every record of the period is told, and none names a dossier or a person`() throws {
        let published = try PublishedOffice(dossiers: 3)
        let size = try published.sign().checkpoint.size
        let (outcome, text) = try tell(published, day, day)
        #expect(outcome.facts == size)
        #expect(outcome.withheld == 0)
        #expect(text.contains("dossier.received"))
        #expect(!text.contains("Nguyễn Thị Hương") && !text.contains("064199990001"))
        #expect(text.firstMatch(of: #/H21[.0-9]*-\d{6}-\d{4}/#) == nil)
        let numbers = try published.office.office.store.readNow { sql in
            try sql.query("SELECT number FROM dossier", []) { $0.text(0) }
        }
        #expect(numbers.count == 3 && !numbers.contains(where: text.contains))
        let read = try JSON(parsing: Array(text.utf8), limits: .standard)
        guard case .object = read else {
            Issue.record("the disclosure is no JSON object")
            return
        }
    }

    @Test func `each fact gives the commitment in its entry`() throws {
        let published = try PublishedOffice(dossiers: 1)
        let size = try published.sign().checkpoint.size
        let records = try published.office.office.store.readNow {
            try published.office.office.reader.records(from: 0, limit: size, $0)
        }
        let (_, text) = try tell(published, day, day)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("{\"salt\":") }
        #expect(lines.count == size)
        for (record, line) in zip(records, lines) {
            let statement = try CanonicalEncoder().encode(String(decoding: record.statement, as: UTF8.self))
            #expect(line.contains(String(decoding: statement, as: UTF8.self)))
            #expect(record.commitment == .of(record.salt + record.statement))
        }
    }

    @Test func `a day on which nothing was taken tells its neighbours alone`() throws {
        let published = try PublishedOffice(dossiers: 1)
        try published.sign()
        let (outcome, text) = try tell(published, day.adding(days: 1), day.adding(days: 2))
        #expect(outcome.facts == 0)
        #expect(text.contains("\"after\":null") && text.contains("\"before\":{"))
    }

    @Test func `without a signed checkpoint nothing is told`() throws {
        let published = try PublishedOffice(dossiers: 0)
        #expect(throws: Disclosure.NoCheckpoint.self) { try tell(published, day, day) }
    }

    @Test func `what is signed after the checkpoint waits for the next`() throws {
        let published = try PublishedOffice(dossiers: 0)
        let size = try published.sign().checkpoint.size
        _ = try published.office.received()
        #expect(try tell(published, day, day).outcome.facts == size)
    }

    @Test(arguments: ["", "x", "a\u{7}b", "một\ndòng", String(repeating: "a", count: 121)])
    func `an auditor is a name on one line`(text: String) {
        #expect(AuditorName(text) == nil)
    }
}
