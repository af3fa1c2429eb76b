/// What must be kept of a Merkle tree (cây băm Merkle) to append to it and to know its root (RFC 6962, RFC 9162).
///
/// Why it is enough: a tree of n leaves falls into complete subtrees, one for each bit set in n, largest first; a new
/// leaf joins them from the right as a carry runs through a binary counter. At most 63 hashes, for any size.
public struct MerkleFrontier: Hashable, Sendable {
    /// Leaves so far.
    public private(set) var size = 0
    /// Roots of the complete subtrees, the largest first.
    public private(set) var subtrees: [LedgerHash] = []

    /// The empty tree.
    public init() {}

    /// Adds the next leaf by its hash (`LedgerHash.leaf`).
    ///
    /// Gives the subtrees of height 8, 16, 24 … that it completes, the lowest first, for whoever keeps the nodes that
    /// tiles are made of: none but for one leaf in 256.
    @discardableResult
    public mutating func append(_ leaf: LedgerHash) -> [HashedNode] {
        var hash = leaf
        var completed: [HashedNode] = []
        let place = size
        for height in 0..<(~size).trailingZeroBitCount {
            hash = .node(subtrees.removeLast(), hash)
            if (height + 1) % Tile.height == 0 {
                let node = TreeNode(height: height + 1, number: place >> (height + 1))
                completed.append(HashedNode(node: node, hash: hash))
            }
        }
        subtrees.append(hash)
        size += 1
        return completed
    }

    /// The root of the tree; SHA-256 of nothing while it is empty.
    public var root: LedgerHash {
        guard var root = subtrees.last else { return .of([]) }
        for left in subtrees.dropLast().reversed() { root = .node(left, root) }
        return root
    }

    /// For the head's row: the size as 8 bytes, big-endian, then the hashes, the largest subtree first.
    public var encoded: [UInt8] {
        var bytes = bigEndian(size)
        for subtree in subtrees { bytes.append(contentsOf: subtree.bytes) }
        return bytes
    }

    /// Reads `encoded`; nil if the length does not fit the size.
    public init?(encoded bytes: [UInt8]) {
        guard bytes.count >= 8 else { return nil }
        let size = bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let size = Int(exactly: size), bytes.count == 8 + size.nonzeroBitCount * LedgerHash.byteCount else {
            return nil
        }
        self.size = size
        for start in stride(from: 8, to: bytes.count, by: LedgerHash.byteCount) {
            guard let hash = LedgerHash(bytes[start..<start + LedgerHash.byteCount]) else { return nil }
            subtrees.append(hash)
        }
    }
}

/// A whole number as 8 bytes, the highest first.
func bigEndian(_ value: Int) -> [UInt8] { withUnsafeBytes(of: Int64(value).bigEndian) { Array($0) } }
