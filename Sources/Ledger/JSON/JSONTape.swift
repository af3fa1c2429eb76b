/// The values of one JSON text in the order they stand, each as a place in its bytes.
///
/// Why not a tree at once: a decoder asks for most values once, by key; one flat array is made per text instead of a
/// dictionary per object, and a string comes into being only when it is asked for.
final class JSONTape: Sendable {
    enum Kind: UInt8, Sendable {
        case null, no, yes
        /// A whole number within ±(2^53 - 1).
        case integer
        /// Any other number.
        case number
        case text
        /// A string with at least one escape in it.
        case escapedText
        case array, object
    }

    struct Node: Sendable {
        var kind: Kind
        /// First byte; of a string, after its quotation mark.
        var start: UInt32
        /// After the last byte; of a string, at its quotation mark.
        var end: UInt32
        /// Index of the node after this one and everything in it.
        var next: UInt32
        /// Elements of an array, members of an object.
        var count: UInt32
    }

    let bytes: [UInt8]
    let nodes: [Node]

    init(bytes: [UInt8], nodes: [Node]) {
        self.bytes = bytes
        self.nodes = nodes
    }

    func kind(_ index: Int) -> Kind { nodes[index].kind }

    /// Index of the value after the one at `index`.
    func after(_ index: Int) -> Int { Int(nodes[index].next) }

    /// The string at `index`, its escapes undone.
    func text(_ index: Int) -> String {
        let node = nodes[index]
        let raw = bytes[Int(node.start)..<Int(node.end)]
        guard node.kind == .escapedText else { return String(decoding: raw, as: UTF8.self) }
        return String(decoding: JSONTape.unescaped(raw), as: UTF8.self)
    }

    /// The whole number at `index`, which the scanner found to be one.
    func integer(_ index: Int) -> Int64 {
        let node = nodes[index]
        var value: Int64 = 0
        var at = Int(node.start)
        let negative = bytes[at] == UInt8(ascii: "-")
        if negative { at += 1 }
        while at < Int(node.end) {
            value = value &* 10 &+ Int64(bytes[at] &- 48)
            at += 1
        }
        return negative ? -value : value
    }

    /// True if the string at `index` is exactly these bytes of UTF-8.
    func text(_ index: Int, is wanted: UnsafeBufferPointer<UInt8>) -> Bool {
        let node = nodes[index]
        guard node.kind == .text else { return text(index).utf8.elementsEqual(wanted) }
        let start = Int(node.start)
        guard Int(node.end) - start == wanted.count else { return false }
        for place in 0..<wanted.count where bytes[start + place] != wanted[place] { return false }
        return true
    }

    /// Undoes escapes that the scanner has already found whole.
    private static func unescaped(_ raw: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(raw.count)
        var at = raw.startIndex
        while at < raw.endIndex {
            guard raw[at] == UInt8(ascii: "\\") else {
                text.append(raw[at])
                at += 1
                continue
            }
            at += 2
            switch raw[at - 1] {
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "u"):
                var scalar = fourDigits(raw, at)
                at += 4
                if 0xD800...0xDBFF ~= scalar {
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (fourDigits(raw, at + 2) - 0xDC00)
                    at += 6
                }
                append(scalar, to: &text)
            case let itself: text.append(itself)
            }
        }
        return text
    }

    private static func fourDigits(_ raw: ArraySlice<UInt8>, _ start: Int) -> UInt32 {
        raw[start..<start + 4].reduce(0) { $0 << 4 | UInt32(hexDigit($1) ?? 0) }
    }

    private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(scalar) else { return }
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}

/// The value of one hexadecimal digit, or nil.
func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: return byte - 48
    case 65...70: return byte - 55
    case 97...102: return byte - 87
    default: return nil
    }
}
