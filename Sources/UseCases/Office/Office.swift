public import Core
public import Ledger
public import Store
import Synchronization

/// All that a use case works with: store, keys, files, clock and what the office has published (cơ quan).
///
/// Made once at start by whoever picks the live parts; everything in it may be used from any thread.
public final class Office: Sendable {
    public let store: StoreEngine
    public let keyring: Keyring
    public let files: any FileStore
    public let writer: LedgerWriter
    public let reader: LedgerReader
    public let secrets: SubmissionSecrets
    public let index: OfficeIndex
    public let sealer: any Sealer
    public let clock: any OfficeClock
    public let codes: any OneTimeCodeChannel
    public let rules: RuleSettings
    let known = KnownDossiers()
    private let published: Mutex<Catalogue>

    /// Opens an office on a store that is migrated; makes the office key where there is none yet.
    ///
    /// - Throws: `StoreError`, `.wrongMasterKey` among them, and what `Catalogue` throws.
    public init(
        store: StoreEngine, keyring: Keyring, files: any FileStore, log: LogID, sealer: any Sealer,
        clock: any OfficeClock, codes: any OneTimeCodeChannel, rules: RuleSettings = RuleSettings(),
        random: inout some RandomSource
    ) throws {
        self.store = store
        self.keyring = keyring
        self.files = files
        writer = LedgerWriter(log: log, node: NodeID(log.text), keyring: keyring)
        reader = LedgerReader(log: log)
        let key = try keyring.officeKey(now: clock.now(), random: &random)
        secrets = SubmissionSecrets(key)
        index = OfficeIndex(blind: BlindIndex(key))
        self.sealer = sealer
        self.clock = clock
        self.codes = codes
        self.rules = rules
        published = Mutex(try store.readNow { try Catalogue(from: $0) })
    }

    /// What is published now.
    public var catalogue: Catalogue { published.withLock { $0 } }

    /// Reads again what the office has published, after a decision changed it.
    public func refresh() throws {
        let fresh = try store.readNow { try Catalogue(from: $0) }
        published.withLock { $0 = fresh }
    }

    func show(_ catalogue: Catalogue) { published.withLock { $0 = catalogue } }
}

/// Look-up forms under the office's key.
public struct OfficeIndex: ContactIndex {
    let blind: BlindIndex

    public func personalNumber(_ typed: String) -> String { blind.value(.personalNumber, of: typed) ?? "" }
    public func phone(_ typed: String) -> String { blind.value(.phone, of: typed) ?? "" }
    public func email(_ typed: String) -> String { blind.value(.email, of: typed) ?? "" }
}
