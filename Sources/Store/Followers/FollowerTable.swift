public import Core

/// How far a follower has come (vị trí đọc sổ cái).
public struct FollowerPlace: Hashable, Sendable {
    public var name: String
    /// Number of the next record to look at; all before it are carried out, unwanted or set aside.
    public var next: Int
    /// When it last went on.
    public var moved: Instant

    public init(name: String, next: Int, moved: Instant) {
        self.name = name
        self.next = next
        self.moved = moved
    }
}

/// One row a follower.
public enum FollowerTable {
    /// The row of this follower; nil where it never ran.
    public static func find(_ name: String, in sql: any SQLConnection) throws -> FollowerPlace? {
        try sql.first("SELECT name, next, moved FROM follower WHERE name = ?1", [.text(name)], place)
    }

    /// All that ever ran here, by name; few.
    public static func all(in sql: any SQLConnection) throws -> [FollowerPlace] {
        try sql.query("SELECT name, next, moved FROM follower ORDER BY name", [], place)
    }

    /// The place of a follower that is new here; nothing happens if it has one.
    public static func insert(_ place: FollowerPlace, in sql: any SQLConnection) throws {
        try sql.execute(
            "INSERT INTO follower (name, next, moved) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO NOTHING",
            [.text(place.name), SQLValue(place.next), .integer(place.moved.microseconds)])
    }

    /// Goes on from `start`; false if the follower stands elsewhere, and then nothing is changed.
    public static func move(_ place: FollowerPlace, from start: Int, in sql: any SQLConnection) throws -> Bool {
        try sql.execute(
            "UPDATE follower SET next = ?2, moved = ?3 WHERE name = ?1 AND next = ?4 AND next <= ?2",
            [.text(place.name), SQLValue(place.next), .integer(place.moved.microseconds), SQLValue(start)]) == 1
    }

    private static func place(_ row: any SQLRow) -> FollowerPlace {
        FollowerPlace(name: row.text(0), next: Int(row.integer(1)), moved: Instant(microseconds: row.integer(2)))
    }
}
