/// Proofs about a Merkle tree (chứng minh Merkle): that a record is in it, and that it only ever grew (RFC 9162, 2.1).
public enum MerkleProof {
    /// True if `path` proves that `leaf` is leaf number `index` of the tree of `size` leaves with this root.
    ///
    /// Everything may come from outside: no size or length of path makes it fail.
    public static func verifyInclusion(
        leaf: LedgerHash, index: Int, size: Int, path: [LedgerHash], root: LedgerHash
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var (place, last) = (index, size - 1)
        var hash = leaf
        for sibling in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                hash = .node(sibling, hash)
                // A right edge has no sibling on the levels where the tree is ragged: they are passed over.
                while place & 1 == 0, place > 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = .node(hash, sibling)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }

    /// True if `path` proves that the tree of `to` leaves begins with the `from` leaves of the smaller one.
    ///
    /// A tree is consistent with itself by an empty path; with the empty tree every tree is, by an empty path too.
    public static func verifyConsistency(
        from: Int, root fromRoot: LedgerHash, to: Int, root toRoot: LedgerHash, path: [LedgerHash]
    ) -> Bool {
        guard from >= 0, from <= to else { return false }
        if from == to { return path.isEmpty && fromRoot == toRoot }
        if from == 0 { return path.isEmpty && fromRoot == .of([]) }
        // A complete smaller tree is itself the first step, and is left out of the path.
        var rest = path[...]
        let first = from.nonzeroBitCount == 1 ? fromRoot : rest.popFirst()
        guard var (old, new) = first.map({ ($0, $0) }) else { return false }
        var (place, last) = (from - 1, to - 1)
        while place & 1 == 1 { (place, last) = (place >> 1, last >> 1) }
        for sibling in rest {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                old = .node(sibling, old)
                new = .node(sibling, new)
                while place & 1 == 0, place > 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                new = .node(new, sibling)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && old == fromRoot && new == toRoot
    }
}

extension MerkleProof {
    /// The path that proves leaf `index` of the first `size` leaves, from the leaf upwards.
    ///
    /// `hash` is asked for complete subtrees within `size` alone, at most two for each level. The index must lie in the
    /// tree.
    public static func inclusionPath<Failure: Error>(
        index: Int, size: Int, hash: (TreeNode) throws(Failure) -> LedgerHash
    ) throws(Failure) -> [LedgerHash] {
        precondition(index >= 0 && index < size, "the leaf lies outside the tree")
        return try withoutActuallyEscaping(hash) { (hash) throws(Failure) in
            let trees = Subtrees(hash: hash)
            var path: [LedgerHash] = []
            var (start, count) = (0, size)
            while count > 1 {
                let left = largestPower(below: count)
                if index < start + left {
                    path.append(try trees.range(start + left, count - left))
                    count = left
                } else {
                    path.append(try trees.range(start, left))
                    (start, count) = (start + left, count - left)
                }
            }
            return path.reversed()
        }
    }

    /// The path that proves the tree of the first `to` leaves to begin with the first `from`; empty if either is all.
    ///
    /// `hash` is asked for complete subtrees within `to` alone.
    public static func consistencyPath<Failure: Error>(
        from: Int, to: Int, hash: (TreeNode) throws(Failure) -> LedgerHash
    ) throws(Failure) -> [LedgerHash] {
        precondition(from >= 0 && from <= to, "the smaller tree is the larger one")
        guard from > 0, from < to else { return [] }
        return try withoutActuallyEscaping(hash) { (hash) throws(Failure) in
            let trees = Subtrees(hash: hash)
            var path: [LedgerHash] = []
            var (start, count) = (0, to)
            // Until the smaller tree ends where this subtree ends.
            while from != start + count {
                let left = largestPower(below: count)
                if from <= start + left {
                    path.append(try trees.range(start + left, count - left))
                    count = left
                } else {
                    path.append(try trees.range(start, left))
                    (start, count) = (start + left, count - left)
                }
            }
            if start > 0 { path.append(try trees.range(start, count)) }
            return path.reversed()
        }
    }

    /// The root of the first `size` leaves, from complete subtrees within them.
    public static func root<Failure: Error>(
        size: Int, hash: (TreeNode) throws(Failure) -> LedgerHash
    ) throws(Failure) -> LedgerHash {
        precondition(size >= 0, "a tree of fewer than no leaves")
        return try withoutActuallyEscaping(hash) { (hash) throws(Failure) in
            try Subtrees(hash: hash).range(0, size)
        }
    }
}
