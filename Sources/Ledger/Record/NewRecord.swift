public import Core

/// What a writer offers to the ledger; the ledger numbers it, seals its personal part and hashes it.
public struct NewRecord: Hashable, Sendable {
    public var stream: StreamID
    public var recordClass: RecordClass
    /// The stored name of what happened, letters and digits: `received`.
    public var event: String
    /// Records that the stream must hold so far, 0 for a new stream; this one becomes the next.
    public var expectedVersion: Int
    public var at: Instant
    public var actor: ActorID
    public var command: CommandID
    /// Canonical JSON, an object (`CanonicalEncoder`), without personal data; kept as these bytes.
    public var body: [UInt8]
    /// Personal data in clear, canonical JSON; sealed before it is stored.
    public var personal: [UInt8]?

    public init(
        stream: StreamID, recordClass: RecordClass, event: String, expectedVersion: Int, at: Instant, actor: ActorID,
        command: CommandID, body: [UInt8], personal: [UInt8]? = nil
    ) {
        self.stream = stream
        self.recordClass = recordClass
        self.event = event
        self.expectedVersion = expectedVersion
        self.at = at
        self.actor = actor
        self.command = command
        self.body = body
        self.personal = personal
    }

    /// Longest name of an event.
    public static let eventLengthMax = 64
    /// Longest personal part, in bytes: 1 MiB.
    public static let personalBytesMax = 1 << 20
}

/// Why a record cannot be made.
///
/// Each is a fault of the program or of its keys, never something a user typed.
public enum RecordError: Error, Hashable, Sendable {
    /// The body is not JSON, or longer than 1 MiB.
    case body(JSONSyntaxError)
    case bodyNotObject
    /// The event's name is empty, too long, or has other characters than ASCII letters and digits.
    case eventName
    case expectedVersionNegative
    /// An instant that canonical JSON cannot hold (before 1684 or after 2255).
    case instantOutOfRange
    /// There is personal data but no key to seal it under.
    case keyMissing
    case personalTooLong
    case sealing(SealingError)
}
