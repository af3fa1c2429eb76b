import Core
import Foundation
import Ledger
import Store
import Testing

@testable import UseCases

@Suite("Kiểm chứng một giấy tiếp nhận")
struct RecordCheckTests {
    private func finding(_ mark: RecordMark, _ book: LogBook) throws -> RecordFinding {
        try book.office.store.readNow { try RecordFinding.of(mark, in: book, $0) }
    }

    @Test func `a receipt's record waits for a checkpoint, and then is right`() throws {
        let test = try TestOffice()
        let book = LogBook(test.office, keys: TestLogKeys())
        try book.sign()
        let dossier = try test.received().stream
        let marks = try test.office.store.readNow { try RecordMark.of(dossier, test.office.reader, $0) }
        let mark = try #require(marks.received)
        guard case .waiting(let kind, _) = try finding(mark, book) else {
            Issue.record("it should wait")
            return
        }
        #expect(kind == "dossier.received")
        try book.sign()
        guard case .right(let checkpoint, _, _, _) = try finding(mark, book) else {
            Issue.record("it should be right")
            return
        }
        #expect(checkpoint.size > mark.seq)
        #expect(RecordMark(seq: String(mark.seq), digits: mark.digits.uppercased()) == mark)
    }

    @Test func `another number or another commitment is told as what it is`() throws {
        let test = try TestOffice()
        let book = LogBook(test.office, keys: TestLogKeys())
        _ = try test.received()
        try book.sign()
        let digits = String(repeating: "0", count: 32)
        #expect(try finding(try #require(RecordMark(seq: "3", digits: digits)), book) == .different)
        #expect(try finding(try #require(RecordMark(seq: "999999", digits: digits)), book) == .absent)
        for (seq, wrong) in [
            ("", digits), ("-1", digits), ("01", digits), ("1", ""), ("1", digits + "0"),
            ("1", String(repeating: "g", count: 32)), ("9999999999999999", digits), ("1x", digits),
        ] { #expect(RecordMark(seq: seq, digits: wrong) == nil, "\(seq) \(wrong)") }
    }

    @Test func `a checkpoint that the records no longer give is told`() throws {
        let test = try TestOffice()
        let book = LogBook(test.office, keys: TestLogKeys())
        let dossier = try test.received().stream
        let mark = try #require(
            try test.office.store.readNow { try RecordMark.of(dossier, test.office.reader, $0) }.received)
        let size = try #require(try test.office.store.readNow { try test.office.reader.head($0) }).size
        let forged = try #require(Checkpoint(origin: book.name, size: size, root: .of([1])))
        let signer = try TestLogKeys().keys(named: book.name).current
        let note = CheckpointNote(forged, signatures: [try signer.sign(forged.text)])
        try test.office.store.writeNow {
            try CheckpointTable.insert(StoredCheckpoint(note: note, signed: test.clock.now()), of: "H21", in: $0.sql)
        }
        #expect(try finding(mark, book) == .different)
    }
}

@Suite("Khóa chủ trên hai tờ giấy")
struct MasterKeyEscrowTests {
    @Test func `two sheets give the key back, however they are typed`() throws {
        for seed in 1...40 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            let key = random.bytes(32)
            var sheets = try MasterKeyEscrow.split(key, random: &random)
            #expect(try MasterKeyEscrow.join(sheets) == key)
            for half in MasterKeyEscrow.Half.allCases {
                #expect(sheets[half]?.count == MasterKeyEscrow.groupCount)
                sheets[half] = sheets[half]?.map { $0.lowercased().replacing("-", with: " ").replacing("0", with: "o") }
            }
            #expect(try MasterKeyEscrow.join(sheets) == key)
        }
    }

    @Test func `one sheet is random: the same key never gives the same sheet, and neither is the key`() throws {
        var random = SeededRandom(seed: 9)
        let key = [UInt8](repeating: 0, count: 32)
        let (one, other) = (
            try MasterKeyEscrow.split(key, random: &random), try MasterKeyEscrow.split(key, random: &random)
        )
        for half in MasterKeyEscrow.Half.allCases { #expect(one[half] != other[half]) }
        #expect(throws: SealingError.keyLength(3)) { try MasterKeyEscrow.split([1, 2, 3], random: &random) }
    }

    @Test func `a slip is told by sheet and group`() throws {
        var random = SeededRandom(seed: 10)
        let sheets = try MasterKeyEscrow.split(random.bytes(32), random: &random)
        var told = 0
        for half in MasterKeyEscrow.Half.allCases {
            for number in 1...MasterKeyEscrow.groupCount {
                var typed = sheets
                let group = try #require(sheets[half]?[number - 1])
                let other = group.first == "7" ? "8" : "7"
                typed[half]?[number - 1] = other + group.dropFirst()
                if fault(typed) == .group(half, number) { told += 1 }
                typed[half]?[number - 1] = "U"
                #expect(fault(typed) == .group(half, number))
            }
        }
        // A check of eight bits lets one slip in 256 through; the keyring then refuses the key.
        #expect(told >= 17)
        var swapped = sheets
        swapped[.first] = sheets[.second]
        swapped[.second] = sheets[.first]
        #expect(fault(swapped) != nil)
        #expect(fault([.first: sheets[.first] ?? []]) == .group(.second, 1))
        let another = try MasterKeyEscrow.split(random.bytes(32), random: &random)
        #expect(fault([.first: sheets[.first] ?? [], .second: another[.second] ?? []]) == .notOnePair)
    }

    private func fault(_ typed: [MasterKeyEscrow.Half: [String]]) -> EscrowFault? {
        do { _ = try MasterKeyEscrow.join(typed) } catch { return error }
        return nil
    }
}
