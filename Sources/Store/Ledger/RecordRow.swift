import Core
import Ledger

/// A record as a row: its fields in one order, for writing and for reading.
enum RecordRow {
    static func insert(_ record: Record, _ sql: any SQLConnection) throws {
        try sql.post(
            insertion,
            [
                .text(record.log.text), SQLValue(record.seq), .text(record.stream.text), SQLValue(record.version),
                .text(record.kind), .integer(record.at.microseconds), .integer(record.recorded.microseconds),
                .text(record.actor.text), .text(record.node.text), SQLValue(record.nodeSeq),
                .text(record.command.text), .blob(record.salt), .blob(record.body), SQLValue(record.sealed),
                .blob(record.leaf.bytes),
            ])
    }

    /// The last record of a stream, as its writer must know it.
    static func tail(of stream: StreamID, _ log: LogID, _ sql: any SQLConnection) throws -> StreamTail {
        try sql.first(
            """
            SELECT version, leaf, (SELECT count(*) FROM erasure WHERE dossier = ?1) FROM record \
            WHERE stream = ?1 AND log = ?2 ORDER BY version DESC LIMIT 1
            """,
            [.text(stream.text), .text(log.text)]
        ) { tail($0) } ?? StreamTail.none
    }

    /// The last records of several streams; those nobody has heard of are not in it.
    static func tails(
        of streams: [StreamID], _ log: LogID, _ sql: any SQLConnection
    ) throws -> [StreamID: StreamTail] {
        let marks = streams.indices.map { "?\($0 + 2)" }.joined(separator: ", ")
        let rows = try sql.query(
            """
            SELECT r.version, r.leaf, (SELECT count(*) FROM erasure WHERE erasure.dossier = r.stream), r.stream \
            FROM (SELECT stream, max(version) AS last FROM record WHERE stream IN (\(marks)) AND log = ?1 \
            GROUP BY stream) AS ends JOIN record AS r ON r.stream = ends.stream AND r.version = ends.last \
            AND r.log = ?1
            """, [.text(log.text)] + streams.map { .text($0.text) }
        ) { (StreamID($0.text(3)), tail($0)) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    private static func tail(_ row: any SQLRow) -> StreamTail {
        StreamTail(version: Int(row.integer(0)), leaf: LedgerHash(row.blob(1)), isErased: row.integer(2) > 0)
    }

    /// The records that `condition` chooses, which also orders them.
    static func select(_ condition: StaticString, _ arguments: [SQLValue], _ sql: any SQLConnection) throws -> [Record]
    {
        try sql.query("SELECT \(columns) FROM record WHERE \(condition)", arguments, record)
    }

    private static let columns = """
        log, seq, stream, version, kind, at, recorded, actor, node, node_seq, command, salt, body, sealed, leaf
        """

    private static let insertion = """
        INSERT INTO record (\(columns))
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        """

    private static func record(_ row: any SQLRow) throws -> Record {
        guard let leaf = LedgerHash(row.blob(14)) else {
            throw StoreError(.corrupt, "the leaf is no hash", at: "record \(row.text(0)) \(row.integer(1))")
        }
        return Record(
            log: LogID(row.text(0)), seq: Int(row.integer(1)), stream: StreamID(row.text(2)),
            version: Int(row.integer(3)), kind: row.text(4), at: Instant(microseconds: row.integer(5)),
            recorded: Instant(microseconds: row.integer(6)), actor: ActorID(row.text(7)), node: NodeID(row.text(8)),
            nodeSeq: Int(row.integer(9)), command: CommandID(row.text(10)), salt: row.blob(11), body: row.blob(12),
            sealed: row.blobOrNil(13), leaf: leaf)
    }
}
