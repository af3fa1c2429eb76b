import Core
import Ledger

/// The row of a log's head: locked by whoever appends, so that numbers have no gap and no double.
extension LedgerHead {
    /// Reads the head and keeps others from appending until the transaction ends; nil for a log without records.
    static func locked(_ log: LogID, _ sql: any SQLConnection) throws -> LedgerHead? {
        try find(log, sql, "\(select) /* for update */")
    }

    /// Reads the head, as of the connection's state.
    static func find(_ log: LogID, _ sql: any SQLConnection) throws -> LedgerHead? { try find(log, sql, select) }

    func store(_ sql: any SQLConnection) throws {
        try sql.post(
            """
            INSERT INTO head (log, node, size, node_seq, frontier, root, recorded) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (log) DO UPDATE SET node = ?2, size = ?3, node_seq = ?4, frontier = ?5, root = ?6, recorded = ?7
            """,
            [
                .text(log.text), .text(node.text), SQLValue(size), SQLValue(nodeSeq), .blob(frontier.encoded),
                .blob(root.bytes), .integer(recorded.microseconds),
            ])
    }

    private static let select = "SELECT node, node_seq, frontier, recorded, size, root FROM head WHERE log = ?1"

    private static func find(_ log: LogID, _ sql: any SQLConnection, _ text: String) throws -> LedgerHead? {
        try sql.first(text, [.text(log.text)]) { row in
            guard let frontier = MerkleFrontier(encoded: row.blob(2)), frontier.size == Int(row.integer(4)),
                frontier.root.bytes == row.blob(5)
            else { throw StoreError(.corrupt, "the head's size, frontier and root do not agree", at: "head \(log)") }
            return LedgerHead(
                log: log, node: NodeID(row.text(0)), frontier: frontier, nodeSeq: Int(row.integer(1)),
                recorded: Instant(microseconds: row.integer(3)))
        }
    }
}
