public import Core
public import Ledger
public import Store

/// What a receipt says of its record: where it stands, and the beginning of its commitment (dấu kiểm chứng).
public struct RecordMark: Hashable, Sendable {
    /// Digits of the commitment on paper: 128 bits, more than anybody can find a second record for.
    public static let digitCount = 32

    public let seq: Int
    /// 32 lower-case hexadecimal digits.
    public let digits: String

    /// The mark of a record.
    public init(_ record: Record) {
        seq = record.seq
        digits = String(record.commitment.hex.prefix(RecordMark.digitCount))
    }

    /// As it was typed or came in an address; nil if it can be none.
    public init?(seq: String, digits: String) {
        let digits = digits.lowercased()
        guard (1...15).contains(seq.utf8.count), let number = Int(seq), number >= 0, String(number) == seq,
            digits.utf8.count == RecordMark.digitCount,
            digits.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.seq = number
        self.digits = digits
    }

    /// The marks of a dossier's submission and, once there is one, its reception; for their receipts.
    public static func of(
        _ dossier: DossierID, _ reader: LedgerReader, _ sql: any SQLConnection
    ) throws -> (submitted: RecordMark?, received: RecordMark?) {
        let records = try reader.records(ofStream: dossier.stream, sql)
        func mark(_ kind: DossierChangeKind) -> RecordMark? {
            records.last { $0.event == kind.rawValue }.map { RecordMark($0) }
        }
        return (mark(.submitted), mark(.received))
    }
}

/// What came of checking a receipt's record against the ledger (kết quả kiểm chứng).
public enum RecordFinding: Hashable, Sendable {
    /// The record is what the receipt says, and lies under this signed checkpoint.
    case right(Checkpoint, signed: Instant, kind: String, recorded: Instant)
    /// The record is what the receipt says; the next checkpoint will cover it.
    case waiting(kind: String, recorded: Instant)
    /// The ledger has no record of this number.
    case absent
    /// The ledger has another record there, or its record no longer agrees with its entry or with the checkpoint.
    case different

    /// Checks the stored record against its entry, against the receipt, and against the last signed checkpoint.
    public static func of(_ mark: RecordMark, in book: LogBook, _ sql: any SQLConnection) throws -> RecordFinding {
        let log = book.office.reader.log
        guard let record = try book.office.reader.records(from: mark.seq, limit: 1, sql).first, record.seq == mark.seq
        else { return .absent }
        guard record.computedLeaf == record.leaf, RecordMark(record) == mark else { return .different }
        guard let kept = try CheckpointTable.latest(of: log, in: sql), mark.seq < kept.note.checkpoint.size else {
            return .waiting(kind: record.kind, recorded: record.recorded)
        }
        let checkpoint = kept.note.checkpoint
        guard let head = try book.office.reader.head(sql), checkpoint.size <= head.size else { return .different }
        let path = try book.tiles.inclusionPath(of: mark.seq, size: checkpoint.size, sql)
        let holds = MerkleProof.verifyInclusion(
            leaf: record.leaf, index: mark.seq, size: checkpoint.size, path: path, root: checkpoint.root)
        guard holds else { return .different }
        return .right(checkpoint, signed: kept.signed, kind: record.kind, recorded: record.recorded)
    }
}
