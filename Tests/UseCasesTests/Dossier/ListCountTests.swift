import Core
import Store
import Testing

@testable import UseCases

@Suite("Số hồ sơ đếm được trong một danh sách")
struct ListCountTests {
    /// Five that wait to be assigned, received three days after each other; and when each is due, in order.
    private static func received() throws -> (TestOffice, [Instant]) {
        let test = try TestOffice()
        var due: [Instant] = []
        for _ in 0..<5 {
            due.append(try #require(try test.received().dossier.clock?.due))
            test.clock.move(to: test.clock.now().adding(minutes: 3 * 1_440))
        }
        return (test, due)
    }

    @Test func `counting stops where it is told to, and says whether there are more`() throws {
        let (test, _) = try ListCountTests.received()
        let list = DossierListKind.unassigned([TestOffice.ward])
        try test.office.store.readNow { sql in
            for most in 0...6 {
                let counted = try DossierList.count(list, most: most, in: sql)
                #expect(counted == ListCount(min(most, 5), isMore: most < 5))
            }
            let (whole, empty) = (
                try DossierList.count(list, in: sql), try DossierList.count(.unassigned([]), in: sql)
            )
            #expect(whole == ListCount(5) && empty == .none)
        }
    }

    @Test func `what is due before a moment and from it on is the whole list`() throws {
        let (test, due) = try ListCountTests.received()
        let list = DossierListKind.unassigned([TestOffice.ward])
        let last = try #require(due.last)
        #expect(Set(due).count > 2)
        try test.office.store.readNow { sql in
            for moment in due {
                let before = try DossierList.count(list, dueBefore: moment, in: sql)
                let after = try DossierList.count(list, from: moment, in: sql)
                let between = try DossierList.count(list, from: moment, dueBefore: last, in: sql)
                #expect(before.number == due.count { $0 < moment } && after.number == due.count { $0 >= moment })
                #expect(between.number == due.count { $0 >= moment && $0 < last })
            }
        }
    }
}
