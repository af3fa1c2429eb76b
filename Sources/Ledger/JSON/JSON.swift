/// A JSON value (RFC 8259) as the ledger, the API and imports read it.
///
/// Why numbers are whole: floating point has no one spelling, so nothing that is hashed may hold it. Amounts are
/// đồng, instants microseconds; a measure with a fraction is text. Numbers that are not whole, or that stand outside
/// ±(2^53 - 1), are kept as they were written in `.number`, so that whoever reads them can refuse them by name.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// Within ±`integerMax`.
    case integer(Int64)
    /// Any other number, as it was written: `1.5`, `1e9`, `9007199254740992`.
    case number(String)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    /// 2^53 - 1: the largest whole number that every reader of JSON holds exactly (RFC 8785, RFC 7493).
    public static let integerMax: Int64 = (1 << 53) - 1

    /// Reads one JSON text, white space around it allowed.
    ///
    /// Refuses with the place: text past the limits, broken UTF-8, a key twice, lone surrogates, anything after the
    /// value.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONSyntaxError) {
        self.init(try JSONScanner.scan(bytes, limits: limits), 0)
    }

    init(_ tape: JSONTape, _ index: Int) {
        switch tape.kind(index) {
        case .null: self = .null
        case .no: self = .bool(false)
        case .yes: self = .bool(true)
        case .integer: self = .integer(tape.integer(index))
        case .number: self = .number(tape.text(index))
        case .text, .escapedText: self = .string(tape.text(index))
        case .array:
            var elements: [JSON] = []
            var element = index + 1
            while element < tape.after(index) {
                elements.append(JSON(tape, element))
                element = tape.after(element)
            }
            self = .array(elements)
        case .object:
            var members: [String: JSON] = [:]
            var key = index + 1
            while key < tape.after(index) {
                members[tape.text(key)] = JSON(tape, key + 1)
                key = tape.after(key + 1)
            }
            self = .object(members)
        }
    }

    /// The value of a key; nil if this is no object or has no such key.
    public subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The canonical text (RFC 8785): no white space, keys by UTF-16 code units, one spelling of each string.
    ///
    /// Refuses null (what is absent is left out), numbers that are not whole, and nesting past 32.
    public func canonicalBytes() throws(CanonicalError) -> [UInt8] {
        var output = CanonicalWriter()
        try output.append(self, strict: true, depth: 0)
        return output.bytes
    }

    /// The same spelling for any value, null and other numbers included; for answers, never for what is hashed.
    ///
    /// Refuses nesting past 32 alone.
    public func compactBytes() throws(CanonicalError) -> [UInt8] {
        var output = CanonicalWriter()
        try output.append(self, strict: false, depth: 0)
        return output.bytes
    }
}
