import Core
import Ledger
import Testing

/// A tree written down as RFC 6962 defines it, to check the proofs against.
struct NaiveTree {
    let leaves: [LedgerHash]

    init(size: Int, random: inout SeededRandom) { leaves = (0..<size).map { _ in .leaf(random.bytes(12)) } }

    static func root(_ leaves: ArraySlice<LedgerHash>) -> LedgerHash {
        guard let first = leaves.first else { return .of([]) }
        if leaves.count == 1 { return first }
        let middle = leaves.startIndex + split(leaves.count)
        return .node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    /// PATH(m, D[n]) of RFC 6962, 2.1.1.
    static func path(_ index: Int, _ leaves: ArraySlice<LedgerHash>) -> [LedgerHash] {
        if leaves.count == 1 { return [] }
        let middle = leaves.startIndex + split(leaves.count)
        return index < middle
            ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
            : path(index, leaves[middle...]) + [root(leaves[..<middle])]
    }

    /// SUBPROOF(m, D[n], b) of RFC 6962, 2.1.2; `end` is m counted from the first leaf of all.
    static func subproof(_ end: Int, _ leaves: ArraySlice<LedgerHash>, whole: Bool) -> [LedgerHash] {
        if end == leaves.endIndex { return whole ? [] : [root(leaves)] }
        let middle = leaves.startIndex + split(leaves.count)
        return end <= middle
            ? subproof(end, leaves[..<middle], whole: whole) + [root(leaves[middle...])]
            : subproof(end, leaves[middle...], whole: false) + [root(leaves[..<middle])]
    }

    private static func split(_ count: Int) -> Int {
        var split = 1
        while split * 2 < count { split *= 2 }
        return split
    }

    func root(_ size: Int) -> LedgerHash { NaiveTree.root(leaves[..<size]) }

    /// A source of complete subtrees within `size`; another node is a fault of the program.
    func node(_ node: TreeNode, within size: Int) -> LedgerHash {
        #expect(node.leaves.upperBound <= size, "a node outside the tree was asked for")
        return NaiveTree.root(leaves[node.leaves])
    }
}

@Suite("Chứng minh Merkle")
struct MerkleProofTests {
    @Test func `every leaf of every size to 130 is proven, by the path that the definition gives`() {
        var random = SeededRandom(seed: 9162)
        let tree = NaiveTree(size: 130, random: &random)
        for size in 1...130 {
            let root = tree.root(size)
            #expect(MerkleProof.root(size: size) { tree.node($0, within: size) } == root)
            for index in 0..<size {
                let path = MerkleProof.inclusionPath(index: index, size: size) { tree.node($0, within: size) }
                #expect(path == NaiveTree.path(index, tree.leaves[..<size]))
                #expect(proves(tree.leaves[index], index, size, path, root))
            }
        }
    }

    @Test func `a path proves nothing else: other leaf, index, size, root, or a path that was touched`() {
        var random = SeededRandom(seed: 77)
        let tree = NaiveTree(size: 130, random: &random)
        for size in [1, 2, 3, 5, 7, 8, 9, 31, 64, 65, 100, 129] {
            let root = tree.root(size)
            for index in 0..<size {
                let leaf = tree.leaves[index]
                let path = MerkleProof.inclusionPath(index: index, size: size) { tree.node($0, within: size) }
                #expect(!proves(.leaf([1]), index, size, path, root))
                #expect(!proves(leaf, index, size, path, .of([1])))
                #expect(!proves(leaf, index, size, path + [.of([2])], root))
                #expect(!proves(leaf, -1, size, path, root) && !proves(leaf, size, size, path, root))
                for other in stride(from: index % 5, to: size, by: size < 40 ? 1 : 5) where other != index {
                    #expect(!proves(leaf, other, size, path, root))
                }
                for place in path.indices {
                    var touched = path
                    touched[place] = .of([3])
                    #expect(!proves(leaf, index, size, touched, root))
                    touched.remove(at: place)
                    #expect(!proves(leaf, index, size, touched, root))
                }
            }
        }
        #expect(!MerkleProof.verifyInclusion(leaf: .of([]), index: 0, size: 0, path: [], root: .of([])))
        #expect(!proves(.of([]), .max - 1, .max, Array(repeating: .of([]), count: 200), .of([])))
    }

    @Test func `every two sizes to 130 are proven consistent, by the path that the definition gives`() {
        var random = SeededRandom(seed: 41)
        let tree = NaiveTree(size: 130, random: &random)
        let roots = (0...130).map { tree.root($0) }
        for to in 0...130 {
            for from in 0...to {
                let path = MerkleProof.consistencyPath(from: from, to: to) { tree.node($0, within: to) }
                if from > 0 { #expect(path == NaiveTree.subproof(from, tree.leaves[..<to], whole: true)) }
                #expect(consistent(from, roots[from], to, roots[to], path))
                #expect(!consistent(from, .of([1]), to, roots[to], path))
                #expect(!consistent(from, roots[from], to, roots[to], path + [.of([2])]))
                if from > 0 { #expect(!consistent(from, roots[from], to, .of([1]), path)) }
                if from < to { #expect(!consistent(to, roots[to], from, roots[from], path)) }
                guard let last = path.indices.last else { continue }
                let place = Int.random(in: 0...last, using: &random)
                var touched = path
                touched[place] = .of([3])
                #expect(!consistent(from, roots[from], to, roots[to], touched))
                touched.remove(at: place)
                #expect(!consistent(from, roots[from], to, roots[to], touched))
            }
        }
    }

    @Test func `a history that was written anew is not consistent with the root kept before`() {
        var random = SeededRandom(seed: 5)
        let tree = NaiveTree(size: 100, random: &random)
        var leaves = tree.leaves
        leaves[17] = .leaf([9])
        let forged = NaiveTree.root(leaves[...])
        let path = MerkleProof.consistencyPath(from: 60, to: 100) { NaiveTree.root(leaves[$0.leaves]) }
        #expect(!consistent(60, tree.root(60), 100, forged, path))
    }

    @Test func `larger trees hold too, whatever their size`() {
        let seed: UInt64 = 20_261_121
        var random = SeededRandom(seed: seed)
        for _ in 0..<12 {
            let size = Int.random(in: 131...2_000, using: &random)
            let tree = NaiveTree(size: size, random: &random)
            let root = tree.root(size)
            for _ in 0..<10 {
                let index = Int.random(in: 0..<size, using: &random)
                let from = Int.random(in: 0...size, using: &random)
                let path = MerkleProof.inclusionPath(index: index, size: size) { tree.node($0, within: size) }
                #expect(proves(tree.leaves[index], index, size, path, root), "SEED=\(seed)")
                let growth = MerkleProof.consistencyPath(from: from, to: size) { tree.node($0, within: size) }
                #expect(consistent(from, tree.root(from), size, root, growth), "SEED=\(seed)")
            }
        }
    }

    @Test func `appending tells the subtrees of height 8 and 16 that it completes`() {
        var frontier = MerkleFrontier()
        var leaves: [LedgerHash] = []
        var random = SeededRandom(seed: 3)
        var levels: [Int: Int] = [:]
        for place in 0..<(1 << 16) + 300 {
            let leaf = LedgerHash.leaf(random.bytes(4))
            leaves.append(leaf)
            let completed = frontier.append(leaf)
            #expect(completed.isEmpty == ((place + 1) % 256 != 0))
            for done in completed {
                #expect(done.node.number == levels[done.node.height, default: 0])
                levels[done.node.height, default: 0] += 1
                guard done.node.height == 16 || done.node.number % 50 == 0 else { continue }
                #expect(done.hash == NaiveTree.root(leaves[done.node.leaves]))
            }
        }
        #expect(levels == [8: 257, 16: 1])
    }

    private func proves(
        _ leaf: LedgerHash, _ index: Int, _ size: Int, _ path: [LedgerHash], _ root: LedgerHash
    ) -> Bool {
        MerkleProof.verifyInclusion(leaf: leaf, index: index, size: size, path: path, root: root)
    }

    private func consistent(
        _ from: Int, _ fromRoot: LedgerHash, _ to: Int, _ toRoot: LedgerHash, _ path: [LedgerHash]
    ) -> Bool {
        MerkleProof.verifyConsistency(from: from, root: fromRoot, to: to, root: toRoot, path: path)
    }
}
