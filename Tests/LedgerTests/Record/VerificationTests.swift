import Core
import Ledger
import Testing

@Suite("Kiểm tra sổ cái")
struct VerificationTests {
    private let log: SampleLog

    init() throws { log = try SampleLog(seed: 21, count: 60) }

    @Test func `a whole log holds, an empty one too`() throws {
        #expect(log.flaw(in: log.records) == nil)
        #expect(try SampleLog(seed: 1, count: 0).flaw(in: []) == nil)
    }

    /// A field of a record: how many bytes it has there, and the change that flips bits of one of them.
    private struct Field: Sendable {
        let name: String
        let length: @Sendable (Record) -> Int
        let flip: @Sendable (inout Record, Int, UInt8) -> Void
    }

    private static let fields: [Field] = [
        Field(name: "log", length: { $0.log.text.utf8.count }, flip: { $0.log = LogID(flip($0.log.text, $1, $2)) }),
        Field(name: "seq", length: { _ in 6 }, flip: { $0.seq ^= Int($2) << ($1 * 8) }),
        Field(
            name: "stream", length: { $0.stream.text.utf8.count },
            flip: { $0.stream = StreamID(flip($0.stream.text, $1, $2)) }),
        Field(name: "version", length: { _ in 6 }, flip: { $0.version ^= Int($2) << ($1 * 8) }),
        Field(name: "kind", length: { $0.kind.utf8.count }, flip: { $0.kind = flip($0.kind, $1, $2) }),
        Field(name: "at", length: { _ in 8 }, flip: { $0.at.microseconds ^= Int64($2) << ($1 * 8) }),
        Field(name: "recorded", length: { _ in 8 }, flip: { $0.recorded.microseconds ^= Int64($2) << ($1 * 8) }),
        Field(
            name: "actor", length: { $0.actor.text.utf8.count },
            flip: { $0.actor = ActorID(flip($0.actor.text, $1, $2)) }),
        Field(
            name: "node", length: { $0.node.text.utf8.count },
            flip: { $0.node = NodeID(flip($0.node.text, $1, $2)) }),
        Field(name: "nodeSeq", length: { _ in 8 }, flip: { $0.nodeSeq ^= Int($2) << ($1 * 8) }),
        Field(
            name: "command", length: { $0.command.text.utf8.count },
            flip: { $0.command = CommandID(flip($0.command.text, $1, $2)) }),
        Field(name: "salt", length: { $0.salt.count }, flip: { $0.salt[$1] ^= $2 }),
        Field(name: "body", length: { $0.body.count }, flip: { $0.body[$1] ^= $2 }),
        Field(name: "sealed", length: { $0.sealed?.count ?? 0 }, flip: { $0.sealed?[$1] ^= $2 }),
        Field(
            name: "leaf", length: { _ in 32 },
            flip: {
                var bytes = $0.leaf.bytes
                bytes[$1] ^= $2
                $0.leaf = LedgerHash(bytes) ?? .of([])
            }),
    ]

    /// Text holds whole characters, so the eighth bit of a byte becomes another change of it.
    private static func flip(_ text: String, _ place: Int, _ mask: UInt8) -> String {
        var bytes = Array(text.utf8)
        bytes[place] ^= mask == 0x80 ? 3 : mask
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `any flipped bit of any byte of any field is found, at that record`() throws {
        let log = try SampleLog(seed: 22, count: 8)
        var flips = 0
        for at in log.records.indices {
            for field in Self.fields {
                for place in 0..<field.length(log.records[at]) {
                    for bit in 0..<8 as Range<UInt8> {
                        var records = log.records
                        field.flip(&records[at], place, 1 << bit)
                        flips += 1
                        if self.place(of: log.flaw(in: records)) != at {
                            Issue.record("\(field.name) byte \(place) bit \(bit) of record \(at)")
                        }
                    }
                }
            }
        }
        #expect(flips > 10_000)
    }

    /// Records that were good before the flaw; a record with a wrong number says which number was due.
    private func place(of flaw: LedgerFlaw?) -> Int? {
        if case .seq(let due) = flaw?.reason { return due }
        return flaw?.seq
    }

    @Test func `a body or personal part that was swapped, emptied or lengthened is found`() {
        let changes: [(inout Record) -> Void] = [
            { $0.sealed = $0.sealed == nil ? [] : nil }, { $0.sealed = ($0.sealed ?? []) + [0] },
            { $0.body += Array(" ".utf8) }, { $0.body = Array("{}".utf8) }, { $0.body = [] },
            { $0.salt.append($0.body[0]) }, { $0.salt.removeLast() },
            { $0.kind = "rating." + $0.event }, { $0.kind = "other." + $0.event },
        ]
        for (place, change) in changes.enumerated() {
            var records = log.records
            change(&records[30])
            #expect(log.flaw(in: records)?.seq == 30, "change \(place)")
        }
    }

    @Test func `a record removed, doubled, swapped or added is found`() {
        var removed = log.records
        removed.remove(at: 17)
        #expect(log.flaw(in: removed) == LedgerFlaw(seq: 18, reason: .seq(due: 17)))
        var doubled = log.records
        doubled.insert(doubled[5], at: 6)
        #expect(log.flaw(in: doubled) == LedgerFlaw(seq: 5, reason: .seq(due: 6)))
        var swapped = log.records
        swapped.swapAt(8, 9)
        #expect(log.flaw(in: swapped) == LedgerFlaw(seq: 9, reason: .seq(due: 8)))
        #expect(log.flaw(in: log.records.dropLast()) == LedgerFlaw(seq: 59, reason: .size(head: 60)))
        #expect(log.flaw(in: []) == LedgerFlaw(seq: 0, reason: .size(head: 60)))
    }

    @Test func `a record rewritten with all its hashes is found by the root`() throws {
        var records = log.records
        records[20].body = Array("{\"forged\":1}".utf8)
        records[20].leaf = try #require(records[20].computedLeaf)
        #expect(log.flaw(in: records) == LedgerFlaw(seq: 60, reason: .root))
    }

    @Test func `a body made not to be JSON with a leaf to fit is found`() throws {
        var records = log.records
        records[20].body = Array("{\"a\":1},\"x\":{}".utf8)
        records[20].leaf = try #require(records[20].computedLeaf)
        #expect(log.flaw(in: records) == LedgerFlaw(seq: 20, reason: .body))
    }

    @Test func `a gap in one stream is found though the log has none`() throws {
        var random = SeededRandom(seed: 5)
        var head = LedgerHead(log: "l", node: "n")
        let records = try [0, 2].map { expected in
            let new = NewRecord(
                stream: "s", recordClass: .feedback, event: "sent", expectedVersion: expected, at: Instant(seconds: 1),
                actor: "a", command: "c", body: Array("{}".utf8))
            return try head.seal(new, at: Instant(seconds: 1), key: nil, random: &random)
        }
        let flaw = LedgerVerifier.firstFlaw(in: records, of: "l", head: head.frontier)
        #expect(flaw == LedgerFlaw(seq: 1, reason: .version(due: 2)))
        #expect(LedgerVerifier.firstFlaw(in: [], of: "l", head: MerkleFrontier()) == nil)
    }
}
