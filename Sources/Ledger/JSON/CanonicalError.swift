/// Why a value cannot be written as canonical JSON, or read from JSON, and where in it.
public struct CanonicalError: Error, Hashable, Sendable {
    /// What stood in the way.
    public enum Reason: Hashable, Sendable {
        /// The text is not JSON that is taken.
        case syntax(JSONSyntaxError)
        /// A key that must be there is not.
        case missing
        /// Another kind of value stands here than the one wanted.
        case wrongType(wanted: Wanted)
        /// A number with a fraction or an exponent, or a floating point value.
        case notWhole
        /// A whole number outside ±(2^53 - 1), or outside the type that takes it.
        case outOfRange
        /// Null where something must stand: in an array, at the top, or in a hashed text.
        case null
        /// Nesting past 32.
        case tooDeep
        /// One key written twice by one value.
        case duplicateKey
        /// The type that was read or written refused; its own words, for a log and never for a page.
        case refused(String)
    }

    /// The kinds of value that can be wanted; numbers are whole.
    public enum Wanted: Hashable, Sendable { case bool, integer, string, array, object }

    public let reason: Reason
    /// Keys and positions from the top to the value meant.
    public let path: [String]

    public init(_ reason: Reason, path: [String] = []) {
        self.reason = reason
        self.path = path
    }

    /// The same, seen from the value that holds this one under `key`.
    func within(_ key: String) -> CanonicalError { CanonicalError(reason, path: [key] + path) }

    /// Gives any error thrown below a key this form; the path grows while the calls return, so success pays nothing.
    static func within(_ key: String, _ error: any Error) -> CanonicalError { from(error).within(key) }

    static func from(_ error: any Error) -> CanonicalError {
        switch error {
        case let error as CanonicalError: return error
        case DecodingError.keyNotFound(let key, _): return CanonicalError(.missing, path: [key.stringValue])
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context):
            return CanonicalError(.refused(context.debugDescription))
        case EncodingError.invalidValue(_, let context): return CanonicalError(.refused(context.debugDescription))
        default: return CanonicalError(.refused(String(describing: error)))
        }
    }
}
