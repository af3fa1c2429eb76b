public import Ledger

/// Checks a published log without its database, as an outsider can (kiểm chứng từ bên ngoài).
///
/// Who keeps a checkpoint can tell for ever after whether the records under it were changed, removed or reordered.
public struct OutsideCheck {
    private let source: any LogSource
    private let keys: [NoteVerifierKey]

    /// - Parameter keys: the log's, got another way than from the log; without one no signature is checked.
    public init(_ source: any LogSource, keys: [NoteVerifierKey]) {
        self.source = source
        self.keys = keys
    }

    /// The log's newest checkpoint, its signature checked where a key was given.
    public func newest() throws -> CheckpointNote {
        let note: CheckpointNote
        let bytes = try source.bytes("checkpoint")
        do throws(NoteError) { note = try CheckpointNote(parsing: bytes) } catch {
            throw LogContradiction.checkpoint(error)
        }
        guard keys.isEmpty || keys.contains(where: { $0.verifies(note) }) else {
            throw LogContradiction.signature(size: note.checkpoint.size)
        }
        return note
    }

    /// Proves by a few tiles that the log grew from one checkpoint to the other and nothing before was touched.
    public func prove(_ kept: Checkpoint, isPartOf newest: Checkpoint) throws {
        guard kept.origin == newest.origin else {
            throw LogContradiction.otherLog(kept: kept.origin, found: newest.origin)
        }
        guard kept.size <= newest.size else {
            throw LogContradiction.shorter(kept: kept.size, found: newest.size)
        }
        let tree = PublishedTree(source, size: newest.size)
        let path = try MerkleProof.consistencyPath(from: kept.size, to: newest.size) { try tree.hash($0) }
        let holds = MerkleProof.verifyConsistency(
            from: kept.size, root: kept.root, to: newest.size, root: newest.root, path: path)
        guard holds else { throw LogContradiction.rewritten(from: kept.size, to: newest.size) }
    }

    /// Computes the root again from every entry and compares each tile on the way.
    ///
    /// - Parameter progress: told how many of how many entries are done.
    public func recompute(_ newest: Checkpoint, progress: (_ done: Int, _ total: Int) -> Void) throws {
        let tree = PublishedTree(source, size: newest.size)
        var frontier = MerkleFrontier()
        var above: [Int: [LedgerHash]] = [:]
        while frontier.size < newest.size {
            let number = frontier.size / Tile.fullWidth
            var leaves: [LedgerHash] = []
            for entry in try tree.entries(number: number) {
                guard PublishedEntry.isEntry(entry, seq: frontier.size) else {
                    throw LogContradiction.entry(frontier.size)
                }
                let leaf = LedgerHash.leaf(entry)
                leaves.append(leaf)
                for done in frontier.append(leaf) {
                    above[done.node.height / Tile.height, default: []].append(done.hash)
                }
            }
            try compare(leaves, level: 0, number: number, with: tree)
            progress(frontier.size, newest.size)
        }
        for (level, hashes) in above.sorted(by: { $0.key < $1.key }) {
            for start in stride(from: 0, to: hashes.count, by: Tile.fullWidth) {
                let end = min(start + Tile.fullWidth, hashes.count)
                try compare(Array(hashes[start..<end]), level: level, number: start / Tile.fullWidth, with: tree)
            }
        }
        guard frontier.root == newest.root else { throw LogContradiction.root(size: newest.size) }
    }

    private func compare(_ hashes: [LedgerHash], level: Int, number: Int, with tree: PublishedTree) throws {
        guard let tile = Tile(.hashes(level: level), number: number, width: hashes.count) else { return }
        guard try tree.hashes(of: tile) == hashes else { throw LogContradiction.tile(path: tile.path) }
    }
}
