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

@Suite("Khóa chủ và khóa ký sổ trên hai tờ giấy")
struct KeyEscrowTests {
    @Test func `two sheets give the key back, however they are typed`() throws {
        for seed in 1...40 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            let key = random.bytes(32)
            let kind = seed.isMultiple(of: 2) ? KeyEscrow.Key.log : .master
            var sheets = try KeyEscrow.split(key, of: kind, random: &random)
            #expect(try KeyEscrow.join(sheets, of: kind) == key)
            for half in KeyEscrow.Half.allCases {
                #expect(sheets[half]?.count == KeyEscrow.groupCount)
                sheets[half] = sheets[half]?.map { $0.lowercased().replacing("-", with: " ").replacing("0", with: "o") }
            }
            #expect(try KeyEscrow.join(sheets, of: kind) == key)
        }
    }

    @Test func `one sheet is random: the same key never gives the same sheet, and neither is the key`() throws {
        var random = SeededRandom(seed: 9)
        let key = [UInt8](repeating: 0, count: 32)
        let (one, other) = (
            try KeyEscrow.split(key, of: .log, random: &random), try KeyEscrow.split(key, of: .log, random: &random)
        )
        for half in KeyEscrow.Half.allCases { #expect(one[half] != other[half]) }
        #expect(throws: SealingError.keyLength(3)) { try KeyEscrow.split([1, 2, 3], of: .master, random: &random) }
    }

    @Test func `a slip is told by sheet and group`() throws {
        var random = SeededRandom(seed: 10)
        let sheets = try KeyEscrow.split(random.bytes(32), of: .master, random: &random)
        var told = 0
        for half in KeyEscrow.Half.allCases {
            for number in 1...KeyEscrow.groupCount {
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
        let another = try KeyEscrow.split(random.bytes(32), of: .master, random: &random)
        #expect(fault([.first: sheets[.first] ?? [], .second: another[.second] ?? []]) == .notOnePair)
    }

    @Test func `sheets of the master key printed by an earlier program are read as ever`() throws {
        // Printed by `motcua keys escrow` before the log's key could be put on paper.
        let sheets: [KeyEscrow.Half: [String]] = [
            .first: [
                "9JXV-N42E", "PYN4-BQB7", "19M4-50R1", "02TA-ZVD4", "JEQD-EPPW", "819X-KH72", "B517-YZKJ", "DNWM-AY99",
                "Z2H8-A2XP",
            ],
            .second: [
                "9JXB-H4S1", "PEQM-7PHE", "09GM-H23C", "1JWT-3RP3", "GEZW-AJDW", "AH3C-ZMWQ", "85DP-AS96", "E5J5-PSQD",
                "Z2H8-A2XJ",
            ],
        ]
        #expect(try KeyEscrow.join(sheets, of: .master) == Array(0..<32))
        #expect(fault(sheets, .log) == .sheetOf(.master))
    }

    @Test func `no group of one key's sheets is taken for the other key's, and it is told which it is`() throws {
        for kind in KeyEscrow.Key.allCases {
            let other = kind == .log ? KeyEscrow.Key.master : .log
            var random = SeededRandom(seed: 11)
            let sheets = try KeyEscrow.split(random.bytes(32), of: kind, random: &random)
            for half in KeyEscrow.Half.allCases {
                for (place, group) in (sheets[half] ?? []).enumerated() {
                    #expect(throws: EscrowFault.sheetOf(kind)) {
                        try KeyEscrow.group(group, half, place + 1, of: other)
                    }
                }
            }
            #expect(fault(sheets, other) == .sheetOf(kind))
        }
    }

    @Test func `the log's key from paper has the same verifier key and goes on signing`() throws {
        let test = try TestOffice()
        let name = LogBook.name(of: test.office.reader.log)
        let seed = [UInt8](repeating: 1, count: 32)
        try LogBook(test.office, keys: TestLogKeys(1)).sign()
        var random = SeededRandom(seed: 12)
        let sheets = try KeyEscrow.split(seed, of: .log, random: &random)
        let back = try KeyEscrow.join(sheets, of: .log)
        let signer = try #require(NoteSigner(name: name, kind: .log, seed: back))
        let before = try TestLogKeys(1).keys(named: name).current.verifier
        #expect(signer.verifier.text == before.text)
        _ = try test.received()
        let recovered = RecoveredKey(seed: back)
        #expect(try LogBook(test.office, keys: recovered).sign())
        let newest = try #require(try test.office.store.readNow { try CheckpointTable.latest(of: "H21", in: $0) })
        #expect(before.verifies(newest.note))
    }

    @Test func `only the key that the log signs with now is current: not another, nor one before a change`() throws {
        let test = try TestOffice()
        let name = LogBook.name(of: test.office.reader.log)
        func isCurrent(_ signer: NoteSigner) throws -> Bool {
            try test.office.store.readNow { try LogKeyRotation.isCurrent(signer.verifier, of: "H21", in: $0) }
        }
        let old = try TestLogKeys(1).keys(named: name).current
        let new = try TestLogKeys(2).keys(named: name).current
        #expect(try isCurrent(old))
        #expect(try isCurrent(new))
        try LogBook(test.office, keys: TestLogKeys(1)).sign()
        #expect(try isCurrent(old))
        #expect(try !isCurrent(new))
        let change = try LogKeyRotation.change(from: old, to: new)
        let founder = Actor(id: "aa00", assignments: [Assignment(role: .clock, agency: "H21")])
        _ = try test.write { transaction, random in
            try LogKeyRotation(test.office).record(change, by: founder, random: &random, in: transaction)
        }
        #expect(try !isCurrent(old))
        #expect(try isCurrent(new))
        // The key before, which was still to sign along, is on no sheet: the new one alone goes on.
        #expect(try LogBook(test.office, keys: TestLogKeys(2)).sign())
        #expect(try !isCurrent(old))
        #expect(try isCurrent(new))
    }

    private struct RecoveredKey: LogKeySource {
        struct NoKey: Error {}
        let seed: [UInt8]

        func keys(named name: String) throws -> LogKeys {
            guard let signer = NoteSigner(name: name, kind: .log, seed: seed) else { throw NoKey() }
            return LogKeys(current: signer)
        }
    }

    private func fault(
        _ typed: [KeyEscrow.Half: [String]], _ kind: KeyEscrow.Key = .master
    ) -> EscrowFault? {
        do { _ = try KeyEscrow.join(typed, of: kind) } catch { return error }
        return nil
    }
}
