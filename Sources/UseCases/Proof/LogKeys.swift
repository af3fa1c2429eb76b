public import Ledger

/// Where the log's private keys come from (khóa ký sổ); asked anew for each signing, so that a file put back heals it.
public protocol LogKeySource: Sendable {
    /// The keys under this name. Throws what hinders reading them; nothing but signing waits for it.
    func keys(named name: String) throws -> LogKeys
}

/// The log's key, and for one more checkpoint the one before it.
public struct LogKeys: Sendable {
    public let current: NoteSigner
    /// The key that was changed away from, and the size of the log with the record of it.
    ///
    /// It signs along until a checkpoint reaches that size, and never again.
    public let outgoing: (signer: NoteSigner, until: Int)?

    public init(current: NoteSigner, outgoing: (signer: NoteSigner, until: Int)? = nil) {
        self.current = current
        self.outgoing = outgoing
    }

    /// Who signs a checkpoint when the last one had `size` records; 0 before the first.
    func signers(after size: Int) -> [NoteSigner] {
        guard let outgoing, size < outgoing.until else { return [current] }
        return [current, outgoing.signer]
    }
}
