public import Core
public import Ledger

/// A checkpoint as it was signed and kept (điểm chốt đã ký).
public struct StoredCheckpoint: Hashable, Sendable {
    /// With the log's signatures alone; those of witnesses are kept apart.
    public let note: CheckpointNote
    /// When it was signed.
    public let signed: Instant

    public init(note: CheckpointNote, signed: Instant) {
        self.note = note
        self.signed = signed
    }
}

/// Checkpoints that were handed out, at most one a size; what a log once said of itself is never written over.
public enum CheckpointTable {
    /// Keeps a checkpoint; one of the same size stays as it was signed first.
    public static func insert(_ checkpoint: StoredCheckpoint, of log: LogID, in sql: any SQLConnection) throws {
        let (size, root) = (checkpoint.note.checkpoint.size, checkpoint.note.checkpoint.root)
        try sql.execute(
            """
            INSERT INTO checkpoint (log, size, root, note, signed) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (log, size) DO NOTHING
            """,
            [
                .text(log.text), SQLValue(size), .blob(root.bytes), .text(checkpoint.note.text),
                .integer(checkpoint.signed.microseconds),
            ])
    }

    /// The newest; nil before the first.
    public static func latest(of log: LogID, in sql: any SQLConnection) throws -> StoredCheckpoint? {
        try select("log = ?1 ORDER BY size DESC LIMIT 1", [.text(log.text)], sql).first
    }

    /// The one of this size, if one was signed there.
    public static func find(size: Int, of log: LogID, in sql: any SQLConnection) throws -> StoredCheckpoint? {
        try select("log = ?1 AND size = ?2", [.text(log.text), SQLValue(size)], sql).first
    }

    /// The newest first, at most `limit`, of those below a size.
    public static func newest(
        below size: Int = .max, limit: Int, of log: LogID, in sql: any SQLConnection
    ) throws -> [StoredCheckpoint] {
        try select(
            "log = ?1 AND size < ?2 ORDER BY size DESC LIMIT ?3",
            [.text(log.text), SQLValue(size), SQLValue(limit)], sql)
    }

    /// When the smallest one above this size was signed; nil where there is none.
    public static func firstSigned(after size: Int, of log: LogID, in sql: any SQLConnection) throws -> Instant? {
        try sql.first(
            "SELECT signed FROM checkpoint WHERE log = ?1 AND size > ?2 ORDER BY size LIMIT 1",
            [.text(log.text), SQLValue(size)]
        ) { Instant(microseconds: $0.integer(0)) }
    }

    private static func select(
        _ condition: StaticString, _ arguments: [SQLValue], _ sql: any SQLConnection
    ) throws -> [StoredCheckpoint] {
        try sql.query("SELECT note, signed, size FROM checkpoint WHERE \(condition)", arguments) { row in
            let note: CheckpointNote
            do throws(NoteError) { note = try CheckpointNote(parsing: row.text(0)) } catch {
                throw StoreError(.corrupt, "the note is no checkpoint", at: "checkpoint \(row.integer(2))")
            }
            return StoredCheckpoint(note: note, signed: Instant(microseconds: row.integer(1)))
        }
    }
}

/// Signatures of witnesses under checkpoints (chữ ký người làm chứng), each with the moment it was made.
public enum CosignatureTable {
    /// Keeps a signature; a newer one of the same witness under the same checkpoint takes its place.
    ///
    /// Whether it holds, the caller has checked by the witness's key.
    public static func insert(
        _ signature: NoteSignature, size: Int, of log: LogID, at now: Instant, in sql: any SQLConnection
    ) throws {
        try sql.execute(
            """
            INSERT INTO cosignature (log, size, witness, line, at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (log, size, witness) DO UPDATE SET line = excluded.line, at = excluded.at
            """,
            [
                .text(log.text), SQLValue(size), .text(signature.name), .text(signature.line),
                .integer(now.microseconds),
            ])
    }

    /// The witnesses' signatures under the checkpoint of this size, in the order of their names.
    public static func find(size: Int, of log: LogID, in sql: any SQLConnection) throws -> [NoteSignature] {
        try sql.query(
            "SELECT line FROM cosignature WHERE log = ?1 AND size = ?2 ORDER BY witness",
            [.text(log.text), SQLValue(size)]
        ) { row in
            guard let signature = NoteSignature(line: row.text(0)) else {
                throw StoreError(.corrupt, "the line is no signature", at: "cosignature \(size)")
            }
            return signature
        }
    }

    /// The newest checkpoint that a witness signed, by its size, and when the signature came in; nil before its first.
    public static func latest(
        by witness: String, of log: LogID, in sql: any SQLConnection
    ) throws -> (size: Int, at: Instant)? {
        try sql.first(
            "SELECT size, at FROM cosignature WHERE log = ?1 AND witness = ?2 ORDER BY size DESC LIMIT 1",
            [.text(log.text), .text(witness)]
        ) { (size: Int($0.integer(0)), at: Instant(microseconds: $0.integer(1))) }
    }

    /// The largest size that any witness signed; nil where none did.
    public static func latestSize(of log: LogID, in sql: any SQLConnection) throws -> Int? {
        try sql.first("SELECT max(size) FROM cosignature WHERE log = ?1", [.text(log.text)]) {
            $0.integerOrNil(0).map(Int.init)
        } ?? nil
    }
}
