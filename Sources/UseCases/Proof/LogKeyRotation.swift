public import Core
public import Ledger
public import Store

/// Changes the key that the log signs with, by a record that both keys signed (đổi khóa ký sổ).
public struct LogKeyRotation {
    private let office: Office

    public init(_ office: Office) { self.office = office }

    /// The change as it is recorded. Both signers must have the log's name.
    public static func change(from old: NoteSigner, to new: NoteSigner) throws(SealingError) -> LogKeyChange {
        let (previous, key) = (old.verifier.text, new.verifier.text)
        let statement = Array(LogKeyChange.statement(key: key, previous: previous).utf8)
        return LogKeyChange(
            key: key, previous: previous, byKey: Base64.text(try new.signature(over: statement)),
            byPrevious: Base64.text(try old.signature(over: statement)))
    }

    /// Records the change; gives the size of the log with the record, until which the old key signs along.
    @discardableResult
    public func record(
        _ change: LogKeyChange, by actor: Actor, random: inout some RandomSource, in transaction: Transaction
    ) throws -> Int {
        guard LogKeyRotation.holds(change) else { throw LogFailure.key }
        try OfficeDecisions(office, by: actor).record(
            .logKeyChanged(change), now: office.clock.now(), random: &random, in: transaction)
        return try office.writer.size(in: transaction)
    }

    /// True if both keys signed the change.
    public static func holds(_ change: LogKeyChange) -> Bool {
        guard let key = NoteVerifierKey(change.key), let previous = NoteVerifierKey(change.previous),
            key.kind == .log, previous.kind == .log, key.name == previous.name,
            let byKey = Base64.bytes(change.byKey), let byPrevious = Base64.bytes(change.byPrevious)
        else { return false }
        let statement = Array(change.statement.utf8)
        return key.isSignature(byKey, over: statement) && previous.isSignature(byPrevious, over: statement)
    }

    /// The last change of this log's key; nil while it has its first.
    public static func last(of log: LogID, in sql: any SQLConnection) throws -> LogKeyChange? {
        let body = try sql.first("SELECT body FROM log_key WHERE code = ?1", [.text(LogBook.name(of: log))]) {
            $0.blob(0)
        }
        return try body.map { try CanonicalDecoder().decode(LogKeyChange.self, from: $0) }
    }
}
