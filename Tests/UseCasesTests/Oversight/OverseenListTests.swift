import Core
import Store
import Testing

@testable import UseCases

@Suite("Danh sách hồ sơ cho giám sát")
struct OverseenListTests {
    private let test: TestOffice
    private var province: OverseenFilter { OverseenFilter(scope: ["H21"]) }

    init() throws { test = try TestOffice() }

    private func page(
        _ filter: OverseenFilter, before: Int64? = nil, size: Int = 50, records: Int64 = OverseenList.recordsMost
    ) throws -> OverseenPage {
        try test.office.store.readNow {
            try OverseenList.page(filter, before: before, size: size, recordsMost: records, in: $0)
        }
    }

    private func count(_ change: (inout OverseenFilter) -> Void) throws -> Int {
        var filter = province
        change(&filter)
        return try page(filter).rows.count
    }

    @Test func `each wish narrows the list to what it says`() throws {
        let early = try test.received("1.000001").stream
        _ = try test.received("1.000002")
        _ = try test.give(.assign(test.handler.id), early, test.request(test.leader))
        let now = test.clock.now()
        #expect(try page(province).rows.map(\.procedure.text) == ["1.000002", "1.000001"])
        #expect(try count { $0.procedure = "1.000001" } == 1)
        #expect(try count { $0.phase = .processing } == 1)
        #expect(try count { $0.phase = .settled } == 0)
        #expect(try count { $0.agencies = [TestOffice.ward] } == 2)
        #expect(try count { $0.agencies = [TestOffice.department] } == 0)
        #expect(try count { $0.agencies = [] } == 0)
        #expect(try count { $0.scope = [TestOffice.ward] } == 2)
        #expect(try count { $0.scope = ["H21.1"] } == 0)
        #expect(try count { $0.receivedFrom = now.adding(minutes: 1) } == 0)
        #expect(try count { $0.receivedBefore = now.adding(minutes: 1) } == 2)
        #expect(try count { $0.lateAt = now } == 0)
        // One is due the same day, the other after five working days.
        let tomorrow = Instant(now.date.adding(days: 1), minute: 0)
        #expect(try count { $0.lateAt = tomorrow } == 1)
        #expect(try page(province).rows.map { $0.isLate(at: tomorrow) } == [false, true])
    }

    @Test func `parts follow each other without gap and without repeating, however little each looks through`() throws {
        for _ in 0..<7 { _ = try test.received() }
        let all = try page(province).rows.map(\.seq)
        #expect(all.count == 7 && all == all.sorted(by: >))
        for (size, records) in [(2, OverseenList.recordsMost), (50, 3), (3, 5)] {
            var found: [Int64] = []
            var next: Int64?
            repeat {
                let part = try page(province, before: next, size: size, records: records)
                #expect(part.isFull || part.next != nil)
                found += part.rows.map(\.seq)
                next = part.next
            } while next != nil
            #expect(found == all)
        }
    }

    @Test func `a dossier is opened by the record that began it, within reach alone, and with nothing personal`() throws
    {
        _ = try test.received()
        let seq = try #require(try page(province).rows.first?.seq)
        func find(_ seq: Int64, _ scope: [AgencyCode]) throws -> OverseenStory? {
            try test.office.store.readNow { try OverseenStory.find(seq, scope: scope, test.office, $0) }
        }
        let story = try #require(try find(seq, ["H21"]))
        #expect(story.dossier.personal == nil && story.entries.count == 2)
        #expect(Int64(story.entries[0].mark.seq) == seq && story.timeliness == nil)
        #expect(try find(seq, [TestOffice.ward]) != nil)
        #expect(try find(seq, [TestOffice.department]) == nil && find(seq, []) == nil)
        #expect(try find(seq + 1, ["H21"]) == nil)
    }
}
