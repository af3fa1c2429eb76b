public import Ledger

/// Somebody who reads the ledger in order and carries it out to the world (tác vụ theo dõi sổ cái).
///
/// Each record that it wants comes at least once, in the order of its stream; what it does is keyed by the record, so
/// that a second time changes nothing.
public protocol Follower: Sendable {
    /// What its place in the ledger, the page and the figures are kept under; lower case, hyphens, never changed.
    var name: String { get }
    /// False for one that begins, where it is new, with what is yet to come: nobody is sent a message
    /// about old records.
    var readsHistory: Bool { get }
    /// Whether the record concerns it; decided by the record alone, so that asking again gives the same answer.
    func wants(_ record: Record) -> Bool
    /// Carries the record out, on a thread of the store's own, where it may block and use the store's `…Now` twins.
    ///
    /// Throws `PermanentFailure` where trying again cannot help: the record is parked at once. Any other error is
    /// tried again with growing pauses, and parked when that has not helped.
    func handle(_ record: Record, in office: Office) throws
}

extension Follower {
    public var readsHistory: Bool { true }
}

/// Why a record can never be carried out as it stands.
public struct PermanentFailure: Error, Sendable {
    /// A short word in lower case with hyphens, `mailbox-unknown`, told on the page; never what a person typed.
    public let reason: String

    public init(_ reason: String) { self.reason = reason }
}
