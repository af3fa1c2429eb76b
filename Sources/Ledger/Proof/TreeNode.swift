/// A complete subtree of a Merkle tree (cây con đầy): 2^height leaves, beginning at leaf number × 2^height.
public struct TreeNode: Hashable, Sendable {
    /// 0 for a leaf.
    public let height: Int
    /// Its place among the nodes of its height, from 0.
    public let number: Int

    public init(height: Int, number: Int) {
        self.height = height
        self.number = number
    }

    /// The leaves under it; only for a node of a tree that can be.
    public var leaves: Range<Int> { number << height..<(number + 1) << height }
}

/// A complete subtree with its hash, as appending completes it.
public struct HashedNode: Hashable, Sendable {
    public let node: TreeNode
    public let hash: LedgerHash

    public init(node: TreeNode, hash: LedgerHash) {
        self.node = node
        self.hash = hash
    }
}

/// Hashes of subtrees that are not complete, from those that are.
///
/// Why from a function: the hashes may stand in memory, in tables or in tiles from elsewhere.
struct Subtrees<Failure: Error> {
    let hash: (TreeNode) throws(Failure) -> LedgerHash

    /// The Merkle tree hash of `count` leaves from `start` on (RFC 6962, 2.1), which must begin a subtree so large.
    func range(_ start: Int, _ count: Int) throws(Failure) -> LedgerHash {
        guard count > 0 else { return .of([]) }
        if count.nonzeroBitCount == 1 {
            let height = count.trailingZeroBitCount
            return try hash(TreeNode(height: height, number: start >> height))
        }
        let left = largestPower(below: count)
        return .node(try range(start, left), try range(start + left, count - left))
    }
}

/// The largest power of two below a count of two or more: where RFC 6962 divides a tree.
func largestPower(below count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
