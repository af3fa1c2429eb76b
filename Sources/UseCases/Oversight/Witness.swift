public import Ledger

/// Keeps what a log says of itself and signs beside it (người làm chứng): what a People's Council runs.
///
/// A log that shows one history here and another there, or changes what it showed, cannot have both signed.
public struct Witness {
    private let check: OutsideCheck
    private let signer: NoteSigner

    /// - Parameter keys: the log's; at least one, since a witness who cannot tell the log's voice witnesses nothing.
    public init(_ source: any LogSource, keys: [NoteVerifierKey], signer: NoteSigner) {
        precondition(!keys.isEmpty && signer.verifier.kind == .witness)
        check = OutsideCheck(source, keys: keys)
        self.signer = signer
    }

    /// What one look at the log came to.
    public enum Sight: Sendable {
        /// Nothing new since the checkpoint before.
        case same
        /// The log grew as it should: its checkpoint, signed here too, to be kept before it is handed out.
        case signed(CheckpointNote, NoteSignature)
        /// The log contradicts what was kept of it: both are evidence, and nothing is signed.
        case fork(CheckpointNote, LogContradiction)
    }

    /// Looks at the log once.
    ///
    /// - Parameter kept: the checkpoint that was signed last; nil at the first look, whose checkpoint is believed.
    /// - Parameter now: seconds since 1970.
    /// - Throws: what the source throws, `LogContradiction` for a checkpoint that is none or not the log's.
    public func look(_ kept: CheckpointNote?, now: Int) throws -> Sight {
        let newest = try check.newest()
        if let kept {
            if kept.checkpoint == newest.checkpoint { return .same }
            do { try check.prove(kept.checkpoint, isPartOf: newest.checkpoint) } catch let found as LogContradiction {
                return .fork(newest, found)
            }
        }
        let signature = try signer.cosign(newest.body, at: now)
        var signed = newest
        signed.add([signature])
        return .signed(signed, signature)
    }
}
