/// How many records of a follower stand aside (số bản ghi bị treo).
public struct ParkedCounts: Hashable, Sendable {
    /// Failed, and tried again by themselves.
    public var retried = 0
    /// Only stand behind another of their stream.
    public var behind = 0
    /// Need a person.
    public var parked = 0

    public init() {}

    /// All followers that have any, each with its counts.
    public static func read(in sql: any SQLConnection) throws -> [String: ParkedCounts] {
        let rows = try sql.query(
            """
            SELECT follower, state, CASE WHEN failed = 0 THEN 0 ELSE 1 END AS tried, count(*) FROM parked_record \
            WHERE ended IS NULL GROUP BY follower, state, tried
            """, []
        ) { (follower: $0.text(0), state: $0.text(1), tried: $0.integer(2) == 1, count: Int($0.integer(3))) }
        var counts: [String: ParkedCounts] = [:]
        for row in rows {
            if row.state == ParkedRecord.State.parked.rawValue {
                counts[row.follower, default: ParkedCounts()].parked += row.count
            } else if row.tried {
                counts[row.follower, default: ParkedCounts()].retried += row.count
            } else {
                counts[row.follower, default: ParkedCounts()].behind += row.count
            }
        }
        return counts
    }

    /// How many of one follower failed and are tried again, counted no further than `most`.
    public static func retried(_ follower: String, most: Int, in sql: any SQLConnection) throws -> Int {
        try sql.first(
            """
            SELECT count(*) FROM (SELECT 1 FROM parked_record WHERE follower = ?1 AND ended IS NULL \
            AND state = 'waiting' AND failed > 0 LIMIT ?2) AS retried
            """, [.text(follower), SQLValue(most)]
        ) { Int($0.integer(0)) } ?? 0
    }
}
