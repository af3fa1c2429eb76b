import Core
import Ledger
import Testing

@Suite("Bản ghi sổ cái")
struct RecordTests {
    private let record = Record(
        log: "gia-lai", seq: 41, stream: "5e0f", version: 2, kind: "dossier.received",
        at: Instant(microseconds: 1_000_001), recorded: Instant(microseconds: 2_000_002), actor: "a\"1", node: "n1",
        nodeSeq: 40, command: "c1", salt: Array(0..<16),
        body: Array("{\"code\":\"H21.65-261120-0001\"}".utf8), sealed: [1, 2, 3], leaf: .of([]))

    @Test func `the statement is canonical JSON of all fields but salt and leaf, with the hash of sealed`() throws {
        let statement = """
            {"actor":"a\\"1","at":1000001,"body":{"code":"H21.65-261120-0001"},"command":"c1",\
            "kind":"dossier.received",\
            "log":"gia-lai","node":"n1","nodeSeq":40,"recorded":2000002,\
            "sealed":"039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81","seq":41,\
            "stream":"5e0f","version":2}
            """
        #expect(String(decoding: record.statement, as: UTF8.self) == statement)
        #expect(try JSON(parsing: record.statement).canonicalBytes() == record.statement)
        var bare = record
        bare.sealed = nil
        #expect(try JSON(parsing: bare.statement).canonicalBytes() == bare.statement)
        #expect(try JSON(parsing: bare.statement)["sealed"] == nil)
    }

    @Test func `the entry tells class, commitment and number alone, and the leaf is its hash`() throws {
        #expect(record.commitment == LedgerHash.of(record.salt + record.statement))
        let entry = try #require(record.entry)
        #expect(
            String(decoding: entry, as: UTF8.self)
                == "{\"class\":\"dossier\",\"commit\":\"\(record.commitment.hex)\",\"seq\":41}")
        #expect(try JSON(parsing: entry).canonicalBytes() == entry)
        #expect(record.computedLeaf == LedgerHash.of([0] + entry))
        #expect(record.commitment.hex == SampleHashes.commitment)
    }

    @Test func `kind begins with one of five classes`() {
        #expect(record.recordClass == .dossier)
        #expect(record.event == "received")
        for kind in ["", "dossier", "Dossier.received", ".received", "person.born"] {
            var other = record
            other.kind = kind
            #expect(other.recordClass == nil)
            #expect(other.entry == nil)
        }
    }

    @Test func `a log numbers without gaps, keeps its clock from running back, and repeats from its seed`() throws {
        let log = try SampleLog(seed: 9, count: 100)
        #expect(log.records.map(\.seq) == Array(0..<100))
        #expect(log.records.map(\.nodeSeq) == Array(0..<100))
        #expect(try SampleLog(seed: 9, count: 100).records == log.records)
        #expect(log.head.size == 100)

        var head = log.head
        var random = SeededRandom(seed: 1)
        let new = NewRecord(
            stream: "9", recordClass: .rating, event: "given", expectedVersion: 0, at: Instant(seconds: 1), actor: "a",
            command: "c", body: Array("{}".utf8))
        let record = try head.seal(new, at: Instant(seconds: 5), key: nil, random: &random)
        #expect(record.recorded == log.records.last?.recorded)
        #expect(record.at == Instant(seconds: 1))
        #expect(record.sealed == nil && record.version == 1 && record.kind == "rating.given" && record.seq == 100)
        #expect(record.leaf == record.computedLeaf)
    }

    @Test func `what cannot be a record is refused, and the head stays where it was`() throws {
        let good = NewRecord(
            stream: "9", recordClass: .rating, event: "given", expectedVersion: 0, at: Instant(seconds: 1), actor: "a",
            command: "c", body: Array("{}".utf8))
        func refusal(_ change: (inout NewRecord) -> Void) -> RecordError? {
            var (new, random, head) = (good, SeededRandom(seed: 1), LedgerHead(log: "l", node: "n"))
            change(&new)
            do throws(RecordError) {
                _ = try head.seal(new, at: Instant(seconds: 5), key: nil, random: &random)
            } catch {
                #expect(head == LedgerHead(log: "l", node: "n"))
                return error
            }
            return nil
        }
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0.body = Array("{} ".utf8) } == nil, "white space is hashed as it is")
        #expect(refusal { $0.body = [] } == .body(JSONSyntaxError(.endsEarly, offset: 0)))
        #expect(refusal { $0.body = Array("[]".utf8) } == .bodyNotObject)
        #expect(refusal { $0.body = Array("{},\"x\":{}".utf8) } == .body(JSONSyntaxError(.trailingBytes, offset: 2)))
        #expect(refusal { $0.event = "" } == .eventName)
        #expect(refusal { $0.event = "a.b" } == .eventName)
        #expect(refusal { $0.event = String(repeating: "a", count: 65) } == .eventName)
        #expect(refusal { $0.expectedVersion = -1 } == .expectedVersionNegative)
        #expect(refusal { $0.at = Instant(microseconds: .max) } == .instantOutOfRange)
        #expect(refusal { $0.personal = [1] } == .keyMissing)
    }

    @Test func `the personal part opens with the dossier's key at its own place alone`() throws {
        let log = try SampleLog(seed: 4, count: 10)
        let record = try #require(log.records.first { $0.sealed != nil })
        let sealed = try #require(record.sealed)
        let plain = try log.key.open(sealed, at: .record(record.stream, version: record.version))
        #expect(String(decoding: plain, as: UTF8.self).hasPrefix("{\"name\":\"Nguyễn Văn Ân"))
        #expect(throws: SealingError.wrongKeyOrDamaged) {
            try log.key.open(sealed, at: .record(record.stream, version: record.version + 1))
        }
        #expect(throws: SealingError.wrongKeyOrDamaged) {
            try log.key.open(sealed, at: .record("other", version: record.version))
        }
    }
}

/// Worked out by another program (SHA-256 over salt and statement), to hold the form for ever.
enum SampleHashes {
    static let commitment = "c1d1a259798d62a0a48e751ff48b3d0b5c7e7c1c49cb546fb38f2326d0b8a94b"
}
