public import Core

/// What is wrong with a ledger, and at which record it shows first.
public struct LedgerFlaw: Error, Hashable, Sendable {
    /// What is wrong with a record, or with the head when all records were read.
    public enum Reason: Hashable, Sendable {
        /// The record belongs to another log.
        case foreignLog
        /// Another number was due: one or more records are missing, doubled or out of order.
        case seq(due: Int)
        /// Another version was due in its stream.
        case version(due: Int)
        /// The kind begins with no known class.
        case unknownClass
        /// The salt has another length than is ever made.
        case salt
        /// The body is not a JSON object.
        case body
        /// A field was changed after the record was made, or its leaf was.
        case leaf
        /// The head counts other records than there are.
        case size(head: Int)
        /// Every record agrees with itself, but together they do not give the head's root.
        case root
    }

    /// The record's number as it stands there; for `size` and `root`, the number of records read.
    public let seq: Int
    public let reason: Reason

    public init(seq: Int, reason: Reason) {
        self.seq = seq
        self.reason = reason
    }
}

/// Checks a whole log in one pass, a record at a time (kiểm tra sổ cái).
///
/// It holds a number per stream; nothing else grows with the ledger.
public struct LedgerVerifier: Sendable {
    private let log: LogID
    private var frontier = MerkleFrontier()
    private var versions: [StreamID: Int] = [:]

    /// Begins before the first record of this log.
    public init(log: LogID) { self.log = log }

    /// Takes the next record in the order of `seq`; throws the first thing wrong with it.
    public mutating func check(_ record: Record) throws(LedgerFlaw) {
        if let reason = reason(against: record) { throw LedgerFlaw(seq: record.seq, reason: reason) }
        versions[record.stream] = record.version
        frontier.append(record.leaf)
    }

    /// Takes the next record when it was found to agree with itself, on whatever thread; throws if it is out of place.
    ///
    /// Gives the subtrees of height 8, 16, 24 … that it completes.
    @discardableResult
    public mutating func check(_ record: CheckedRecord) throws(LedgerFlaw) -> [HashedNode] {
        if let reason = misplaced(record.seq, record.version, of: record.stream) {
            throw LedgerFlaw(seq: record.seq, reason: reason)
        }
        versions[record.stream] = record.version
        return frontier.append(record.leaf)
    }

    /// Records taken so far.
    public var size: Int { frontier.size }
    /// The root over the records taken so far.
    public var root: LedgerHash { frontier.root }

    /// After the last record: the head must count them all and have their root.
    public func finish(against head: MerkleFrontier) throws(LedgerFlaw) {
        guard head.size == frontier.size else { throw LedgerFlaw(seq: frontier.size, reason: .size(head: head.size)) }
        guard head.root == frontier.root else { throw LedgerFlaw(seq: frontier.size, reason: .root) }
    }

    /// The first flaw of a whole log, or nil if it holds.
    public static func firstFlaw(
        in records: some Sequence<Record>, of log: LogID, head: MerkleFrontier
    ) -> LedgerFlaw? {
        var verifier = LedgerVerifier(log: log)
        do throws(LedgerFlaw) {
            for record in records { try verifier.check(record) }
            try verifier.finish(against: head)
        } catch { return error }
        return nil
    }

    private func reason(against record: Record) -> LedgerFlaw.Reason? {
        guard record.log == log else { return .foreignLog }
        return misplaced(record.seq, record.version, of: record.stream) ?? record.ownFlaw
    }

    private func misplaced(_ seq: Int, _ version: Int, of stream: StreamID) -> LedgerFlaw.Reason? {
        guard seq == frontier.size else { return .seq(due: frontier.size) }
        let due = versions[stream, default: 0] + 1
        return version == due ? nil : .version(due: due)
    }
}

/// A record that agrees with itself: what remains to be seen is its place among the others.
///
/// Hashing is nearly all the work of verifying and needs no order, so that several threads can share it.
public struct CheckedRecord: Sendable {
    public let seq: Int
    let stream: StreamID
    let version: Int
    let leaf: LedgerHash

    /// Nil if the record contradicts itself; `LedgerVerifier.check` then says how.
    public init?(_ record: Record) {
        guard record.ownFlaw == nil else { return nil }
        seq = record.seq
        stream = record.stream
        version = record.version
        leaf = record.leaf
    }
}

extension Record {
    /// What is wrong with the record by itself, wherever it stands.
    fileprivate var ownFlaw: LedgerFlaw.Reason? {
        guard salt.count == Record.saltByteCount else { return .salt }
        guard let computed = computedLeaf else { return .unknownClass }
        guard computed == leaf else { return .leaf }
        // Last: a body that was changed is told as such only if the leaf was made for it.
        do throws(JSONSyntaxError) {
            return try JSONScanner.scan(body, limits: .standard).kind(0) == .object ? nil : .body
        } catch { return .body }
    }
}
