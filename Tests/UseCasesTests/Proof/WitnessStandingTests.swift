import Core
import Ledger
import Store
import Testing

@testable import UseCases

@Suite("Tình trạng người làm chứng")
struct WitnessStandingTests {
    private let witness: NoteSigner

    init() throws {
        witness = try #require(NoteSigner(name: "hdnd", kind: .witness, seed: [UInt8](repeating: 5, count: 32)))
    }

    private func standing(_ book: LogBook, _ test: TestOffice) throws -> LogStanding {
        try test.office.store.readNow { try book.standing($0) }
    }

    /// The witness signs the newest checkpoint and hands that in.
    private func handIn(_ test: TestOffice) throws {
        try test.office.store.writeNow { transaction in
            let newest = try #require(try CheckpointTable.latest(of: "H21", in: transaction.sql))
            var note = newest.note
            note.add([try witness.cosign(note.body, at: 1_800_000_000)])
            _ = try Cosigning.take(
                note.text, witnesses: [witness.verifier], of: "H21", now: test.clock.now(), in: transaction.sql)
        }
    }

    @Test func `a witness for whom a checkpoint waits more than a day is late, and signing goes on`() throws {
        let test = try TestOffice()
        let book = LogBook(test.office, keys: TestLogKeys(), witnesses: [witness.verifier])
        #expect(try standing(book, test).witnesses.map(\.name) == ["hdnd"])
        #expect(try standing(book, test).lateWitnesses.isEmpty, "nothing was signed that could wait")
        try book.sign()
        let first = try standing(book, test)
        #expect(first.witnesses[0].size == nil && first.witnesses[0].waitingSince != nil && first.lateWitnesses.isEmpty)
        test.clock.move(to: test.clock.now().adding(minutes: WitnessStanding.lateAfterMinutes + 1))
        let late = try standing(book, test)
        #expect(late.lateWitnesses.map(\.name) == ["hdnd"] && !late.isLate)
        try handIn(test)
        let signed = try standing(book, test)
        #expect(signed.lateWitnesses.isEmpty && signed.witnesses[0].size == signed.signedSize)
        #expect(signed.witnesses[0].at == test.clock.now())
        // Nothing new for days: nothing to sign, so nobody is late.
        test.clock.move(to: test.clock.now().adding(minutes: 3 * WitnessStanding.lateAfterMinutes))
        #expect(try standing(book, test).lateWitnesses.isEmpty)
        _ = try test.received()
        #expect(try book.sign())
        #expect(try standing(book, test).lateWitnesses.isEmpty)
        test.clock.move(to: test.clock.now().adding(minutes: WitnessStanding.lateAfterMinutes + 1))
        #expect(try standing(book, test).lateWitnesses.map(\.size) == [signed.signedSize])
        #expect(book.lastSeen?.lateWitnesses.count == 1)
    }
}
