import Core
import Ledger
import Store
import Testing

@testable import UseCases

@Suite("Hồ sơ đang nhớ")
struct KnownDossiersTests {
    @Test func `what is held is what the records say, after every act`() throws {
        let test = try TestOffice()
        let stream = try test.received().stream
        let acts: [(DossierCommand, Actor)] = [
            (.assign(test.handler.id), test.leader), (.completeStep(StepPassed(to: "sign")), test.handler),
            (.settle(Settlement()), test.signatory), (.returnResult(Handover(way: .counter)), test.receiver),
        ]
        try expectTrue(stream, test)
        for (command, actor) in acts {
            test.clock.move(to: test.clock.now().adding(minutes: 5))
            _ = try test.give(command, stream, test.request(actor))
            try expectTrue(stream, test)
        }
    }

    @Test func `what an undone command left is never taken for the truth`() throws {
        struct TakenBack: Error {}
        let test = try TestOffice()
        let stream = try test.received().stream
        #expect(throws: TakenBack.self) {
            try test.write { transaction, random in
                _ = try DossierCommands(test.office, now: test.clock.now(), in: transaction)
                    .give(.assign(test.handler.id), to: stream, test.request(test.leader), random: &random)
                throw TakenBack()
            }
        }
        try expectTrue(stream, test)
        // Another act takes the very number of the one that was undone.
        let grounds = Grounds(personal: Personal([PersonalKey.reason.text: "Tôi chưa cần nữa"]))
        _ = try test.give(.withdraw(grounds), stream, test.request(test.receiver))
        try expectTrue(stream, test)
    }

    @Test func `a dossier whose records came from elsewhere is read anew`() throws {
        let test = try TestOffice()
        let stream = try test.received().stream
        let held = try #require(try find(stream, test))
        let known = KnownDossiers(most: 4)
        let tail = StreamTail(version: 2, leaf: LedgerHash([UInt8](repeating: 1, count: 32)))
        known.keep(held, as: stream, at: tail)
        #expect(known.find(stream, at: tail) != nil)
        #expect(known.find(stream, at: StreamTail(version: 3, leaf: tail.leaf)) == nil)
        let other = LedgerHash([UInt8](repeating: 2, count: 32))
        #expect(known.find(stream, at: StreamTail(version: 2, leaf: other)) == nil)
    }

    @Test func `those not asked for are let go of`() throws {
        let test = try TestOffice()
        let held = try #require(try find(try test.received().stream, test))
        let known = KnownDossiers(most: 10)
        let tail = StreamTail(version: 2, leaf: nil)
        known.keep(held, as: "wanted", at: tail)
        for number in 0..<40 {
            known.keep(held, as: DossierID("d\(number)"), at: tail)
            #expect(known.find("wanted", at: tail) != nil)
        }
        #expect(known.find("d0", at: tail) == nil)
        #expect(known.find("d39", at: tail) != nil)
    }

    @Test func `nobody's name is held`() throws {
        let test = try TestOffice()
        let stream = try test.received().stream
        #expect(try find(stream, test)?.personal == nil)
    }

    private func find(_ stream: DossierID, _ test: TestOffice) throws -> Dossier? {
        try test.write { transaction, _ in
            try DossierCommands(test.office, now: test.clock.now(), in: transaction).find(stream)
        }
    }

    private func expectTrue(_ stream: DossierID, _ test: TestOffice) throws {
        let events = try test.office.store.readNow {
            try DossierStories(test.office).events(of: stream, opened: false, $0)
        }
        #expect(try find(stream, test) == DossierStories.fold(events))
    }
}
