import Core
import Ledger

/// Rows of some grown lives, by table, and what the full-text index gets.
struct GrownRows: Sendable {
    /// In this order, so that keys come before records; the first table is the keyring's.
    static let tables = ["wrapped_key", "record", "tree_node", "dossier", "clock_entry", "reception_refusal"]

    private(set) var tables: [String: [[RawValue]]] = [:]
    var names: [RawStatement] = []
    var lives = 0

    mutating func add(_ table: String, _ row: [RawValue]) { tables[table, default: []].append(row) }

    /// A record in the order of its table's columns.
    static func row(of record: Record) -> [RawValue] {
        [
            .text(record.log.text), .integer(Int64(record.seq)), .text(record.stream.text),
            .integer(Int64(record.version)), .text(record.kind), .integer(record.at.microseconds),
            .integer(record.recorded.microseconds), .text(record.actor.text), .text(record.node.text),
            .integer(Int64(record.nodeSeq)), .text(record.command.text), .blob(record.salt), .blob(record.body),
            record.sealed.map { .blob($0) } ?? .null, .blob(record.leaf.bytes),
        ]
    }
}

/// Where grown rows go.
protocol GrownSink: AnyObject {
    /// Takes away what slows bulk work down and can be made again.
    func begin() throws
    func take(_ rows: GrownRows) throws
    /// Writes head, counts and orders, and makes again what `begin` took away.
    func finish(_ copier: LifeCopier) throws
}

extension GrownSink {
    /// The closing rows, the same for both engines.
    func closing(_ copier: LifeCopier, on ledger: any RawDatabase) throws(RawFailure) {
        let head = copier.head
        try ledger.run(
            "UPDATE head SET size = ?1, node_seq = ?2, frontier = ?3, root = ?4, recorded = ?5",
            [
                .integer(Int64(head.size)), .integer(Int64(head.nodeSeq)), .blob(head.frontier.encoded),
                .blob(head.root.bytes), .integer(head.recorded.microseconds),
            ])
        for (place, last) in copier.orders {
            let parts = place.split(separator: " ")
            guard parts.count == 2, let day = Int64(parts[1]) else { continue }
            try ledger.run(
                "INSERT INTO dossier_order (agency, day, last) VALUES (?1, ?2, ?3) "
                    + "ON CONFLICT (agency, day) DO UPDATE SET last = excluded.last",
                [.text(String(parts[0])), .integer(day), .integer(last)])
        }
        for (count, n) in copier.counts {
            try ledger.run(
                "INSERT INTO tally (day, agency, sector, measure, n) VALUES (?1, ?2, ?3, ?4, ?5) "
                    + "ON CONFLICT (day, agency, sector, measure) DO UPDATE SET n = tally.n + excluded.n",
                count + [.integer(n)])
        }
        try ledger.flush()
    }
}
