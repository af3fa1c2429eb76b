import Dispatch
public import Ledger
import Store
import Synchronization

/// Checks a whole ledger where it lies: records, numbers, versions, tree, kept nodes, checkpoints (kiểm tra sổ cái).
///
/// It asks the records alone and trusts nothing that was computed before. Records are read and hashed on several
/// threads; the order among them is seen to on one.
public struct LedgerCheck: Sendable {
    /// What was checked, where all of it holds.
    public struct Outcome: Hashable, Sendable {
        public var records: Int
        public var root: LedgerHash
        public var nodes: Int
        public var checkpoints: Int
    }

    private let store: StoreEngine
    private let reader: LedgerReader
    private let keys: [NoteVerifierKey]

    /// - Parameter keys: the log's, as far as they are known here; each checkpoint must be signed by one of them.
    public init(_ office: Office, keys: [NoteVerifierKey] = []) {
        store = office.store
        reader = office.reader
        self.keys = keys
    }

    /// Records that a thread reads at one go.
    private static let page = 4_096

    /// Reads the ledger from its first record to its head of this moment; a server may go on writing.
    ///
    /// - Parameter threads: how many read and hash at once.
    /// - Parameter progress: told how many of how many records are done.
    /// - Throws: `LedgerFlaw` for the first bad record, `ProofFlaw` for what was kept beside them, `StoreError`.
    public func run(threads: Int = 2, progress: (_ done: Int, _ total: Int) -> Void) throws -> Outcome {
        var kept: KeptProofs
        let head: LedgerHead?
        (head, kept) = try store.readNow { sql in
            (try reader.head(sql), try KeptProofs(of: reader.log, keys: keys, in: sql))
        }
        var verifier = LedgerVerifier(log: reader.log)
        let total = head?.size ?? 0
        try kept.check(size: 0, root: verifier.root)
        var next = 0
        while next < total {
            let starts = (0..<threads).map { next + $0 * LedgerCheck.page }.filter { $0 < total }
            for page in try pages(starts, below: total) {
                for record in page.checked {
                    for node in try verifier.check(record) { try kept.check(node) }
                    try kept.check(size: verifier.size, root: verifier.root)
                }
                if let flawed = page.flawed { try verifier.check(flawed) }
            }
            next += threads * LedgerCheck.page
            progress(min(next, total), total)
        }
        try verifier.finish(against: head?.frontier ?? MerkleFrontier())
        // A head that was set back leaves records behind it.
        let further = try store.readNow { sql in
            try reader.head(sql)?.size == head?.size ? try reader.records(from: total, limit: 1, sql).first : nil
        }
        if let further { throw LedgerFlaw(seq: further.seq, reason: .size(head: total)) }
        let checkpoints = try kept.finish(records: total)
        return Outcome(records: total, root: verifier.root, nodes: kept.nodesChecked, checkpoints: checkpoints)
    }

    /// Records in their order, up to the first that contradicts itself.
    private struct Page {
        var checked: [CheckedRecord] = []
        var flawed: Record?
    }

    private func pages(_ starts: [Int], below total: Int) throws -> [Page] {
        let done = Mutex<[Int: Result<Page, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: starts.count) { turn in
            let read = Result { try page(from: starts[turn], below: total) }
            done.withLock { $0[turn] = read }
        }
        return try done.withLock { done in try starts.indices.compactMap { try done[$0]?.get() } }
    }

    private func page(from start: Int, below total: Int) throws -> Page {
        let end = min(start + LedgerCheck.page, total)
        // Where a record is missing the page reaches into the next one's: that is told by the numbers, not here.
        let records = try store.readNow { try reader.records(from: start, limit: end - start, $0) }
        var page = Page()
        page.checked.reserveCapacity(records.count)
        for record in records where record.seq < end {
            guard let checked = CheckedRecord(record) else {
                page.flawed = record
                return page
            }
            page.checked.append(checked)
        }
        return page
    }
}
