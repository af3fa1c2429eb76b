public import Ledger

/// How far a stream has come (điểm cuối của hồ sơ trong sổ): the number of its records and the last one's leaf.
///
/// The leaf holds the record's salt and, through what was decided on it, stands for all that went before: two readings
/// with one leaf saw one story.
public struct StreamTail: Hashable, Sendable {
    /// Records in the stream; 0 for one nobody has heard of.
    public var version: Int
    /// The hash of the last one; nil without any.
    public var leaf: LedgerHash?
    /// True once the person was erased: whichever process did it, nothing personal may follow.
    public var isErased: Bool

    /// A stream without records.
    public static let none = StreamTail(version: 0, leaf: nil)

    /// - Parameters: `version` counts records; `leaf` is that of the last of them; `isErased` as the tables say.
    public init(version: Int, leaf: LedgerHash?, isErased: Bool = false) {
        self.version = version
        self.leaf = leaf
        self.isErased = isErased
    }
}
