public import Core

/// One event of a dossier as the ledger holds it, opened: what tables are projected from.
public struct RecordedEvent: Sendable {
    public var stream: DossierID
    public var seq: Int64
    public var version: Int
    public var recorded: Instant
    public var event: DossierEvent

    public init(stream: DossierID, seq: Int64, version: Int, recorded: Instant, event: DossierEvent) {
        self.stream = stream
        self.seq = seq
        self.version = version
        self.recorded = recorded
        self.event = event
    }
}

/// Gives the look-up form of a personal number, phone or e-mail, keyed so that a table tells nothing (chỉ mục mù).
///
/// However it was spelt, one number gives one form; where nothing is left of what was typed, the empty text.
public protocol ContactIndex: Sendable {
    func personalNumber(_ typed: String) -> String
    func phone(_ typed: String) -> String
    func email(_ typed: String) -> String
}
