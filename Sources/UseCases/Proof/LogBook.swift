public import Core
public import Ledger
public import Store
import Synchronization

/// The log as the outside sees it: signs its checkpoints, and answers what proves them (sổ ra bên ngoài).
///
/// Signing never stands in anybody's way: it happens beside the writing, and when it fails that is kept to be shown.
public final class LogBook: Sendable {
    public let office: Office
    private let source: any LogKeySource
    /// Names of the witnesses whose signatures are taken.
    private let witnesses: [String]
    private let state = Mutex(State())

    private struct State {
        var failure: LogFailure?
        var failures = 0
        var seen: LogStanding?
    }

    /// - Parameter witnesses: keys of those whose signatures are taken.
    public init(_ office: Office, keys source: any LogKeySource, witnesses: [NoteVerifierKey] = []) {
        self.office = office
        self.source = source
        self.witnesses = witnesses.map(\.name)
    }

    /// The name under which the log signs, and which its verifier key begins with.
    public var name: String { LogBook.name(of: office.reader.log) }

    /// `motcua/H21` for the log `H21`; never changed, since witnesses know the log by it.
    public static func name(of log: LogID) -> String { "motcua/\(log.text)" }

    public var tiles: LogTiles { LogTiles(log: office.reader.log) }

    /// The key that others check with now; throws `LogFailure.key` while it cannot be read.
    public func verifierKey() throws -> NoteVerifierKey { try keys().current.verifier }

    /// Signs the log's end if it moved since it was last signed, on the calling thread; true if it did.
    ///
    /// Before it signs, it proves that the log still begins with what it signed last: a history that was changed is
    /// never signed.
    /// - Throws: `LogFailure`, `StoreError`; the failure is kept for `standing`.
    @discardableResult
    public func sign() throws -> Bool {
        do {
            let signed = try signOnce()
            state.withLock { $0.failure = nil }
            try look()
            return signed
        } catch {
            state.withLock { state in
                state.failure = error as? LogFailure ?? .store
                state.failures += 1
            }
            try look()
            throw error
        }
    }

    /// How far the log is signed, as a connection sees it.
    public func standing(_ sql: any SQLConnection) throws -> LogStanding {
        let log = office.reader.log
        let size = try office.reader.head(sql)?.size ?? 0
        let checkpoint = try CheckpointTable.latest(of: log, in: sql)
        let signed = checkpoint?.note.checkpoint.size ?? 0
        let first = signed < size ? try office.reader.records(from: signed, limit: 1, sql).first : nil
        let standing = LogStanding(
            size: size, checkpoint: checkpoint, waitingSince: first?.recorded,
            failure: state.withLock { $0.failure },
            witnesses: try witnesses.map { try WitnessStanding.look(at: $0, of: log, sql) }, seen: office.clock.now())
        state.withLock { $0.seen = standing }
        return standing
    }

    /// As it was last looked at; nil before that. For figures, which may not ask the store.
    public var lastSeen: LogStanding? { state.withLock { $0.seen } }

    /// How often signing failed in this process.
    public var failures: Int { state.withLock { $0.failures } }

    private func look() throws { _ = try office.store.readNow { try standing($0) } }

    private func keys() throws -> LogKeys {
        do { return try source.keys(named: name) } catch { throw LogFailure.key }
    }

    /// Refuses a key that nobody outside can have heard of.
    private func checkGoesOn(_ keys: LogKeys, from note: CheckpointNote) throws {
        if keys.current.verifier.verifies(note) || keys.outgoing?.signer.verifier.verifies(note) == true { return }
        let last = try office.store.readNow { try LogKeyRotation.last(of: office.reader.log, in: $0) }
        guard let last, last.key == keys.current.verifier.text,
            NoteVerifierKey(last.previous)?.verifies(note) == true
        else { throw LogFailure.otherKey }
    }

    /// The log's end as it is to be signed, in one view of the store.
    private struct End {
        var head: LedgerHead
        var before: StoredCheckpoint?
        /// The last change of the key.
        var change: LogKeyChange?
    }

    private func signOnce() throws -> Bool {
        let log = office.reader.log
        let end = try office.store.readNow { sql -> End? in
            guard let head = try office.reader.head(sql) else { return nil }
            let change = try LogKeyRotation.last(of: log, in: sql)
            let before = try CheckpointTable.latest(of: log, in: sql)
            guard let last = before?.note.checkpoint else { return End(head: head, change: change) }
            guard last.size <= head.size else { throw LogFailure.history }
            let path = try tiles.consistencyPath(from: last.size, to: head.size, sql)
            let holds = MerkleProof.verifyConsistency(
                from: last.size, root: last.root, to: head.size, root: head.root, path: path)
            guard holds else { throw LogFailure.history }
            return last.size < head.size ? End(head: head, before: before, change: change) : nil
        }
        guard let end, let checkpoint = Checkpoint(origin: name, size: end.head.size, root: end.head.root) else {
            return false
        }
        let keys = try keys()
        // A change that is recorded and whose key is not in its place yet: the old one may not sign past the record.
        let known = [keys.current.verifier.text, keys.outgoing?.signer.verifier.text]
        if let change = end.change, !known.contains(change.key) { throw LogFailure.otherKey }
        if let before = end.before { try checkGoesOn(keys, from: before.note) }
        let signers = keys.signers(after: end.before?.note.checkpoint.size ?? 0)
        let signatures = try signers.map { try $0.sign(checkpoint.text) }
        let stored = StoredCheckpoint(
            note: CheckpointNote(checkpoint, signatures: signatures), signed: office.clock.now())
        try office.store.writeNow { try CheckpointTable.insert(stored, of: log, in: $0.sql) }
        return true
    }
}
