/// Writes canonical JSON (RFC 8785) piece by piece.
struct CanonicalWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }
    mutating func append(raw: some Collection<UInt8>) { bytes.append(contentsOf: raw) }

    /// Text that needs no escape and is known here: keys and punctuation.
    mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ value: Bool) { value ? append("true") : append("false") }

    mutating func append(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        var length = 1
        var bound: UInt64 = 10
        while length < 19, rest >= bound {
            length += 1
            bound &*= 10
        }
        let end = bytes.count + length
        bytes.append(contentsOf: repeatElement(48, count: length))
        for place in 1...length {
            bytes[end - place] = 48 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// A string between quotation marks; only the quotation mark, the backslash and control characters are escaped.
    mutating func append(quoted text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            var written = 0
            for (place, byte) in utf8.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
                bytes.append(contentsOf: utf8[written..<place])
                escape(byte)
                written = place + 1
            }
            bytes.append(contentsOf: utf8[written...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func append(hexadecimal value: some Sequence<UInt8>) {
        for byte in value {
            bytes.append(CanonicalWriter.digit(byte >> 4))
            bytes.append(CanonicalWriter.digit(byte & 15))
        }
    }

    mutating func append(_ value: JSON, strict: Bool, depth: Int) throws(CanonicalError) {
        switch value {
        case .null:
            if strict { throw CanonicalError(.null) }
            append("null")
        case .bool(let value): append(value)
        case .integer(let value):
            guard (-JSON.integerMax...JSON.integerMax).contains(value) else { throw CanonicalError(.outOfRange) }
            append(value)
        case .number(let text):
            if strict { throw CanonicalError(.notWhole) }
            append(raw: text.utf8)
        case .string(let text): append(quoted: text)
        case .array(let elements):
            let depth = try deeper(depth)
            append("[")
            for (place, element) in elements.enumerated() {
                if place > 0 { append(",") }
                do { try append(element, strict: strict, depth: depth) } catch { throw error.within(String(place)) }
            }
            append("]")
        case .object(let members):
            let depth = try deeper(depth)
            append("{")
            for (place, key) in members.keys.sorted(by: CanonicalWriter.comesBefore).enumerated() {
                guard let member = members[key] else { continue }
                if place > 0 { append(",") }
                append(quoted: key)
                append(":")
                do { try append(member, strict: strict, depth: depth) } catch { throw error.within(key) }
            }
            append("}")
        }
    }

    /// Nothing is written that the reader's own limit would refuse.
    func deeper(_ depth: Int) throws(CanonicalError) -> Int {
        guard depth < JSONLimits.standard.depthMax else { throw CanonicalError(.tooDeep) }
        return depth + 1
    }

    /// The order of keys: by UTF-16 code units.
    ///
    /// Compared in UTF-8, which differs in one point: U+E000–U+FFFF come after the characters written in surrogates.
    static func comesBefore(_ a: String, _ b: String) -> Bool {
        var (left, right) = (a.utf8.makeIterator(), b.utf8.makeIterator())
        while true {
            guard let y = right.next() else { return false }
            guard let x = left.next() else { return true }
            if x != y { return rank(x) < rank(y) }
        }
    }

    private static func rank(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0xEE, 0xEF: return byte + 0x10
        case 0xF0...: return byte - 2
        default: return byte
        }
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        case 0x22: append("\\\"")
        case 0x5C: append("\\\\")
        default:
            append("\\u00")
            append(hexadecimal: CollectionOfOne(byte))
        }
    }

    private static func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 48 + nibble : 87 + nibble }
}
