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
        guard record.seq == frontier.size else { return .seq(due: frontier.size) }
        let due = versions[record.stream, default: 0] + 1
        guard record.version == due else { return .version(due: due) }
        guard record.salt.count == Record.saltByteCount else { return .salt }
        guard let leaf = record.computedLeaf else { return .unknownClass }
        guard leaf == record.leaf else { return .leaf }
        // Last: a body that was changed is told as such only if the leaf was made for it.
        guard isObject(record.body) else { return .body }
        return nil
    }

    private func isObject(_ body: [UInt8]) -> Bool {
        do throws(JSONSyntaxError) { return try JSONScanner.scan(body, limits: .standard).kind(0) == .object } catch {
            return false
        }
    }
}
