public import Core
public import Ledger
public import Store

/// Takes in what witnesses signed (nhận chữ ký của bên giám sát), for everybody to find beside the checkpoint.
public enum Cosigning {
    /// Why nothing was taken.
    public enum Refusal: Error, Hashable, Sendable {
        /// What came is no signed checkpoint.
        case note(NoteError)
        /// The log never signed such a checkpoint.
        case unknownCheckpoint
        /// No signature in it holds by the key of a witness that this office knows.
        case unknownWitness
    }

    /// Keeps the signatures of known witnesses under one of the log's own checkpoints; gives their names.
    ///
    /// - Parameter text: the checkpoint as the witness has it, with the signatures.
    /// - Parameter witnesses: their keys, as the settings name them.
    /// - Throws: `Refusal`, `StoreError`.
    public static func take(
        _ text: String, witnesses: [NoteVerifierKey], of log: LogID, now: Instant, in sql: any SQLConnection
    ) throws -> [String] {
        let note: CheckpointNote
        do throws(NoteError) { note = try CheckpointNote(parsing: text) } catch { throw Refusal.note(error) }
        let size = note.checkpoint.size
        guard let own = try CheckpointTable.find(size: size, of: log, in: sql), own.note.body == note.body else {
            throw Refusal.unknownCheckpoint
        }
        let holding = witnesses.filter { $0.kind == .witness && $0.verifies(note) }
        guard !holding.isEmpty else { throw Refusal.unknownWitness }
        for signature in holding.compactMap({ $0.signature(in: note) }) {
            try CosignatureTable.insert(signature, size: size, of: log, at: now, in: sql)
        }
        return holding.map(\.name)
    }
}
