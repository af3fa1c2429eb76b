extension Tile {
    /// The level of the tile's hashes; 0 for entries, which are the leaves'.
    public var level: Int {
        switch content {
        case .hashes(let level): return level
        case .entries: return 0
        }
    }

    /// True if a tree of `size` leaves has all that stands in it.
    public func isWithin(treeOf size: Int) -> Bool {
        let count = Tile.hashes(level: level, treeOf: size)
        let full = count >> Tile.height
        return number < full || number == full && width <= count & (Tile.fullWidth - 1)
    }

    /// The nodes of the tree that stand in it, for a tile within a tree.
    public var nodes: [TreeNode] {
        (0..<width).map { TreeNode(height: level * Tile.height, number: number << Tile.height + $0) }
    }

    /// How many hashes a level has in a tree of `size` leaves.
    public static func hashes(level: Int, treeOf size: Int) -> Int {
        level >= Int.bitWidth / height ? 0 : size >> (level * height)
    }

    /// The tiles of hashes that together make a tree of `size` leaves, those of the lowest level first.
    ///
    /// They grow with the tree: for one proof ask for the few that `holding` names.
    public static func all(treeOf size: Int) -> [Tile] {
        var tiles: [Tile] = []
        var level = 0
        while hashes(level: level, treeOf: size) > 0 {
            let count = hashes(level: level, treeOf: size)
            for number in 0..<(count + fullWidth - 1) >> height {
                let width = min(fullWidth, count - number << height)
                if let tile = Tile(.hashes(level: level), number: number, width: width) { tiles.append(tile) }
            }
            level += 1
        }
        return tiles
    }

    /// The tile from which a node can be known in a tree of `size` leaves, and which of its hashes are its leaves.
    ///
    /// A node between two levels of tiles is hashed from those of the level below. Nil if the tree does not have it.
    public static func holding(_ node: TreeNode, treeOf size: Int) -> (tile: Tile, hashes: Range<Int>)? {
        guard node.height >= 0, node.height < Int.bitWidth - 1, node.number >= 0 else { return nil }
        guard node.number < size >> node.height else { return nil }
        let level = node.height / height
        let first = node.number << (node.height % height)
        let (number, start) = (first >> height, first & (fullWidth - 1))
        let width = min(fullWidth, hashes(level: level, treeOf: size) - number << height)
        guard let tile = Tile(.hashes(level: level), number: number, width: width) else { return nil }
        return (tile, start..<start + 1 << (node.height % height))
    }

    /// The root of a complete subtree over these hashes, whose count is a power of two.
    public static func root(over hashes: some Collection<LedgerHash>) -> LedgerHash {
        var frontier = MerkleFrontier()
        for hash in hashes { frontier.append(hash) }
        return frontier.root
    }
}

extension Tile {
    /// The bytes of a tile of hashes: one after the other, 32 each.
    public static func bytes(of hashes: [LedgerHash]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * LedgerHash.byteCount)
        for hash in hashes { bytes.append(contentsOf: hash.bytes) }
        return bytes
    }

    /// The hashes in the bytes of this tile; nil unless there are as many as its width says.
    public func hashes(in bytes: [UInt8]) -> [LedgerHash]? {
        guard bytes.count == width * LedgerHash.byteCount else { return nil }
        return stride(from: 0, to: bytes.count, by: LedgerHash.byteCount).compactMap {
            LedgerHash(bytes[$0..<$0 + LedgerHash.byteCount])
        }
    }

    /// The bytes of a bundle: each entry after its length, two bytes, the higher first. Nil for one past 65,535 bytes.
    public static func bytes(of entries: [[UInt8]]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for entry in entries {
            guard let length = UInt16(exactly: entry.count) else { return nil }
            bytes.append(UInt8(length >> 8))
            bytes.append(UInt8(length & 255))
            bytes.append(contentsOf: entry)
        }
        return bytes
    }

    /// The entries in the bytes of this bundle; nil unless there are as many as its width says, and nothing after.
    public func entries(in bytes: [UInt8]) -> [[UInt8]]? {
        var entries: [[UInt8]] = []
        var at = 0
        while at < bytes.count {
            guard at + 2 <= bytes.count else { return nil }
            let end = at + 2 + Int(bytes[at]) << 8 + Int(bytes[at + 1])
            guard end <= bytes.count else { return nil }
            entries.append(Array(bytes[at + 2..<end]))
            at = end
        }
        return entries.count == width ? entries : nil
    }
}
