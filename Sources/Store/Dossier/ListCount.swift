/// How many dossiers a list holds, as far as somebody counted (số hồ sơ đếm được).
///
/// Why not always to the end: a list may hold what a whole province has open, and each row counted costs the page that
/// shows it; beyond some number nobody needs to know more than that there are more.
public struct ListCount: Hashable, Sendable {
    /// Rows counted.
    public var number: Int
    /// True if the list holds more than these.
    public var isMore: Bool

    /// An empty list.
    public static let none = ListCount(0)

    public init(_ number: Int, isMore: Bool = false) {
        self.number = number
        self.isMore = isMore
    }

    /// Counting stops here where the list itself is shown.
    public static let whole = 10_000
    /// And here where a figure stands beside its name, or above the first rows of a list, only.
    public static let glance = 1_000

    /// Counts what `source`, a table with its conditions, holds, and whether there is one more than `most`.
    init(of source: String, _ arguments: [SQLValue], most: Int, in sql: any SQLConnection) throws {
        let count = try sql.first(
            "SELECT count(*) FROM (SELECT 1 FROM \(source) LIMIT \(most + 1)) AS counted", arguments
        ) { Int($0.integer(0)) }
        self.init(found: count ?? 0, most: most)
    }

    /// What a look that stopped at one more than `most` found.
    public init(found: Int, most: Int) {
        self.init(min(found, most), isMore: found > most)
    }
}
