public import Core
public import Ledger

/// Tiles, entries and proofs of one log, from its records and the nodes kept beside them (mảnh và chứng minh của sổ).
///
/// Reads alone; whatever it is asked must lie within the log, which the caller knows from its head or a checkpoint.
public struct LogTiles: Sendable {
    public let log: LogID

    public init(log: LogID) { self.log = log }

    /// The bytes of a tile or bundle that lies within the log.
    ///
    /// Throws `.corrupt` for a record whose kind has no class.
    public func bytes(of tile: Tile, _ sql: any SQLConnection) throws -> [UInt8] {
        switch tile.content {
        case .hashes(let level):
            let first = tile.number << Tile.height
            return Tile.bytes(of: try hashes(level: level, first..<first + tile.width, sql))
        case .entries:
            let first = tile.number << Tile.height
            let records = try LedgerReader(log: log).records(from: first, limit: tile.width, sql)
            let entries = records.compactMap(\.entry)
            guard entries.count == tile.width, let bytes = Tile.bytes(of: entries) else {
                throw StoreError(.corrupt, "a record is missing or has no class", at: "records from \(first)")
            }
            return bytes
        }
    }

    /// The hash of a complete subtree of the log.
    public func hash(_ node: TreeNode, _ sql: any SQLConnection) throws -> LedgerHash {
        let level = node.height / Tile.height
        let width = 1 << (node.height % Tile.height)
        let first = node.number * width
        return Tile.root(over: try hashes(level: level, first..<first + width, sql))
    }

    /// The path that proves record `seq` to be in the tree of the first `size` records.
    public func inclusionPath(of seq: Int, size: Int, _ sql: any SQLConnection) throws -> [LedgerHash] {
        try MerkleProof.inclusionPath(index: seq, size: size) { try hash($0, sql) }
    }

    /// The path that proves the first `from` records to be the beginning of the first `to`.
    public func consistencyPath(from: Int, to: Int, _ sql: any SQLConnection) throws -> [LedgerHash] {
        try MerkleProof.consistencyPath(from: from, to: to) { try hash($0, sql) }
    }

    /// The root over the first `size` records.
    public func root(size: Int, _ sql: any SQLConnection) throws -> LedgerHash {
        try MerkleProof.root(size: size) { try hash($0, sql) }
    }

    /// Consecutive hashes of a level, 0 for the leaves; those that nobody has kept yet are hashed from below.
    private func hashes(level: Int, _ numbers: Range<Int>, _ sql: any SQLConnection) throws -> [LedgerHash] {
        if level == 0 { return try leaves(numbers, sql) }
        let kept = try TreeNodeTable.hashes(level: level, numbers, of: log, in: sql)
        return try numbers.map { number in
            if let hash = kept[number] { return hash }
            return try fromBelow(TreeNode(height: level * Tile.height, number: number), sql)
        }
    }

    /// A node of height 8, 16, 24 … from the 256 hashes of the level below.
    func fromBelow(_ node: TreeNode, _ sql: any SQLConnection) throws -> LedgerHash {
        let first = node.number << Tile.height
        let below = try hashes(level: node.height / Tile.height - 1, first..<first + Tile.fullWidth, sql)
        return Tile.root(over: below)
    }

    private func leaves(_ numbers: Range<Int>, _ sql: any SQLConnection) throws -> [LedgerHash] {
        let leaves = try sql.query(
            "SELECT leaf FROM record WHERE log = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq",
            [.text(log.text), SQLValue(numbers.lowerBound), SQLValue(numbers.upperBound)]
        ) { LedgerHash($0.blob(0)) }.compactMap { $0 }
        guard leaves.count == numbers.count else {
            throw StoreError(.corrupt, "a record is missing or its leaf is no hash", at: "records \(numbers)")
        }
        return leaves
    }
}
