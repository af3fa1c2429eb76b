public import Core
public import Ledger

/// Reads one log, on any connection that a `read` or `write` lends.
public struct LedgerReader: Sendable {
    public let log: LogID

    /// Records fetched at a time where all are read.
    static let page = 500

    public init(log: LogID) { self.log = log }

    /// A stream's records from the first to the last; none for a stream nobody has heard of.
    ///
    /// - Parameter version: read only those after this one.
    public func records(ofStream stream: StreamID, after version: Int = 0, _ sql: any SQLConnection) throws -> [Record]
    {
        try RecordRow.select(
            "stream = ?1 AND log = ?2 AND version > ?3 ORDER BY version",
            [.text(stream.text), .text(log.text), SQLValue(version)], sql)
    }

    /// Records in the order of their numbers, at most `limit`.
    public func records(from seq: Int, limit: Int, _ sql: any SQLConnection) throws -> [Record] {
        try RecordRow.select(
            "log = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3", [.text(log.text), SQLValue(seq), SQLValue(limit)], sql)
    }

    /// Records of one class in the order of their numbers.
    public func records(of kind: RecordClass, from seq: Int, _ sql: any SQLConnection) throws -> [Record] {
        // `/` is the character after `.`: a range of texts that both engines compare byte by byte.
        try RecordRow.select(
            "log = ?1 AND seq >= ?2 AND kind >= ?3 AND kind < ?4 ORDER BY seq",
            [.text(log.text), SQLValue(seq), .text(kind.rawValue + "."), .text(kind.rawValue + "/")], sql)
    }

    /// What a command led to; none when it was never carried out (for idempotency, and after a lost answer).
    ///
    /// Log and order are seen to here: named in the query they make SQLite walk the whole log in its order instead of
    /// looking the command up.
    public func records(command: CommandID, _ sql: any SQLConnection) throws -> [Record] {
        try RecordRow.select("command = ?1", [.text(command.text)], sql).filter { $0.log == log }
            .sorted { $0.seq < $1.seq }
    }

    /// The log's end; nil while it is empty.
    public func head(_ sql: any SQLConnection) throws -> LedgerHead? { try LedgerHead.find(log, sql) }

    /// Calls `body` for each record from `seq` on, holding a few hundred in memory at a time.
    public func eachRecord(from seq: Int = 0, _ sql: any SQLConnection, _ body: (Record) throws -> Void) throws {
        var next = seq
        while true {
            let records = try records(from: next, limit: LedgerReader.page, sql)
            for record in records { try body(record) }
            guard records.count == LedgerReader.page, let last = records.last else { return }
            next = last.seq + 1
        }
    }
}
