import Core
import Ledger
import Store
import Testing

@testable import UseCases

@Suite("Bản ghi bị treo")
struct ParkedActsTests {
    private let test: TestOffice
    private let wall = JumpingClock(TestOffice.morning)
    private let keeper = Actor(id: "ad01", assignments: [Assignment(role: .administrator, agency: "H21")])
    private let follower: TellingFollower
    private var process: FollowerProcess
    private let first: Int

    /// One record parked, one behind it in its stream.
    init() throws {
        test = try TestOffice(live: wall)
        try test.append(2, to: "s1")
        let first = try test.size() - 2
        self.first = first
        follower = TellingFollower(wants: { $0.event == "tested" }) { record, tries in
            record.seq == first && tries == 0 ? PermanentFailure("mailbox-unknown") : nil
        }
        process = FollowerProcess(test, [follower])
        try process.leadership.beat()
        _ = process.run()
    }

    private func give(_ act: ParkedAct, by actor: Actor? = nil) throws -> Bool {
        try test.write { transaction, random in
            try ParkedActs(by: actor ?? keeper, root: "H21", now: wall.now()).give(
                act, follower: "telling", seq: first, random: &random, in: transaction)
        }
    }

    private func audited() throws -> [AuditLine] {
        try test.office.store.readNow { try AuditTable.list(actor: keeper.id, limit: 10, in: $0) }
    }

    @Test mutating func `one that is tried again goes before what stands behind it`() throws {
        #expect(try test.aside().map(\.state) == [.parked, .waiting])
        #expect(try give(.retry))
        _ = process.run()
        #expect(follower.order(of: "s1") == [first, first + 1])
        #expect(try test.aside().isEmpty)
        #expect(try audited().map(\.action) == ["follower.retried"])
        #expect(try audited().first?.detail == "record \(first) of telling")
        #expect(try audited().first?.subject == "s1")
    }

    @Test mutating func `one done by hand or given up lets its stream go on without it`() throws {
        #expect(try give(.done))
        _ = process.run()
        #expect(follower.order(of: "s1") == [first + 1])
        #expect(try test.aside().isEmpty)
        // A second click finds nothing to do.
        #expect(try !give(.done) && !give(.skip) && !give(.retry))
        #expect(try audited().map(\.action) == ["follower.done-by-hand"])
    }

    @Test func `giving up is written down as such`() throws {
        #expect(try give(.skip))
        #expect(try audited().map(\.action) == ["follower.given-up"])
    }

    @Test func `nobody decides but administrators of the whole province`() throws {
        let ward = Actor(id: "ad02", assignments: [Assignment(role: .administrator, agency: TestOffice.ward)])
        for actor in [ward, test.leader, test.handler] {
            #expect(throws: KeepingRefusal.notKeeper) { try give(.retry, by: actor) }
        }
        #expect(try test.aside().map(\.state) == [.parked, .waiting])
    }

    @Test func `the board tells how far each has come and what is wrong`() throws {
        let list = FollowerList(followers: [follower, TellingFollower("later")])
        func board() throws -> FollowerBoard {
            try test.office.store.readNow { try FollowerBoard.read(list, log: test.office.reader, in: $0) }
        }
        var seen = try board()
        #expect(seen.followers.map(\.name) == ["later", "telling"])
        #expect(seen.followers[1].aside.parked == 1 && seen.followers[1].aside.behind == 1)
        #expect(seen.followers[1].behind == 0 && seen.lease?.holder == "a")
        #expect(seen.alarms(wall.now()) == [.parked])
        try test.append(3, to: "s2")
        wall.jump(301)
        seen = try board()
        #expect(seen.followers[1].behind == 3 && seen.lagSeconds(wall.now()) == 301)
        #expect(seen.alarms(wall.now()) == [.late, .parked])
        try process.leadership.resign()
        #expect(try board().alarms(wall.now()).contains(.leaderless))
    }
}
