public import Core

/// Who leads (tiến trình chủ trì), as all processes on one store see it.
public struct Lease: Hashable, Sendable {
    /// The process; nil where the lead was given up.
    public var holder: String?
    /// Grows by one each time the lead changes hands: what an older holder still writes is refused by it.
    public var epoch: Int
    /// Grows by one each time the holder says that it is alive.
    public var beat: Int
    /// When it last did, by its own clock: for people to read, never compared.
    public var renewed: Instant

    public init(holder: String?, epoch: Int, beat: Int, renewed: Instant) {
        self.holder = holder
        self.epoch = epoch
        self.beat = beat
        self.renewed = renewed
    }
}

/// One row for each thing that one process alone may lead.
public enum LeaseTable {
    /// Who leads; nil where nobody ever did.
    ///
    /// - Parameter locked: true where what is written afterwards depends on it, so that nobody
    ///   takes the lead meanwhile.
    public static func find(_ name: String, locked: Bool = false, in sql: any SQLConnection) throws -> Lease? {
        try sql.first(
            "SELECT holder, epoch, beat, renewed FROM lease WHERE name = ?1" + (locked ? " /* for update */" : ""),
            [.text(name)]
        ) { row in
            Lease(
                holder: row.textOrNil(0), epoch: Int(row.integer(1)), beat: Int(row.integer(2)),
                renewed: Instant(microseconds: row.integer(3)))
        }
    }

    /// The first lease under a name; false if another process made it first.
    public static func insert(_ lease: Lease, _ name: String, in sql: any SQLConnection) throws -> Bool {
        try sql.execute(
            """
            INSERT INTO lease (name, holder, epoch, beat, renewed) VALUES (?1, ?2, ?3, ?4, ?5) \
            ON CONFLICT (name) DO NOTHING
            """,
            [
                .text(name), SQLValue(lease.holder), SQLValue(lease.epoch), SQLValue(lease.beat),
                .integer(lease.renewed.microseconds),
            ]) == 1
    }

    /// Puts `lease` in place of the row, which the caller holds locked.
    public static func update(_ lease: Lease, _ name: String, in sql: any SQLConnection) throws {
        try sql.execute(
            "UPDATE lease SET holder = ?2, epoch = ?3, beat = ?4, renewed = ?5 WHERE name = ?1",
            [
                .text(name), SQLValue(lease.holder), SQLValue(lease.epoch), SQLValue(lease.beat),
                .integer(lease.renewed.microseconds),
            ])
    }
}
