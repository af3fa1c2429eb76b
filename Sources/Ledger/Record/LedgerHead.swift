public import Core

/// The end of a log: what must be locked, read and written back to append to it.
///
/// A value: whoever appends works on a copy, and drops it if the transaction is rolled back.
public struct LedgerHead: Hashable, Sendable {
    public let log: LogID
    /// The node whose records are appended here.
    public let node: NodeID
    public private(set) var frontier: MerkleFrontier
    /// What the node's next record gets as `nodeSeq`.
    public private(set) var nodeSeq: Int
    /// When the last record was taken; the clock of the log never runs backwards.
    public private(set) var recorded: Instant

    /// The head of an empty log.
    public init(log: LogID, node: NodeID) {
        self.init(log: log, node: node, frontier: MerkleFrontier(), nodeSeq: 0, recorded: Instant(microseconds: 0))
    }

    /// A head as it was stored.
    public init(log: LogID, node: NodeID, frontier: MerkleFrontier, nodeSeq: Int, recorded: Instant) {
        self.log = log
        self.node = node
        self.frontier = frontier
        self.nodeSeq = nodeSeq
        self.recorded = recorded
    }

    /// Number of records so far, and the `seq` of the next.
    public var size: Int { frontier.size }
    /// The Merkle root over all records so far: any change of any of them changes it.
    public var root: LedgerHash { frontier.root }

    /// Numbers, seals and hashes `new`, and moves the head past it; on an error the head stays where it was.
    ///
    /// `now` is kept as `recorded`, or the last record's instant if the clock stands before it. `key` is the stream's
    /// and may be nil where nothing is personal. Whether the stream really is at the expected version, the store
    /// checks.
    public mutating func seal(
        _ new: NewRecord, at now: Instant, key: DossierKey?, random: inout some RandomSource
    ) throws(RecordError) -> Record {
        let taken = max(now, recorded)
        try LedgerHead.check(new, taken)
        let version = new.expectedVersion + 1
        let sealed = try LedgerHead.sealed(new, version, key, &random)
        var record = Record(
            log: log, seq: size, stream: new.stream, version: version, kind: "\(new.recordClass.rawValue).\(new.event)",
            at: new.at, recorded: taken, actor: new.actor, node: node, nodeSeq: nodeSeq, command: new.command,
            salt: random.bytes(Record.saltByteCount), body: new.body, sealed: sealed, leaf: .of([]))
        guard let leaf = record.computedLeaf else { throw RecordError.eventName }
        record.leaf = leaf
        frontier.append(leaf)
        nodeSeq += 1
        recorded = taken
        return record
    }

    private static func check(_ new: NewRecord, _ recorded: Instant) throws(RecordError) {
        guard (1...NewRecord.eventLengthMax).contains(new.event.utf8.count), new.event.utf8.allSatisfy(isLetterOrDigit)
        else { throw .eventName }
        guard new.expectedVersion >= 0 else { throw .expectedVersionNegative }
        let range = -JSON.integerMax...JSON.integerMax
        guard range.contains(new.at.microseconds), range.contains(recorded.microseconds) else {
            throw .instantOutOfRange
        }
        do {
            guard try JSONScanner.scan(new.body, limits: .standard).kind(0) == .object else {
                throw RecordError.bodyNotObject
            }
        } catch let error as JSONSyntaxError { throw .body(error) } catch { throw .bodyNotObject }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func sealed(
        _ new: NewRecord, _ version: Int, _ key: DossierKey?, _ random: inout some RandomSource
    ) throws(RecordError) -> [UInt8]? {
        guard let personal = new.personal else { return nil }
        guard let key else { throw .keyMissing }
        guard personal.count <= NewRecord.personalBytesMax else { throw .personalTooLong }
        do {
            return try key.seal(personal, for: .record(new.stream, version: version), random: &random)
        } catch { throw .sealing(error) }
    }
}
