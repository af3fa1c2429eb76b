import Core
import Ledger
import Store
import Testing

@testable import UseCases

/// Found by the simulation: a key that another process destroyed a moment ago is still held in memory here.
@Suite("Xóa dữ liệu cá nhân khi nhiều tiến trình cùng ghi")
struct NeighbourErasureTests {
    @Test func `of a person whom another process has just erased, nothing personal is written here`() throws {
        let test = try TestOffice()
        let (here, received) = (test.office, try test.received())
        let stream = received.stream.stream
        let master = [UInt8](repeating: 7, count: 32)
        let there = try Office(
            store: here.store, keyring: Keyring(master: try MasterKey(master), engine: here.store), files: here.files,
            log: "H21", sealer: here.sealer, clock: test.clock, codes: here.codes, random: &test.random)
        guard case .open = try here.keyring.key(of: stream) else {
            Issue.record("no key to hold")
            return
        }

        let second = Actor(id: "aa07", assignments: [Assignment(role: .administrator, agency: "H21")])
        let number = received.dossier.number.text
        _ = try Erasure(there, by: test.leader).ask(number, basis: "Quyết định 12/QĐ-UBND", random: &test.random)
        let outcome = try Erasure(there, by: second).confirm(number, random: &test.random)
        #expect(outcome == .erased(received.stream))

        func append(_ personal: [UInt8]?) throws {
            let new = NewRecord(
                stream: stream, recordClass: .dossier, event: "tested", expectedVersion: received.dossier.version,
                at: test.clock.now(), actor: "aa01", command: CommandID(test.random.id()), body: Array("{}".utf8),
                personal: personal)
            try test.write { transaction, random in
                _ = try here.writer.append([new], now: test.clock.now(), random: &random, in: transaction)
            }
        }
        #expect(throws: StoreError(.keyDestroyed, "", at: "")) { try append(Array("Nguyễn Thị Hương".utf8)) }
        try append(nil)
    }
}
