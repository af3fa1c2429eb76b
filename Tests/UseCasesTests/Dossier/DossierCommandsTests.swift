import Core
import Ledger
import Store
import Testing

@testable import UseCases

@Suite("Hồ sơ qua các nghiệp vụ, trên sổ cái thật")
struct DossierCommandsTests {
    @Test func `a dossier goes from the counter to its result, and the ledger verifies`() throws {
        let test = try TestOffice()
        let received = try test.received()
        #expect(received.dossier.code?.text == "H21.106-261120-0001")
        try test.settle(received.stream)
        let row = try test.office.store.readNow { try DossierFinding.row(stream: received.stream, in: $0) }
        #expect(row?.phase == .returned)
        let head = try #require(try test.office.store.readNow { try test.office.reader.head($0) })
        var records: [Record] = []
        try test.office.store.readNow { sql in try test.office.reader.eachRecord(sql) { records.append($0) } }
        #expect(LedgerVerifier.firstFlaw(in: records, of: "H21", head: head.frontier) == nil)
    }

    @Test func `codes of a day count up without a gap, also after a refused command`() throws {
        let test = try TestOffice()
        for order in 1...3 {
            let received = try test.received()
            #expect(received.dossier.code?.text == "H21.106-261120-000\(order)")
            #expect(throws: UseCaseRefusal.self) {
                try test.give(.settle(Settlement()), received.stream, test.request(test.signatory))
            }
        }
    }

    @Test func `the same command twice gives one dossier and the same answer`() throws {
        let test = try TestOffice()
        let first = try test.received(command: "one")
        let again = try test.received(command: "one")
        #expect(again.repeated)
        #expect(again.stream == first.stream)
        #expect(again.dossier.code == first.dossier.code)
        #expect(try test.office.store.readNow { try DossierList.count(.recent([TestOffice.ward]), in: $0).number } == 1)
    }

    @Test func `a second reception and a stale page are refused by name`() throws {
        let test = try TestOffice()
        let received = try test.received()
        let code = try #require(received.dossier.code)
        #expect(throws: UseCaseRefusal.rule(.alreadyReceived(code))) {
            try test.write { transaction, random in
                try DossierCommands(test.office, now: test.clock.now(), in: transaction)
                    .receive(received.stream, fee: .zero, test.request(test.receiver), random: &random)
            }
        }
        #expect(throws: UseCaseRefusal.stale(seen: 1, now: 2)) {
            try test.give(.assign(test.handler.id), received.stream, test.request(test.leader, seen: 1))
        }
    }

    @Test func `a rebuild gives the very same tables`() throws {
        let test = try TestOffice()
        for _ in 0..<4 { try test.settle(test.received("1.000001").stream) }
        _ = try test.received()
        let before = try dump(test)
        try Rebuild(test.office).run { _, _ in }
        #expect(try dump(test) == before)
        #expect(before.count > 20)
    }

    /// Every projected table, its rows in order, each value as text.
    private func dump(_ test: TestOffice) throws -> [String] {
        try test.office.store.readNow { sql in
            try Rebuild.tables.flatMap { table -> [String] in
                let row: String
                switch sql.dialect {
                case .sqlite:
                    let columns = try sql.query("SELECT name FROM pragma_table_info('\(table)')", []) { $0.text(0) }
                    row = columns.map { "quote(\($0))" }.joined(separator: " || '|' || ")
                case .postgres: row = "CAST(\(table) AS text)"
                }
                return try sql.query("SELECT \(row) FROM \(table) ORDER BY 1", []) { "\(table): \($0.text(0))" }
            }
        }
    }

    @Test func `names are found without marks, numbers by the whole number alone`() throws {
        let test = try TestOffice()
        let received = try test.received()
        func found(_ typed: String) throws -> [DossierID] {
            try test.office.store.readNow { sql in
                try DossierFinding.search(typed, index: test.office.index, in: sql).map(\.stream)
            }
        }
        #expect(try found("nguyen thi huong") == [received.stream])
        #expect(try found("huong") == [received.stream])
        #expect(try found("064199990001") == [received.stream])
        #expect(try found("064199990").isEmpty)
    }
}
