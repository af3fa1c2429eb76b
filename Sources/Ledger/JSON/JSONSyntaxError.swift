/// Why bytes are not JSON that is taken, and at which byte the reader stopped.
public struct JSONSyntaxError: Error, Hashable, Sendable {
    /// What was found instead of JSON that is taken.
    public enum Reason: Hashable, Sendable {
        /// More bytes than the limit given.
        case tooLong(limit: Int)
        /// Arrays and objects stand in one another deeper than the limit given.
        case tooDeep(limit: Int)
        /// The text ends inside a value.
        case endsEarly
        /// A byte that cannot stand here.
        case unexpectedByte(UInt8)
        /// A value is followed by something else than white space.
        case trailingBytes
        /// Bytes that are not UTF-8.
        case brokenUTF8
        /// A control character inside a string, where only an escape may stand.
        case controlCharacter
        /// A backslash that no escape of JSON follows.
        case unknownEscape
        /// An escaped half of a surrogate pair without its other half.
        case loneSurrogate
        /// A number with a leading zero, or with no digit where one must stand.
        case brokenNumber
        /// The same key twice in one object (keys that differ only in how a letter is composed count as the same).
        case duplicateKey(String)
    }

    public let reason: Reason
    /// Bytes before the one that was refused.
    public let offset: Int

    public init(_ reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

/// How much JSON is read from one text before it is refused.
public struct JSONLimits: Hashable, Sendable {
    /// Most bytes in the whole text.
    public let bytesMax: Int
    /// Most arrays and objects inside one another.
    public let depthMax: Int

    /// Values past what the reader itself can hold (1 GiB, 64 levels) are lowered to that.
    public init(bytesMax: Int, depthMax: Int = 32) {
        self.bytesMax = min(bytesMax, 1 << 30)
        self.depthMax = min(depthMax, 64)
    }

    /// 1 MiB and 32 levels: a record's body, a request to the API.
    public static let standard = JSONLimits(bytesMax: 1 << 20)
}
