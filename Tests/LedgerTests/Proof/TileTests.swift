import Core
import Ledger
import Testing

@Suite("Mảnh của sổ (C2SP tlog-tiles)")
struct TileTests {
    @Test func `addresses are spelt as the specification says`() throws {
        #expect(Tile(.hashes(level: 0), number: 1_234_067)?.path == "tile/0/x001/x234/067")
        #expect(Tile(.hashes(level: 1), number: 0, width: 17)?.path == "tile/1/000.p/17")
        #expect(Tile(.entries, number: 999)?.path == "tile/entries/999")
        #expect(Tile(.entries, number: 1000, width: 255)?.path == "tile/entries/x001/000.p/255")
        for path in ["tile/0/x001/x234/067", "tile/1/000.p/17", "tile/63/001", "tile/entries/x001/000.p/1"] {
            #expect(try #require(Tile(path: path)).path == path)
        }
        var random = SeededRandom(seed: 8)
        for _ in 0..<500 {
            let number = Int.random(in: 0..<1 << Int.random(in: 1...59, using: &random), using: &random)
            let level = Int.random(in: 0...63, using: &random)
            let width = Int.random(in: 1...256, using: &random)
            let tile = try #require(Tile(.hashes(level: level), number: number, width: width))
            #expect(Tile(path: tile.path) == tile)
        }
    }

    @Test func `any other spelling is refused`() {
        let wrong = [
            "", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000",
            "tile/64/000", "tile/-1/000", "tile/0/x000/001", "tile/0/001/002", "tile/0/x001", "tile/0/x001/",
            "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01",
            "tile/0/000.p/+1", "tile/0/000/1", "tile/entry/000", "tile/0/00a", "tile/0/x0a1/000", "/tile/0/000",
            "tile/0/000/", "tile/0//000", "tile/0/٠٠٠", "Tile/0/000", "tile/0/X001/000",
            "tile/0/x001/x000/x000/x000/x000/x000/000", "tile/0/" + String(repeating: "x001/", count: 40) + "000",
        ]
        for path in wrong { #expect(Tile(path: path) == nil, "\(path)") }
        #expect(Tile(.hashes(level: 64), number: 0) == nil)
        #expect(Tile(.entries, number: -1) == nil)
        #expect(Tile(.entries, number: 0, width: 0) == nil)
        #expect(Tile(.entries, number: 0, width: 257) == nil)
    }

    @Test func `a tree of 70,000 leaves has the tiles that the specification counts`() {
        let tiles = Tile.all(treeOf: 70_000)
        func widths(_ level: Int, partial: Bool) -> [Int] {
            tiles.filter { $0.level == level && $0.isPartial == partial }.map(\.width)
        }
        #expect(widths(0, partial: false).count == 273 && widths(0, partial: true) == [112])
        #expect(widths(1, partial: false).count == 1 && widths(1, partial: true) == [17])
        #expect(widths(2, partial: false).isEmpty && widths(2, partial: true) == [1])
        #expect(Tile.all(treeOf: 0).isEmpty)
        #expect(Tile.all(treeOf: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"])
        for tile in tiles { #expect(tile.isWithin(treeOf: 70_000) && tile.isWithin(treeOf: 70_001)) }
        #expect(Tile(.hashes(level: 0), number: 273, width: 113)?.isWithin(treeOf: 70_000) == false)
        #expect(Tile(.hashes(level: 2), number: 0, width: 2)?.isWithin(treeOf: 70_000) == false)
        #expect(Tile(.hashes(level: 63), number: 0, width: 1)?.isWithin(treeOf: .max) == false)
        #expect(Tile(.hashes(level: 0), number: 999_999_999_999)?.isWithin(treeOf: 70_000) == false)
    }

    @Test func `every node of a tree is found in a tile and hashed from it`() throws {
        var random = SeededRandom(seed: 12)
        let tree = NaiveTree(size: 700, random: &random)
        for height in 0...9 {
            for number in 0..<700 >> height {
                let node = TreeNode(height: height, number: number)
                let found = try #require(Tile.holding(node, treeOf: 700))
                #expect(found.tile.isWithin(treeOf: 700))
                let hashes = found.tile.nodes.map { tree.node($0, within: 700) }
                #expect(found.tile.hashes(in: Tile.bytes(of: hashes)) == hashes)
                #expect(Tile.root(over: hashes[found.hashes]) == NaiveTree.root(tree.leaves[node.leaves]))
            }
            #expect(Tile.holding(TreeNode(height: height, number: 700 >> height), treeOf: 700) == nil)
        }
        #expect(Tile.holding(TreeNode(height: 200, number: 0), treeOf: 700) == nil)
    }

    @Test func `bundles keep each entry after its length`() throws {
        let entries: [[UInt8]] = [[1, 2, 3], [], Array(repeating: 7, count: 300)]
        let bytes = try #require(Tile.bytes(of: entries))
        #expect(bytes.prefix(5) == [0, 3, 1, 2, 3] && bytes[5...8] == [0, 0, 1, 44])
        let bundle = try #require(Tile(.entries, number: 0, width: 3))
        #expect(bundle.entries(in: bytes) == entries)
        #expect(bundle.entries(in: bytes.dropLast() + []) == nil)
        #expect(bundle.entries(in: bytes + [0]) == nil)
        #expect(bundle.entries(in: bytes + [0, 0]) == nil)
        #expect(Tile.bytes(of: [Array(repeating: 0, count: 65_536)]) == nil)
    }
}
