// The keyed and unkeyed containers of the decoder.

/// Finds members by walking on from the last one found: keys are mostly asked for in some steady order, and a
/// dictionary asks in the order of the text, so that reading many keys stays linear.
final class KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let tape: JSONTape
    private let first: Int
    private let end: Int
    private let count: Int
    /// Index of the key found last.
    private var cursor: Int

    init(tape: JSONTape, object: Int) {
        self.tape = tape
        first = object + 1
        end = tape.after(object)
        count = Int(tape.nodes[object].count)
        cursor = first
    }

    var codingPath: [any CodingKey] { [] }

    var allKeys: [Key] {
        var keys: [Key] = []
        var index = first
        while index < end {
            if let key = Key(stringValue: tape.text(index)) { keys.append(key) }
            index = tape.after(index + 1)
        }
        return keys
    }

    /// Index of the value under a key, or nil.
    private func find(_ key: String) -> Int? {
        var key = key
        return key.withUTF8 { wanted in
            var index = cursor
            for _ in 0..<count {
                if index >= end { index = first }
                if tape.text(index, is: wanted) {
                    cursor = index
                    return index + 1
                }
                index = tape.after(index + 1)
            }
            return nil
        }
    }

    private func read<Value>(_ key: String, _ body: (ValueDecoder) throws -> Value) throws -> Value {
        guard let index = find(key) else { throw CanonicalError(.missing, path: [key]) }
        do { return try body(ValueDecoder(tape: tape, index: index)) } catch {
            throw CanonicalError.within(key, error)
        }
    }

    func contains(_ key: Key) -> Bool { find(key.stringValue) != nil }
    func decodeNil(forKey key: Key) -> Bool { find(key.stringValue).map { tape.kind($0) == .null } ?? true }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        try read(key.stringValue) { try $0.decode(Bool.self) }
    }
    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        try read(key.stringValue) { try $0.decode(String.self) }
    }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        try read(key.stringValue) { try $0.decode(Int.self) }
    }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
        try read(key.stringValue) { try $0.decode(Int64.self) }
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        // A generic field that happens to be optional was left out when it was nil.
        if !contains(key), let absent = (Value.self as? any Absentable.Type)?.absent as? Value { return absent }
        return try read(key.stringValue) { try $0.decode(type) }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try read(key.stringValue) { try $0.container(keyedBy: type) }
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try read(key.stringValue) { try $0.unkeyedContainer() }
    }

    func superDecoder() throws -> any Decoder { try read("super") { $0 } }
    func superDecoder(forKey key: Key) throws -> any Decoder { try read(key.stringValue) { $0 } }
}

/// Types with a value that means nothing is there.
private protocol Absentable { static var absent: Self { get } }
extension Optional: Absentable { static var absent: Self { nil } }

struct UnkeyedReader: UnkeyedDecodingContainer {
    private let tape: JSONTape
    private let end: Int
    private var index: Int
    let count: Int?
    private(set) var currentIndex = 0

    init(tape: JSONTape, array: Int) {
        self.tape = tape
        index = array + 1
        end = tape.after(array)
        count = Int(tape.nodes[array].count)
    }

    var codingPath: [any CodingKey] { [] }
    var isAtEnd: Bool { index >= end }

    private mutating func read<Value>(_ body: (ValueDecoder) throws -> Value) throws -> Value {
        guard !isAtEnd else { throw CanonicalError(.missing, path: [String(currentIndex)]) }
        do {
            let value = try body(ValueDecoder(tape: tape, index: index))
            index = tape.after(index)
            currentIndex += 1
            return value
        } catch { throw CanonicalError.within(String(currentIndex), error) }
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, tape.kind(index) == .null else { return false }
        index = tape.after(index)
        currentIndex += 1
        return true
    }

    mutating func decode(_ type: String.Type) throws -> String { try read { try $0.decode(String.self) } }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try read { try $0.decode(type) } }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try read { try $0.container(keyedBy: type) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try read { try $0.unkeyedContainer() }
    }

    mutating func superDecoder() throws -> any Decoder { try read { $0 } }
}
