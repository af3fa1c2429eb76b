public import Ledger

/// Where a published log is read from (nơi công bố sổ): a server, or a folder of saved files.
public protocol LogSource {
    /// The bytes at an address below the log's own: `checkpoint`, `tile/0/000`.
    ///
    /// Throws when they cannot be had, which says nothing about the log.
    func bytes(_ path: String) throws -> [UInt8]
}

/// How a published log contradicts itself, its signature, or what was kept of it (sai lệch của sổ đã công bố).
public enum LogContradiction: Error, Hashable, Sendable {
    /// What stands at `checkpoint` is none.
    case checkpoint(NoteError)
    /// The checkpoint bears no signature that holds by any of the keys given.
    case signature(size: Int)
    /// The kept checkpoint is another log's.
    case otherLog(kept: String, found: String)
    /// The log has fewer records than it had.
    case shorter(kept: Int, found: Int)
    /// The log does not begin with what was kept: its history was rewritten.
    case rewritten(from: Int, to: Int)
    /// A tile or a bundle is damaged, or does not agree with those below it.
    case tile(path: String)
    /// An entry is none, or has another number than its place.
    case entry(Int)
    /// The entries do not give the root that was signed.
    case root(size: Int)
}

/// The tree of a published log at one size, from its tiles; nothing it gives is true before a root was compared.
final class PublishedTree {
    private let source: any LogSource
    let size: Int
    private var tiles: [Tile: [LedgerHash]] = [:]
    /// Tiles remembered; one way from a leaf to the root needs a handful.
    private static let tilesMax = 512

    init(_ source: any LogSource, size: Int) {
        self.source = source
        self.size = size
    }

    /// The hash of a complete subtree.
    func hash(_ node: TreeNode) throws -> LedgerHash {
        guard let (tile, range) = Tile.holding(node, treeOf: size) else {
            preconditionFailure("a node outside of the tree was asked for")
        }
        return Tile.root(over: try hashes(of: tile)[range])
    }

    func hashes(of tile: Tile) throws -> [LedgerHash] {
        if let hashes = tiles[tile] { return hashes }
        guard let hashes = tile.hashes(in: try source.bytes(tile.path)) else {
            throw LogContradiction.tile(path: tile.path)
        }
        if tiles.count >= PublishedTree.tilesMax { tiles.removeAll(keepingCapacity: true) }
        tiles[tile] = hashes
        return hashes
    }

    /// The entries of a bundle, 256 of them but for the last.
    func entries(number: Int) throws -> [[UInt8]] {
        let width = min(Tile.fullWidth, size - number * Tile.fullWidth)
        guard let tile = Tile(.entries, number: number, width: width) else { return [] }
        guard let entries = tile.entries(in: try source.bytes(tile.path)) else {
            throw LogContradiction.tile(path: tile.path)
        }
        return entries
    }
}

/// What an entry tells: its class, and the commitment to its record.
enum PublishedEntry {
    /// True if the bytes are the entry of this number, in the one spelling that an entry has.
    static func isEntry(_ bytes: [UInt8], seq: Int) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
        guard parts.count == 11, RecordClass(rawValue: String(parts[3])) != nil, parts[7].utf8.count == 64,
            parts[7].utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return false }
        return text == "{\"class\":\"\(parts[3])\",\"commit\":\"\(parts[7])\",\"seq\":\(seq)}"
    }
}
