import Core
import Ledger
import Testing

@Suite("Cây băm Merkle")
struct MerkleFrontierTests {
    /// The tree hash as RFC 6962, 2.1 defines it, by recursion.
    private func treeHash(_ leaves: ArraySlice<LedgerHash>) -> LedgerHash {
        guard let first = leaves.first else { return .of([]) }
        if leaves.count == 1 { return first }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return .node(treeHash(leaves[..<middle]), treeHash(leaves[middle...]))
    }

    @Test func `the published roots of the first eight trees come out`() {
        // Leaves and roots of the reference implementation of RFC 6962.
        let leaves: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57], Array(0x60...0x6F),
        ]
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        var frontier = MerkleFrontier()
        #expect(frontier.root.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        for (leaf, root) in zip(leaves, roots) {
            frontier.append(.leaf(leaf))
            #expect(frontier.root.hex == root)
        }
    }

    @Test func `appending gives the root of the recursive definition for every size to 300`() throws {
        var random = SeededRandom(seed: 6962)
        var leaves: [LedgerHash] = []
        var frontier = MerkleFrontier()
        for size in 0...300 {
            #expect(frontier.size == size)
            #expect(frontier.root == treeHash(leaves[...]))
            #expect(frontier.subtrees.count == size.nonzeroBitCount)
            // A stored head goes on like the one in memory.
            frontier = try #require(MerkleFrontier(encoded: frontier.encoded))
            let leaf = LedgerHash.leaf(random.bytes(Int.random(in: 0..<80, using: &random)))
            leaves.append(leaf)
            frontier.append(leaf)
        }
    }

    @Test func `bytes that cannot be a frontier are refused`() {
        var frontier = MerkleFrontier()
        for leaf in 0..<7 as Range<UInt8> { frontier.append(.leaf([leaf])) }
        let encoded = frontier.encoded
        #expect(encoded.count == 8 + 3 * 32)
        #expect(MerkleFrontier(encoded: encoded) == frontier)
        #expect(MerkleFrontier(encoded: encoded.dropLast() + []) == nil)
        #expect(MerkleFrontier(encoded: encoded + [0]) == nil)
        #expect(MerkleFrontier(encoded: []) == nil)
        #expect(MerkleFrontier(encoded: Array(repeating: 0xFF, count: 8)) == nil)
        #expect(MerkleFrontier(encoded: Array(repeating: 0, count: 8)) == MerkleFrontier())
    }

    @Test func `a hash is thirty-two bytes`() {
        let hash = LedgerHash.of(Array("abc".utf8))
        #expect(hash.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(LedgerHash(hash.bytes) == hash)
        #expect(LedgerHash(hash.bytes.dropLast()) == nil)
        #expect(LedgerHash(hash.bytes + [0]) == nil)
    }
}
