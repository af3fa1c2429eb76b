// The keyed and unkeyed containers of the encoder. Types that a record is mostly made of are taken directly; all
// others, the remaining integers included, go through an encoder of their own.

struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let object: EncodedObject

    var codingPath: [any CodingKey] { [] }

    private func put(_ element: EncodedElement, _ key: Key) { object.members.append((key.stringValue, element)) }

    func encodeNil(forKey key: Key) { put(.absent, key) }
    func encode(_ value: Bool, forKey key: Key) { put(.bool(value), key) }
    func encode(_ value: String, forKey key: Key) { put(.string(value), key) }
    func encode(_ value: Int, forKey key: Key) throws { try encode(whole: value, key) }
    func encode(_ value: Int64, forKey key: Key) throws { try encode(whole: value, key) }

    private func encode(whole value: some FixedWidthInteger, _ key: Key) throws {
        do { put(try ValueEncoder.element(whole: value), key) } catch { throw error.within(key.stringValue) }
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        do { put(try ValueEncoder.element(of: value), key) } catch {
            throw CanonicalError.within(key.stringValue, error)
        }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        let nested = EncodedObject()
        put(.object(nested), key)
        return KeyedEncodingContainer(KeyedWriter<Nested>(object: nested))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        let nested = EncodedArray(order: .given)
        put(.array(nested), key)
        return UnkeyedWriter(array: nested)
    }

    func superEncoder() -> any Encoder { superEncoder(under: "super") }
    func superEncoder(forKey key: Key) -> any Encoder { superEncoder(under: key.stringValue) }

    private func superEncoder(under key: String) -> any Encoder {
        let encoder = ValueEncoder(())
        object.members.append((key, .later(encoder)))
        return encoder
    }
}

struct UnkeyedWriter: UnkeyedEncodingContainer {
    let array: EncodedArray

    var codingPath: [any CodingKey] { [] }
    var count: Int { array.elements.count }

    func encodeNil() { array.elements.append(.absent) }
    func encode(_ value: String) { array.elements.append(.string(value)) }

    func encode<Value: Encodable>(_ value: Value) throws {
        do { array.elements.append(try ValueEncoder.element(of: value)) } catch {
            throw CanonicalError.within(String(count), error)
        }
    }

    func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
        let nested = EncodedObject()
        array.elements.append(.object(nested))
        return KeyedEncodingContainer(KeyedWriter<Nested>(object: nested))
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        let nested = EncodedArray(order: .given)
        array.elements.append(.array(nested))
        return UnkeyedWriter(array: nested)
    }

    func superEncoder() -> any Encoder {
        let encoder = ValueEncoder(())
        array.elements.append(.later(encoder))
        return encoder
    }
}
