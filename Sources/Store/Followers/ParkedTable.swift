public import Core
public import Ledger

/// A record that a follower could not carry out, or that stands behind such a one (bản ghi bị treo).
public struct ParkedRecord: Hashable, Sendable {
    /// Whose turn it is.
    public enum State: String, Sendable, CaseIterable {
        /// Tried again by itself, once what stands before it in its stream is over.
        case waiting
        /// Needs a person; what follows in its stream waits for it.
        case parked
        /// A person did by hand what it asked for (đã xử lý tay).
        case done
        /// A person gave it up (bỏ qua).
        case skipped
    }

    public var follower: String
    public var seq: Int
    public var stream: StreamID
    public var kind: String
    public var state: State
    /// How often it failed; 0 for one that only stands behind another.
    public var failed: Int
    /// When it is tried again.
    public var tryAt: Instant
    /// A short word without anything personal; nil for one that was never tried.
    public var reason: String?
    /// Since when it stands aside.
    public var parked: Instant

    public init(
        follower: String, seq: Int, stream: StreamID, kind: String, state: State, failed: Int, tryAt: Instant,
        reason: String?, parked: Instant
    ) {
        self.follower = follower
        self.seq = seq
        self.stream = stream
        self.kind = kind
        self.state = state
        self.failed = failed
        self.tryAt = tryAt
        self.reason = reason
        self.parked = parked
    }
}

/// Records set aside, by follower and number; those that ended well by themselves leave no row.
public enum ParkedTable {
    /// Sets a record aside; nothing happens if it stands there already.
    public static func insert(_ parked: ParkedRecord, in sql: any SQLConnection) throws {
        try sql.execute(
            """
            INSERT INTO parked_record (follower, seq, stream, kind, state, failed, try_at, reason, parked) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (follower, seq) DO NOTHING
            """,
            [
                .text(parked.follower), SQLValue(parked.seq), .text(parked.stream.text), .text(parked.kind),
                .text(parked.state.rawValue), SQLValue(parked.failed), .integer(parked.tryAt.microseconds),
                SQLValue(parked.reason), .integer(parked.parked.microseconds),
            ])
    }

    /// One that is not over yet.
    ///
    /// - Parameter locked: true where it is written afterwards.
    public static func open(
        _ follower: String, _ seq: Int, locked: Bool = false, in sql: any SQLConnection
    ) throws -> ParkedRecord? {
        try sql.first(
            select + "WHERE follower = ?1 AND seq = ?2 AND ended IS NULL" + (locked ? " /* for update */" : ""),
            [.text(follower), SQLValue(seq)], record)
    }

    /// Those that may be tried again now, each the first of its stream, in the order of the ledger.
    ///
    /// - Parameter latest: a later moment than any that a pause ends at; one beyond it was set by a clock that was
    ///   wrong, and counts as due.
    public static func due(
        _ follower: String, now: Instant, latest: Instant, limit: Int, in sql: any SQLConnection
    ) throws -> [ParkedRecord] {
        try sql.query(
            select + """
                WHERE follower = ?1 AND ended IS NULL AND state = 'waiting' AND (try_at <= ?2 OR try_at > ?3) \
                AND NOT EXISTS (SELECT 1 FROM parked_record AS earlier WHERE earlier.follower = parked_record.follower \
                AND earlier.stream = parked_record.stream AND earlier.seq < parked_record.seq \
                AND earlier.ended IS NULL) ORDER BY seq LIMIT ?4
                """,
            [
                .text(follower), .integer(now.microseconds), .integer(latest.microseconds), SQLValue(limit),
            ], record)
    }

    /// The streams among `streams` in which a record still stands aside.
    public static func blocked(
        _ follower: String, among streams: Set<StreamID>, in sql: any SQLConnection
    ) throws -> Set<StreamID> {
        try streams.filter { stream in
            try sql.first(
                "SELECT 1 FROM parked_record WHERE follower = ?1 AND stream = ?2 AND ended IS NULL LIMIT 1",
                [.text(follower), .text(stream.text)]
            ) { _ in true } ?? false
        }
    }

    /// Writes state, count, moment and reason of one that is not over.
    public static func update(_ parked: ParkedRecord, in sql: any SQLConnection) throws {
        try sql.execute(
            """
            UPDATE parked_record SET state = ?3, failed = ?4, try_at = ?5, reason = ?6 \
            WHERE follower = ?1 AND seq = ?2 AND ended IS NULL
            """,
            [
                .text(parked.follower), SQLValue(parked.seq), .text(parked.state.rawValue), SQLValue(parked.failed),
                .integer(parked.tryAt.microseconds), SQLValue(parked.reason),
            ])
    }

    /// Takes away one that was carried out after all.
    public static func remove(_ follower: String, _ seq: Int, in sql: any SQLConnection) throws {
        try sql.execute(
            "DELETE FROM parked_record WHERE follower = ?1 AND seq = ?2 AND ended IS NULL",
            [.text(follower), SQLValue(seq)])
    }

    /// Ends one by a person's word; it stays as the trace of that.
    public static func end(
        _ follower: String, _ seq: Int, as state: ParkedRecord.State, by actor: ActorID, at now: Instant,
        in sql: any SQLConnection
    ) throws {
        try sql.execute(
            """
            UPDATE parked_record SET state = ?3, ended = ?4, ended_by = ?5 \
            WHERE follower = ?1 AND seq = ?2 AND ended IS NULL
            """,
            [
                .text(follower), SQLValue(seq), .text(state.rawValue), .integer(now.microseconds), .text(actor.text),
            ])
    }

    /// Those that are not over, by follower and number, after `last`.
    public static func list(
        after last: (follower: String, seq: Int)?, limit: Int, in sql: any SQLConnection
    ) throws -> [ParkedRecord] {
        try sql.query(
            select + """
                WHERE ended IS NULL AND (follower > ?1 OR (follower = ?1 AND seq > ?2)) \
                ORDER BY follower, seq LIMIT ?3
                """,
            [.text(last?.follower ?? ""), SQLValue(last?.seq ?? -1), SQLValue(limit)], record)
    }

    private static let select = """
        SELECT follower, seq, stream, kind, state, failed, try_at, reason, parked FROM parked_record\u{20}
        """

    private static func record(_ row: any SQLRow) throws -> ParkedRecord {
        guard let state = ParkedRecord.State(rawValue: row.text(4)) else {
            throw StoreError(.corrupt, "the state is unknown", at: "parked record \(row.integer(1))")
        }
        return ParkedRecord(
            follower: row.text(0), seq: Int(row.integer(1)), stream: StreamID(row.text(2)), kind: row.text(3),
            state: state, failed: Int(row.integer(5)), tryAt: Instant(microseconds: row.integer(6)),
            reason: row.textOrNil(7), parked: Instant(microseconds: row.integer(8)))
    }
}
