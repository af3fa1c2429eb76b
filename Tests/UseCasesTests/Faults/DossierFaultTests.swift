import Core
import Ledger
import Store
import TestEngines
import Testing

@testable import UseCases

/// Every call upon the store failed once before and once after it was carried out, through whole lives of dossiers.
@Suite("Hồ sơ khi kho dữ liệu lỗi ở từng lời gọi")
struct DossierFaultTests {
    /// How a call goes wrong, and what its caller is told.
    struct Way: Sendable, CustomTestStringConvertible {
        var fault: CallFault
        var code: StoreError.Code

        var testDescription: String { "\(fault.rawValue), \(code.rawValue)" }

        static let all = [
            Way(fault: .before, code: .disk), Way(fault: .after, code: .disk), Way(fault: .between, code: .disk),
            // Those that the engine itself repeats.
            Way(fault: .before, code: .unreachable), Way(fault: .after, code: .unreachable),
        ]
    }

    @Test(arguments: Way.all)
    func `whatever call fails, the same command again completes the dossier, once`(_ way: Way) async throws {
        let faulty = try FaultyOffice()
        // A life in which nothing fails tells how many calls an act makes.
        try await faulty.live(failing: Int.max - 1, way.fault, way.code)
        var skipped = 0
        while skipped < faulty.longest {
            try await faulty.live(failing: skipped, way.fault, way.code)
            skipped += 1
        }
        let failed = faulty.calls.failed
        let kinds = StoreCall.allCases.compactMap { call in failed[call].map { "\(call.rawValue) \($0)" } }
        let sum = failed.values.reduce(0, +)
        print("store calls failed \(way.testDescription): \(sum) (\(kinds.joined(separator: ", ")))")
        #expect(sum >= (way.fault == .between ? 8 : 120))
        try check(faulty)
    }

    private func check(_ faulty: FaultyOffice) throws {
        let (office, lives) = (faulty.office, faulty.begun)
        let records = try office.store.readNow { sql in
            var records: [Record] = []
            try office.reader.eachRecord(sql) { records.append($0) }
            return records
        }
        var versions: [StreamID: Int] = [:]
        for record in records where record.recordClass == .dossier { versions[record.stream, default: 0] += 1 }
        #expect(versions.count == lives.count)
        #expect(lives.allSatisfy { versions[$0.stream] == 6 }, "nothing is missing, nothing is doubled")
        let rows = try office.store.readNow { sql in try lives.map { try DossierFinding.row(stream: $0, in: sql) } }
        #expect(rows.allSatisfy { $0?.phase == .returned && $0?.applicant == "Nguyễn Thị Hương" })
        try checkOrders(rows.compactMap { $0?.code })
        #expect(Set(faulty.follower.handled.map(\.seq)) == Set(records.map(\.seq)))
        for stream in lives {
            let expected = records.filter { $0.stream == stream.stream }.map(\.seq)
            #expect(faulty.follower.order(of: stream.stream) == expected)
        }
        let checked = try LedgerCheck(office).run { _, _ in }
        #expect(checked.records == records.count && checked.checkpoints > lives.count / 2)
        #expect(try TableCheck(onCopy: office).run { _, _ in } == [])
    }

    /// Codes of a day count up without a gap.
    private func checkOrders(_ codes: [DossierCode]) throws {
        let days = Dictionary(grouping: codes.map(\.text)) { String($0.dropLast(5)) }
        for (day, texts) in days {
            let orders = texts.compactMap { Int($0.suffix(4)) }.sorted()
            #expect(orders == Array(1...orders.count), "\(day)")
        }
    }
}
