import Core
import Ledger
import Store
import Synchronization
import Testing

@testable import UseCases

/// What the ledger does when the machine's clock is set while the program runs.
@Suite struct MachineClockTests {
    /// A wall clock that a test sets, beside time that only runs on.
    final class Machine: Sendable {
        let wall = Mutex<Int64>(TestOffice.morning.microseconds)
        let run = Mutex<Int64>(0)

        func pass(seconds: Int64) {
            set(seconds: seconds)
            run.withLock { $0 += seconds * 1_000_000 }
        }

        func set(seconds: Int64) { wall.withLock { $0 += seconds * 1_000_000 } }

        func clock() -> MachineClock {
            MachineClock(wall: { Instant(microseconds: self.wall.withLock { $0 }) }) { self.run.withLock { $0 } }
        }
    }

    private let machine = Machine()

    private func receive(
        _ test: TestOffice, command: String? = nil, at moment: Instant? = nil
    ) throws -> DossierAnswer {
        let request = test.request(test.receiver, command)
        let (sent, stream) = (test.submission(.direct), DossierID(test.random.id()))
        return try test.write { transaction, random in
            try DossierCommands(test.office, now: moment ?? test.office.clock.now(), in: transaction)
                .receiveAtCounter(sent, procedure: "1.000002", fee: .zero, as: stream, request, random: &random)
        }
    }

    @Test func `a small step back gives a record the moment of the one ahead of it, in both its times`() throws {
        let test = try TestOffice(live: machine.clock())
        machine.pass(seconds: 60)
        let first = try receive(test)
        machine.set(seconds: -3)
        let second = try receive(test)
        #expect(second.events.map(\.at) == first.events.map(\.at))
        let records = try test.office.store.readNow { sql in
            try test.office.reader.records(ofStream: second.stream.stream, sql)
        }
        #expect(records.allSatisfy { $0.at == $0.recorded } && !records.isEmpty)
    }

    @Test(arguments: [-6, 6, -86_400, 31_536_000] as [Int64])
    func `a clock set by more than five seconds writes nothing until it is set back`(seconds: Int64) throws {
        let test = try TestOffice(live: machine.clock())
        machine.pass(seconds: 60)
        let first = try receive(test, command: "c1")
        let size = try test.office.store.readNow { try test.office.reader.head($0)?.size }
        machine.set(seconds: seconds)
        #expect(throws: ClockFault.departed(microseconds: seconds * 1_000_000)) { try receive(test) }
        #expect(try receive(test, command: "c1").stream == first.stream, "what was done before is still told")
        #expect(try test.office.store.readNow { try test.office.reader.head($0)?.size } == size)
        machine.set(seconds: -seconds)
        #expect(try receive(test).dossier.code?.text.hasSuffix("-0002") == true, "the refused one took no number")
    }

    @Test(arguments: [-3_600, 3_600] as [Int64])
    func `what was asked under a wrong clock is not written once the clock is right again`(seconds: Int64) throws {
        let test = try TestOffice(live: machine.clock())
        machine.pass(seconds: 60)
        machine.set(seconds: seconds)
        let wrong = test.office.clock.now()
        machine.set(seconds: -seconds)
        #expect(throws: ClockFault.departed(microseconds: seconds * 1_000_000)) { try receive(test, at: wrong) }
        #expect(try receive(test).dossier.code?.text.hasSuffix("-0001") == true, "nothing else is held up")
    }

    @Test func `what waited half a minute for its turn is written`() throws {
        let test = try TestOffice(live: machine.clock())
        machine.pass(seconds: 60)
        let asked = test.office.clock.now()
        machine.pass(seconds: 30)
        #expect(try receive(test, at: asked).dossier.code != nil)
    }

    @Test func `a program started under a clock before the ledger's last record writes nothing`() throws {
        let test = try TestOffice()
        let earlier = test.clock.now().adding(minutes: -60)
        let (sent, request) = (test.submission(.direct), test.request(test.receiver))
        #expect(throws: ClockFault.behindLedger(last: test.clock.now(), now: earlier)) {
            try test.write { transaction, random in
                try DossierCommands(test.office, now: earlier, in: transaction).receiveAtCounter(
                    sent, procedure: "1.000002", fee: .zero, as: "aa99", request, random: &random)
            }
        }
    }

    @Test func `a demonstration goes on from its last record, and a sleep of the machine is no jump`() {
        let clock = machine.clock()
        clock.goOn(from: TestOffice.morning.adding(minutes: 90))
        machine.pass(seconds: 7_200)
        #expect(clock.now() == TestOffice.morning.adding(minutes: 210))
        #expect(clock.departure == 0)
    }
}
