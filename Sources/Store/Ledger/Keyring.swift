public import Core
public import Ledger

/// The keys of dossiers (vòng khóa): made on first need, wrapped by the master key, destroyed to erase a person.
public final class Keyring: Sendable {
    let master: MasterKey
    let engine: StoreEngine
    private let cache: KeyCache

    /// - Parameter cached: unwrapped keys held in memory at most.
    public init(master: MasterKey, engine: StoreEngine, cached: Int = 10_000) {
        self.master = master
        self.engine = engine
        cache = KeyCache(limit: cached)
    }

    /// The key of a stream as of now.
    public func key(of stream: StreamID) throws -> KeyState {
        let (known, turn) = cache.find(stream)
        if let known { return .open(known) }
        let state = try engine.readKeyringNow { try load(stream, $0) }
        if case .open(let key) = state { cache.keep(key, stream, turn: turn) }
        return state
    }

    /// The key of a stream as the transaction sees it, with what it made or destroyed itself.
    public func key(of stream: StreamID, in transaction: Transaction) throws -> KeyState {
        if let state = transaction.key(of: stream) { return state }
        let (known, turn) = cache.find(stream)
        if let known { return .open(known) }
        let state = try load(stream, transaction.keyring)
        if case .open(let key) = state { cache.keep(key, stream, turn: turn) }
        return state
    }

    /// Asks for the keys of several streams at once, where each question would wait for its answer.
    func lookUp(_ streams: Set<StreamID>, in transaction: Transaction) throws {
        let turn = cache.turn
        let unknown = streams.filter { transaction.key(of: $0) == nil && cache.find($0).key == nil }
        guard unknown.count > 1 else { return }
        let marks = (1...unknown.count).map { "?\($0)" }.joined(separator: ", ")
        let rows = try transaction.keyring.query(
            "SELECT stream, wrapped FROM wrapped_key WHERE stream IN (\(marks))", unknown.map { .text($0.text) }
        ) { (StreamID($0.text(0)), $0.blobOrNil(1)) }
        let found = Dictionary(rows, uniquingKeysWith: { first, _ in first })
        for stream in unknown {
            let state = try state(found[stream], of: stream)
            transaction.remember(state, of: stream)
            if case .open(let key) = state { cache.keep(key, stream, turn: turn) }
        }
    }

    /// The key to seal under; made and stored when there is none. Throws `.keyDestroyed` after an erasure.
    ///
    /// A key made here is not cached: until the commit holds it may be undone, and then nothing could be opened again.
    public func keyForWriting(
        _ stream: StreamID, now: Instant, random: inout some RandomSource, in transaction: Transaction
    ) throws -> DossierKey {
        switch try key(of: stream, in: transaction) {
        case .open(let key): return key
        case .destroyed:
            throw StoreError(.keyDestroyed, "the personal data of this stream was erased", at: stream.text)
        case .none:
            let key = DossierKey(random: &random)
            let wrapped = try master.wrap(key, of: stream, random: &random)
            try transaction.keyring.post(
                "INSERT INTO wrapped_key (stream, wrapped, made) VALUES (?1, ?2, ?3)",
                [.text(stream.text), .blob(wrapped), .integer(now.microseconds)])
            transaction.remember(.open(key), of: stream)
            return key
        }
    }

    /// Destroys a key for ever (hủy khóa): everything sealed under it is erased. Done again, it changes nothing.
    ///
    /// The keyring commits before the ledger: after a crash between them the erasure may lack its record, and the
    /// command is given again; never is an erasure recorded that did not happen.
    public func destroy(_ stream: StreamID, now: Instant, in transaction: Transaction) throws {
        try transaction.keyring.execute(
            """
            INSERT INTO wrapped_key (stream, wrapped, made, destroyed) VALUES (?1, NULL, ?2, ?2)
            ON CONFLICT (stream) DO UPDATE SET wrapped = NULL, destroyed = coalesce(wrapped_key.destroyed, ?2)
            """,
            [.text(stream.text), .integer(now.microseconds)])
        transaction.remember(.destroyed, of: stream)
        // Now, for this job's own readers; and after the commit, for who read the old key meanwhile.
        cache.forget(stream)
        transaction.afterCommit { [cache] in cache.forget(stream) }
    }

    /// Drops a key held in memory, as when another process destroyed it.
    public func forget(_ stream: StreamID) { cache.forget(stream) }

    private func load(_ stream: StreamID, _ sql: any SQLConnection) throws -> KeyState {
        let row = try sql.first("SELECT wrapped FROM wrapped_key WHERE stream = ?1", [.text(stream.text)]) {
            $0.blobOrNil(0)
        }
        return try state(row, of: stream)
    }

    /// What a row says; nil for no row, nil within it for a destroyed key.
    private func state(_ row: [UInt8]??, of stream: StreamID) throws -> KeyState {
        switch row {
        case nil: return .none
        case .some(nil): return .destroyed
        case .some(.some(let wrapped)):
            do {
                return .open(try master.unwrap(wrapped, of: stream))
            } catch {
                throw StoreError(.wrongMasterKey, "the key does not open under this master key", at: stream.text)
            }
        }
    }
}

/// What the keyring holds for a stream.
public enum KeyState: Sendable {
    case open(DossierKey)
    /// Erased: what was sealed is gone, and nothing new may be sealed.
    case destroyed
    /// No key was ever made.
    case none
}
