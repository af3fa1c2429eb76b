import Core
import Ledger
import Store

/// What is wrong with what a ledger keeps beside its records to prove them (sai lệch trong bằng chứng đã lưu).
public enum ProofFlaw: Error, Hashable, Sendable {
    /// A kept node of the tree is not what its records hash to.
    case node(level: Int, number: Int)
    /// The row of a checkpoint and its note say different things, or the note cannot be read.
    case note(size: Int)
    /// The checkpoint's root is not that of so many records: they were changed after it was signed.
    case root(size: Int)
    /// The checkpoint counts more records than there are.
    case beyond(size: Int, records: Int)
    /// The checkpoint is not signed by any key that is known here.
    case signature(size: Int)
}

/// Nodes and checkpoints as they were kept, compared with the tree while it grows.
struct KeptProofs {
    private var nodes: [TreeNode: LedgerHash] = [:]
    /// Sizes and roots in order, the next to come last.
    private var checkpoints: [(size: Int, root: LedgerHash)] = []
    private var checkpointsChecked = 0
    private(set) var nodesChecked = 0

    /// Reads all that is kept, and checks what needs no record: notes and signatures.
    init(of log: LogID, keys: [NoteVerifierKey], in sql: any SQLConnection) throws {
        let rows = try sql.query(
            "SELECT level, number, hash FROM tree_node WHERE log = ?1", [.text(log.text)]
        ) { (Int($0.integer(0)), Int($0.integer(1)), $0.blob(2)) }
        for (level, number, bytes) in rows {
            guard let hash = LedgerHash(bytes) else { throw ProofFlaw.node(level: level, number: number) }
            nodes[TreeNode(height: level * Tile.height, number: number)] = hash
        }
        let notes = try sql.query(
            "SELECT size, root, note FROM checkpoint WHERE log = ?1 ORDER BY size DESC", [.text(log.text)]
        ) { (Int($0.integer(0)), $0.blob(1), $0.text(2)) }
        checkpoints = try notes.map { size, root, text in
            let note: CheckpointNote
            do throws(NoteError) { note = try CheckpointNote(parsing: text) } catch { throw ProofFlaw.note(size: size) }
            guard note.checkpoint.size == size, note.checkpoint.root.bytes == root else {
                throw ProofFlaw.note(size: size)
            }
            guard keys.isEmpty || keys.contains(where: { $0.verifies(note) }) else {
                throw ProofFlaw.signature(size: size)
            }
            return (size, note.checkpoint.root)
        }
    }

    /// Compares a node that the records completed. One that is not kept is no flaw: it follows from the records.
    mutating func check(_ done: HashedNode) throws(ProofFlaw) {
        guard let kept = nodes.removeValue(forKey: done.node) else { return }
        guard kept == done.hash else {
            throw .node(level: done.node.height / Tile.height, number: done.node.number)
        }
        nodesChecked += 1
    }

    /// Compares the checkpoint of this size, if there is one; sizes must come in order.
    mutating func check(size: Int, root: @autoclosure () -> LedgerHash) throws(ProofFlaw) {
        while let next = checkpoints.last, next.size <= size {
            guard next.size == size, next.root == root() else { throw .root(size: next.size) }
            checkpoints.removeLast()
            checkpointsChecked += 1
        }
    }

    /// After the last record: nothing may be kept of records that are not there. Gives the checkpoints checked.
    func finish(records: Int) throws(ProofFlaw) -> Int {
        if let next = checkpoints.last { throw .beyond(size: next.size, records: records) }
        if let node = nodes.keys.first { throw .node(level: node.height / Tile.height, number: node.number) }
        return checkpointsChecked
    }
}
