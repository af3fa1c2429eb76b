public import Core
public import Ledger

/// Nodes of the Merkle tree that tiles begin at, one row for each 256 records (nút cây Merkle).
///
/// `level` is the level of the tile in which the node's hash stands: 1 for the root over 256 records, 2 for that over
/// 65,536. They follow from the records; a log from before the table fills it in steps.
public enum TreeNodeTable {
    /// Level-1 nodes that are made in one step: 16,384 records are read for them.
    public static let step = 64

    /// Keeps a node that appending completed, of height 8, 16, 24 …; written again it stays what it is.
    public static func insert(_ done: HashedNode, of log: LogID, in sql: any SQLConnection) throws {
        precondition(done.node.height > 0 && done.node.height % Tile.height == 0, "a node that no tile begins at")
        try sql.execute(
            """
            INSERT INTO tree_node (log, level, number, hash) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (log, level, number) DO UPDATE SET hash = excluded.hash
            """,
            [
                .text(log.text), SQLValue(done.node.height / Tile.height), SQLValue(done.node.number),
                .blob(done.hash.bytes),
            ])
    }

    /// The hashes of a level that stand there, by number.
    public static func hashes(
        level: Int, _ numbers: Range<Int>, of log: LogID, in sql: any SQLConnection
    ) throws -> [Int: LedgerHash] {
        let rows = try sql.query(
            "SELECT number, hash FROM tree_node WHERE log = ?1 AND level = ?2 AND number >= ?3 AND number < ?4",
            [.text(log.text), SQLValue(level), SQLValue(numbers.lowerBound), SQLValue(numbers.upperBound)]
        ) { row in
            guard let hash = LedgerHash(row.blob(1)) else {
                throw StoreError(.corrupt, "the node is no hash", at: "tree_node \(level) \(row.integer(0))")
            }
            return (Int(row.integer(0)), hash)
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// How many nodes of a level stand there.
    public static func count(level: Int, of log: LogID, in sql: any SQLConnection) throws -> Int {
        try sql.first(
            "SELECT count(*) FROM tree_node WHERE log = ?1 AND level = ?2", [.text(log.text), SQLValue(level)]
        ) { Int($0.integer(0)) } ?? 0
    }

    /// The nodes missing among the next `step` of a level, hashed; and where the next step begins, nil at the end.
    ///
    /// Lower levels first, so that a level's nodes are hashed from those below it.
    public static func missing(
        level: Int, from number: Int, of log: LogID, in sql: any SQLConnection
    ) throws -> (nodes: [HashedNode], next: Int?) {
        let size = try LedgerReader(log: log).head(sql)?.size ?? 0
        let all = Tile.hashes(level: level, treeOf: size)
        guard number < all else { return ([], nil) }
        let end = min(number + step, all)
        let there = try hashes(level: level, number..<end, of: log, in: sql)
        let tiles = LogTiles(log: log)
        let nodes = try (number..<end).filter { there[$0] == nil }.map { number in
            let node = TreeNode(height: level * Tile.height, number: number)
            return HashedNode(node: node, hash: try tiles.fromBelow(node, sql))
        }
        return (nodes, end < all ? end : nil)
    }
}
