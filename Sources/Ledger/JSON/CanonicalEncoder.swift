/// Writes any `Encodable` value as canonical JSON (RFC 8785, whole numbers only).
///
/// Why our own: the bytes are hashed and kept for ever, so not one of them may depend on a library's version, on the
/// order of a dictionary or on the machine. Nil is left out, never null; floating point is refused; sets, and
/// dictionaries whose keys are not text or numbers (written as pairs), stand in the order of their bytes.
public struct CanonicalEncoder: Sendable {
    public init() {}

    /// The canonical text of `value`; the same value gives the same bytes on every machine and in every year.
    public func encode(_ value: some Encodable) throws(CanonicalError) -> [UInt8] {
        let encoder = ValueEncoder(value)
        do { try value.encode(to: encoder) } catch { throw CanonicalError.from(error) }
        var output = CanonicalWriter()
        try output.append(encoder.element, depth: 0)
        return output.bytes
    }
}

/// A value on its way into text.
enum EncodedElement {
    /// Nothing was written: a type without fields.
    case empty
    /// Nil.
    case absent
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array(EncodedArray)
    case object(EncodedObject)
    /// What a `superEncoder` will have taken by the end.
    case later(ValueEncoder)
}

final class EncodedObject {
    var members: ContiguousArray<(key: String, element: EncodedElement)> = []

    init() { members.reserveCapacity(8) }
}

final class EncodedArray {
    /// Whose order the elements have: the value's own, or none, so that bytes decide.
    enum Order { case given, byBytes, pairsByBytes }

    var elements: ContiguousArray<EncodedElement> = []
    let order: Order

    init(order: Order) { self.order = order }
}

/// Marks the collections that keep no order from one run to the next.
private protocol HashOrdered { static var order: EncodedArray.Order { get } }
extension Set: HashOrdered { static var order: EncodedArray.Order { .byBytes } }
extension Dictionary: HashOrdered { static var order: EncodedArray.Order { .pairsByBytes } }

/// Takes one value; the paths of errors are gathered while they are thrown, so `codingPath` stays empty.
final class ValueEncoder: Encoder {
    var element = EncodedElement.empty
    private let type: Any.Type

    init<Value>(_ value: Value) { type = Value.self }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .object(let object) = element { return KeyedEncodingContainer(KeyedWriter(object: object)) }
        let object = EncodedObject()
        element = .object(object)
        return KeyedEncodingContainer(KeyedWriter(object: object))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .array(let array) = element { return UnkeyedWriter(array: array) }
        let array = EncodedArray(order: (type as? any HashOrdered.Type)?.order ?? .given)
        element = .array(array)
        return UnkeyedWriter(array: array)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    /// What `value` writes when given an encoder of its own.
    static func element<Value: Encodable>(of value: Value) throws -> EncodedElement {
        let encoder = ValueEncoder(value)
        try value.encode(to: encoder)
        return encoder.element
    }

    static func element(whole value: some FixedWidthInteger) throws(CanonicalError) -> EncodedElement {
        guard let value = Int64(exactly: value), (-JSON.integerMax...JSON.integerMax).contains(value) else {
            throw CanonicalError(.outOfRange)
        }
        return .integer(value)
    }
}

extension ValueEncoder: SingleValueEncodingContainer {
    func encodeNil() { element = .absent }
    func encode(_ value: Bool) { element = .bool(value) }
    func encode(_ value: String) { element = .string(value) }
    func encode(_ value: Double) throws { throw CanonicalError(.notWhole) }
    func encode(_ value: Float) throws { throw CanonicalError(.notWhole) }
    func encode<Number: FixedWidthInteger & Encodable>(_ value: Number) throws {
        element = try ValueEncoder.element(whole: value)
    }
    func encode<Value: Encodable>(_ value: Value) throws { element = try ValueEncoder.element(of: value) }
}

extension CanonicalWriter {
    mutating func append(_ element: EncodedElement, depth: Int) throws(CanonicalError) {
        switch element {
        case .empty: append("{}")
        case .absent: throw CanonicalError(.null)
        case .bool(let value): append(value)
        case .integer(let value): append(value)
        case .string(let text): append(quoted: text)
        case .array(let array): try append(array, depth: try deeper(depth))
        case .object(let object): try append(object, depth: try deeper(depth))
        case .later(let encoder): try append(encoder.element, depth: depth)
        }
    }

    private mutating func append(_ object: EncodedObject, depth: Int) throws(CanonicalError) {
        append("{")
        var previous: String?
        for (key, element) in object.takeSorted() {
            if case .absent = element { continue }
            if let previous {
                if previous == key { throw CanonicalError(.duplicateKey, path: [key]) }
                append(",")
            }
            append(quoted: key)
            append(":")
            do { try append(element, depth: depth) } catch { throw error.within(key) }
            previous = key
        }
        append("}")
    }

    private mutating func append(_ array: EncodedArray, depth: Int) throws(CanonicalError) {
        append("[")
        switch array.order {
        case .given:
            for (place, element) in array.elements.enumerated() {
                if place > 0 { append(",") }
                do { try append(element, depth: depth) } catch { throw error.within(String(place)) }
            }
        case .byBytes: try append(sorted: array.elements, by: 1, depth: depth)
        case .pairsByBytes: try append(sorted: array.elements, by: 2, depth: depth)
        }
        append("]")
    }

    /// Writes groups of `width` elements in the order of the text that each group has.
    private mutating func append(
        sorted elements: ContiguousArray<EncodedElement>, by width: Int, depth: Int
    ) throws(CanonicalError) {
        var groups: [[UInt8]] = []
        for start in stride(from: 0, to: elements.count, by: width) {
            var group = CanonicalWriter(capacity: 64)
            for place in start..<min(start + width, elements.count) {
                if place > start { group.append(",") }
                do { try group.append(elements[place], depth: depth) } catch { throw error.within(String(place)) }
            }
            groups.append(group.bytes)
        }
        groups.sort { $0.lexicographicallyPrecedes($1) }
        for (place, group) in groups.enumerated() {
            if place > 0 { append(",") }
            append(raw: group)
        }
    }
}

extension EncodedObject {
    /// Gives the members away in canonical order; an object is written once.
    fileprivate func takeSorted() -> ContiguousArray<(key: String, element: EncodedElement)> {
        var sorted = members
        members = []
        guard sorted.count <= 32 else {
            sorted.sort { CanonicalWriter.comesBefore($0.key, $1.key) }
            return sorted
        }
        // By insertion where they are few, as in nearly every value.
        for place in sorted.indices.dropFirst() {
            var hole = place
            while hole > 0, CanonicalWriter.comesBefore(sorted[place].key, sorted[hole - 1].key) { hole -= 1 }
            if hole < place { sorted.insert(sorted.remove(at: place), at: hole) }
        }
        return sorted
    }
}
