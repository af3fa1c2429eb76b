public import Core

/// One entry of the ledger (bản ghi sổ cái): written once, hashed, never changed.
///
/// `body` and `sealed` are the exact bytes that were hashed; nothing is encoded again to verify them.
public struct Record: Hashable, Sendable {
    /// The log that numbers it.
    public var log: LogID
    /// Its place in the log and in the log's Merkle tree, from 0, without gaps.
    public var seq: Int
    public var stream: StreamID
    /// Its place in its stream, from 1, without gaps.
    public var version: Int
    /// Class and event: `dossier.received`.
    public var kind: String
    /// When it happened.
    public var at: Instant
    /// When the ledger took it; never before the record that stands ahead of it.
    public var recorded: Instant
    /// Who did it: a random id, which names nobody.
    public var actor: ActorID
    /// The node that took it first.
    public var node: NodeID
    /// Its place among what that node took, from 0.
    public var nodeSeq: Int
    /// The command it follows from, for idempotency.
    public var command: CommandID
    /// 16 random bytes, never destroyed: without them nobody can guess what a commitment holds.
    public var salt: [UInt8]
    /// Canonical JSON, an object, without personal data.
    public var body: [UInt8]
    /// Personal data under the dossier's key; nil where there is none.
    public var sealed: [UInt8]?
    /// The hash of its entry in the Merkle tree.
    public var leaf: LedgerHash

    public init(
        log: LogID, seq: Int, stream: StreamID, version: Int, kind: String, at: Instant, recorded: Instant,
        actor: ActorID, node: NodeID, nodeSeq: Int, command: CommandID, salt: [UInt8], body: [UInt8],
        sealed: [UInt8]?, leaf: LedgerHash
    ) {
        self.log = log
        self.seq = seq
        self.stream = stream
        self.version = version
        self.kind = kind
        self.at = at
        self.recorded = recorded
        self.actor = actor
        self.node = node
        self.nodeSeq = nodeSeq
        self.command = command
        self.salt = salt
        self.body = body
        self.sealed = sealed
        self.leaf = leaf
    }

    /// Length of `salt`: 128 bits.
    public static let saltByteCount = 16

    /// Nil if the kind begins with no known class, which no record written here does.
    public var recordClass: RecordClass? { RecordClass(kind: kind) }

    /// The part of the kind after the class: `received`.
    public var event: String {
        guard let point = kind.utf8.firstIndex(of: UInt8(ascii: ".")) else { return kind }
        return String(kind[kind.utf8.index(after: point)...])
    }
}
