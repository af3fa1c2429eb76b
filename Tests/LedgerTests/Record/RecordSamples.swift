import Core
import Ledger

/// A small log: three dossiers and an office stream, every second record with personal data.
struct SampleLog {
    var head = LedgerHead(log: "gia-lai", node: "n1")
    var records: [Record] = []
    var random: SeededRandom
    let key: DossierKey

    init(seed: UInt64, count: Int) throws {
        random = SeededRandom(seed: seed)
        key = DossierKey(random: &random)
        let streams: [StreamID] = ["1f00", "2f00", "3f00", "4f00"]
        var versions: [StreamID: Int] = [:]
        for place in 0..<count {
            let stream = streams[Int.random(in: 0..<4, using: &random)]
            let isOffice = stream == streams[3]
            let body = try CanonicalEncoder().encode(Event.samples[place % Event.samples.count])
            let new = NewRecord(
                stream: stream, recordClass: isOffice ? .office : .dossier, event: "event\(place % 7)",
                expectedVersion: versions[stream, default: 0], at: Instant(seconds: 1_795_000_000 + Int64(place)),
                actor: ActorID("actor\(place % 3)"), command: CommandID(random.id()), body: body,
                personal: place % 2 == 0 ? Array("{\"name\":\"Nguyễn Văn Ân \(place)\"}".utf8) : nil)
            let now = Instant(seconds: 1_795_000_100 + Int64(place))
            records.append(try head.seal(new, at: now, key: key, random: &random))
            versions[stream, default: 0] += 1
        }
    }

    func flaw(in records: [Record]) -> LedgerFlaw? {
        LedgerVerifier.firstFlaw(in: records, of: head.log, head: head.frontier)
    }
}
