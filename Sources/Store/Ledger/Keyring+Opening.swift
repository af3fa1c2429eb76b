public import Core
public import Ledger

extension Keyring {
    /// The personal part of a record in clear; nil when it has none or was erased.
    ///
    /// Throws `.keyMissing` when the keyring never had the key (it was lost, or an older one was put in its place).
    public func openPersonal(_ record: Record) throws -> [UInt8]? {
        guard let sealed = record.sealed else { return nil }
        return try open(sealed, of: record, try key(of: record.stream))
    }

    /// The same inside a transaction, also for a record it has just appended.
    public func openPersonal(_ record: Record, in transaction: Transaction) throws -> [UInt8]? {
        guard let sealed = record.sealed else { return nil }
        return try open(sealed, of: record, try key(of: record.stream, in: transaction))
    }

    private func open(_ sealed: [UInt8], of record: Record, _ state: KeyState) throws -> [UInt8]? {
        switch state {
        case .destroyed: return nil
        case .none:
            throw StoreError(.keyMissing, "the keyring has no key for it", at: record.stream.text)
        case .open(let key):
            do {
                return try key.open(sealed, at: .record(record.stream, version: record.version))
            } catch {
                throw StoreError(.corrupt, "the sealed part does not open", at: "record \(record.seq)")
            }
        }
    }
}

extension Keyring {
    /// The key of the office itself, from which blind indexes and submission secrets are derived; made once.
    ///
    /// Throws `.wrongMasterKey` when another master key wrapped it: asked for at start, it tells that the file beside
    /// the data folder is not the one the folder was made with.
    public func officeKey(now: Instant, random: inout some RandomSource) throws -> OfficeKey {
        if let wrapped = try engine.readKeyringNow({ try wrappedOfficeKey($0) }) { return try unwrap(wrapped) }
        let new = OfficeKey(random: &random)
        let mine = try master.wrap(new, random: &random)
        let kept = try engine.writeNow { transaction in
            try transaction.keyring.execute(
                """
                INSERT INTO wrapped_key (stream, wrapped, made) VALUES (?1, ?2, ?3) ON CONFLICT (stream) DO NOTHING
                """,
                [.text(Keyring.office), .blob(mine), .integer(now.microseconds)])
            return try wrappedOfficeKey(transaction.keyring) ?? mine
        }
        return try unwrap(kept)
    }

    /// Its row; no stream's id has a space.
    static let office = "office key"

    private func wrappedOfficeKey(_ sql: any SQLConnection) throws -> [UInt8]? {
        try sql.first("SELECT wrapped FROM wrapped_key WHERE stream = ?1", [.text(Keyring.office)]) { $0.blob(0) }
    }

    private func unwrap(_ wrapped: [UInt8]) throws -> OfficeKey {
        do {
            return try master.unwrapOfficeKey(wrapped)
        } catch {
            throw StoreError(.wrongMasterKey, "the keyring was made under another master key", at: "keyring")
        }
    }
}
