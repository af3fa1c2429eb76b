/// Reads any `Decodable` value from JSON: what `CanonicalEncoder` wrote, or a request from outside.
///
/// It takes any JSON within its limits, canonical or not; null counts as absent, unknown keys are passed over
/// (a newer form may have added them), floating point is refused.
public struct CanonicalDecoder: Sendable {
    public let limits: JSONLimits

    public init(limits: JSONLimits = .standard) { self.limits = limits }

    /// The value that `bytes` hold; an error tells the path and, for broken text, the byte.
    public func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws(CanonicalError) -> Value {
        let tape: JSONTape
        do { tape = try JSONScanner.scan(bytes, limits: limits) } catch { throw CanonicalError(.syntax(error)) }
        do { return try ValueDecoder(tape: tape, index: 0).decode(type) } catch { throw CanonicalError.from(error) }
    }
}

/// Reads the value at one place of a tape; two words, so that no memory is taken per value.
struct ValueDecoder: Decoder {
    let tape: JSONTape
    let index: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard tape.kind(index) == .object else { throw CanonicalError(.wrongType(wanted: .object)) }
        return KeyedDecodingContainer(KeyedReader<Key>(tape: tape, object: index))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard tape.kind(index) == .array else { throw CanonicalError(.wrongType(wanted: .array)) }
        return UnkeyedReader(tape: tape, array: index)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }
}

extension ValueDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { tape.kind(index) == .null }

    func decode(_ type: Bool.Type) throws -> Bool {
        switch tape.kind(index) {
        case .yes: return true
        case .no: return false
        case .null, .integer, .number, .text, .escapedText, .array, .object:
            throw CanonicalError(.wrongType(wanted: .bool))
        }
    }

    func decode(_ type: String.Type) throws -> String {
        switch tape.kind(index) {
        case .text, .escapedText: return tape.text(index)
        case .null, .yes, .no, .integer, .number, .array, .object:
            throw CanonicalError(.wrongType(wanted: .string))
        }
    }

    func decode(_ type: Double.Type) throws -> Double { throw CanonicalError(.notWhole) }
    func decode(_ type: Float.Type) throws -> Float { throw CanonicalError(.notWhole) }

    func decode<Number: FixedWidthInteger & Decodable>(_ type: Number.Type) throws -> Number {
        switch tape.kind(index) {
        case .integer:
            guard let value = Number(exactly: tape.integer(index)) else { throw CanonicalError(.outOfRange) }
            return value
        case .number: throw CanonicalError(numberRefusal)
        case .null, .yes, .no, .text, .escapedText, .array, .object:
            throw CanonicalError(.wrongType(wanted: .integer))
        }
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        // Answers and names are read for every dossier that is shown; by the general way they take four times as long.
        if type == [String: String].self, let texts = try texts() as? Value { return texts }
        return try Value(from: self)
    }

    private func texts() throws -> [String: String] {
        guard tape.kind(index) == .object else { throw CanonicalError(.wrongType(wanted: .object)) }
        var texts = [String: String](minimumCapacity: Int(tape.nodes[index].count))
        var key = index + 1
        while key < tape.after(index) {
            let name = tape.text(key)
            do { texts[name] = try ValueDecoder(tape: tape, index: key + 1).decode(String.self) } catch {
                throw CanonicalError.within(name, error)
            }
            key = tape.after(key + 1)
        }
        return texts
    }

    /// A number that is not a tape's integer either has a fraction or exponent, or is too large.
    private var numberRefusal: CanonicalError.Reason {
        tape.text(index).utf8.allSatisfy { $0 == UInt8(ascii: "-") || (48...57).contains($0) } ? .outOfRange : .notWhole
    }
}
