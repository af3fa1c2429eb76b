public import Core
public import Ledger

/// Appends to one log (ghi vào sổ cái): numbers, seals, hashes and stores records inside a caller's transaction.
///
/// The head is locked and read at the first append of a commit and written once at its end, however many callers
/// share the commit; between them it is passed on in `Transaction`, by value, so that a failing caller leaves no gap.
public struct LedgerWriter: Sendable {
    public let log: LogID
    public let node: NodeID
    public let keyring: Keyring

    public init(log: LogID, node: NodeID, keyring: Keyring) {
        self.log = log
        self.node = node
        self.keyring = keyring
    }

    /// Appends records in order and gives them as stored.
    ///
    /// `now` is the clock's; a record is never stamped before the one ahead of it. Throws `.versionConflict` with the
    /// stream as its place when a stream holds another number of records than its writer saw, before anything is
    /// stored; `.keyDestroyed` for personal data of an erased dossier; `RecordError` for a record that cannot be made.
    public func append(
        _ new: [NewRecord], now: Instant, random: inout some RandomSource, in transaction: Transaction
    ) throws -> [Record] {
        guard !new.isEmpty else { return [] }
        var head = try head(in: transaction)
        try lookUp(new, transaction)
        try checkVersions(new, transaction)
        var records: [Record] = []
        records.reserveCapacity(new.count)
        for new in new {
            let tail = try tail(of: new.stream, in: transaction)
            let key = new.personal == nil ? nil : try key(of: tail, new.stream, now: now, &random, transaction)
            var next = head
            let record = try next.seal(new, at: now, key: key, random: &random)
            try RecordRow.insert(record, transaction.sql)
            try storeNodes(completedBy: record, after: head, transaction.sql)
            head = next
            transaction.remember(head)
            transaction.remember(
                StreamTail(version: record.version, leaf: record.leaf, isErased: tail.isErased), of: record.stream,
                in: log)
            records.append(record)
        }
        return records
    }

    /// The key to seal under; never that of an erased person, which this process may still hold in memory when another
    /// one destroyed it a moment ago.
    private func key(
        of tail: StreamTail, _ stream: StreamID, now: Instant, _ random: inout some RandomSource,
        _ transaction: Transaction
    ) throws -> DossierKey {
        guard !tail.isErased else {
            throw StoreError(.keyDestroyed, "the personal data of this stream was erased", at: stream.text)
        }
        return try keyring.keyForWriting(stream, now: now, random: &random, in: transaction)
    }

    /// Tells of a stream whose id was drawn in this very transaction: neither records nor a key are looked for.
    public func begin(_ stream: StreamID, in transaction: Transaction) {
        if transaction.tail(of: stream, in: log) == nil { transaction.remember(StreamTail.none, of: stream, in: log) }
        if transaction.key(of: stream) == nil { transaction.remember(KeyState.none, of: stream) }
    }

    /// Keeps the nodes of the tree that a record completes: every 256th does, so that nothing is done for the others.
    private func storeNodes(completedBy record: Record, after head: LedgerHead, _ sql: any SQLConnection) throws {
        guard (record.seq + 1) % Tile.fullWidth == 0 else { return }
        var frontier = head.frontier
        for done in frontier.append(record.leaf) { try TreeNodeTable.insert(done, of: log, in: sql) }
    }

    /// When the last record of the log was taken, the commit's own among them; the epoch for an empty log.
    public func lastRecorded(in transaction: Transaction) throws -> Instant {
        let head = try head(in: transaction)
        // Kept for the append that follows, so that it is read once.
        if head.size > 0 { transaction.remember(head) }
        return head.recorded
    }

    /// Records in the log, the commit's own among them.
    public func size(in transaction: Transaction) throws -> Int { try head(in: transaction).size }

    private func head(in transaction: Transaction) throws -> LedgerHead {
        if let head = transaction.head(of: log) { return head }
        return try LedgerHead.locked(log, transaction.sql) ?? LedgerHead(log: log, node: node)
    }

    /// How far a stream has come, the transaction's own records among it; read once a commit.
    public func tail(of stream: StreamID, in transaction: Transaction) throws -> StreamTail {
        if let known = transaction.tail(of: stream, in: log) { return known }
        let tail = try RecordRow.tail(of: stream, log, transaction.sql)
        transaction.remember(tail, of: stream, in: log)
        return tail
    }

    /// Asks for the ends and keys of several streams at once, where each question would wait for its answer: for bulk
    /// work, since a command appends to one stream alone.
    private func lookUp(_ new: [NewRecord], _ transaction: Transaction) throws {
        guard transaction.sql.dialect.asksFromAfar else { return }
        let unknown = Set(new.map(\.stream)).filter { transaction.tail(of: $0, in: log) == nil }
        if unknown.count > 1 {
            let found = try RecordRow.tails(of: Array(unknown), log, transaction.sql)
            for stream in unknown { transaction.remember(found[stream] ?? .none, of: stream, in: log) }
        }
        try keyring.lookUp(Set(new.lazy.filter { $0.personal != nil }.map(\.stream)), in: transaction)
    }

    /// Each stream must hold as many records as its writer saw, counting those before it in the same call.
    private func checkVersions(_ new: [NewRecord], _ transaction: Transaction) throws {
        var versions: [StreamID: Int] = [:]
        for new in new {
            let version = try versions[new.stream] ?? tail(of: new.stream, in: transaction).version
            guard version == new.expectedVersion else {
                throw StoreError(
                    .versionConflict, "the stream holds \(version) records, its writer saw \(new.expectedVersion)",
                    at: new.stream.text)
            }
            versions[new.stream] = version + 1
        }
    }
}
