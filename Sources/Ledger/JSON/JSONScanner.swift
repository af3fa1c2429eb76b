/// Reads JSON strictly (RFC 8259, and no key twice) into a tape; never reads past its limits, never recurses past them.
struct JSONScanner {
    let bytes: [UInt8]
    let limits: JSONLimits
    var at = 0
    private var nodes: [JSONTape.Node] = []

    static func scan(_ bytes: [UInt8], limits: JSONLimits) throws(JSONSyntaxError) -> JSONTape {
        guard bytes.count <= limits.bytesMax else {
            throw JSONSyntaxError(.tooLong(limit: limits.bytesMax), offset: limits.bytesMax)
        }
        var scanner = JSONScanner(bytes: bytes, limits: limits)
        scanner.nodes.reserveCapacity(min(64, bytes.count / 4 + 1))
        try scanner.value(depth: 1)
        scanner.skipSpace()
        guard scanner.at == bytes.count else { throw scanner.refusal(.trailingBytes) }
        return JSONTape(bytes: bytes, nodes: scanner.nodes)
    }

    private init(bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// The byte to be read next, or a refusal at the end of the text.
    func byte() throws(JSONSyntaxError) -> UInt8 {
        guard at < bytes.count else { throw refusal(.endsEarly) }
        return bytes[at]
    }

    func refusal(_ reason: JSONSyntaxError.Reason) -> JSONSyntaxError { JSONSyntaxError(reason, offset: at) }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) {
        skipSpace()
        let first = try byte()
        switch first {
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "\""): _ = try text()
        case UInt8(ascii: "-"), 48...57:
            let start = at
            add(try number() ? .integer : .number, from: start, to: at)
        case UInt8(ascii: "t"): try word("true", .yes)
        case UInt8(ascii: "f"): try word("false", .no)
        case UInt8(ascii: "n"): try word("null", .null)
        default: throw refusal(.unexpectedByte(first))
        }
    }

    private mutating func word(_ word: StaticString, _ kind: JSONTape.Kind) throws(JSONSyntaxError) {
        let start = at
        for place in 0..<word.utf8CodeUnitCount {
            let found = try byte()
            guard found == word.utf8Start[place] else { throw refusal(.unexpectedByte(found)) }
            at += 1
        }
        add(kind, from: start, to: at)
    }

    private mutating func text() throws(JSONSyntaxError) -> ScannedText {
        let start = at + 1
        let scanned = try string()
        add(scanned.escaped ? .escapedText : .text, from: start, to: at - 1)
        return scanned
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) {
        let index = try open(.array, depth: depth)
        if try close(UInt8(ascii: "]"), index, first: true) { return }
        while true {
            try value(depth: depth + 1)
            nodes[index].count += 1
            if try close(UInt8(ascii: "]"), index, first: false) { return }
        }
    }

    private mutating func object(depth: Int) throws(JSONSyntaxError) {
        let index = try open(.object, depth: depth)
        if try close(UInt8(ascii: "}"), index, first: true) { return }
        var previous: Int?
        // Plain keys in rising order, as canonical text has them, cannot repeat; only others are compared all to all.
        var rising = true
        while true {
            skipSpace()
            let mark = try byte()
            guard mark == UInt8(ascii: "\"") else { throw refusal(.unexpectedByte(mark)) }
            let key = nodes.count
            let scanned = try text()
            rising = rising && scanned.plain && (previous.map { isBelow(nodes[$0], nodes[key]) } ?? true)
            previous = key
            skipSpace()
            let colon = try byte()
            guard colon == UInt8(ascii: ":") else { throw refusal(.unexpectedByte(colon)) }
            at += 1
            try value(depth: depth + 1)
            nodes[index].count += 1
            if try close(UInt8(ascii: "}"), index, first: false) { break }
        }
        if !rising { try refuseDuplicates(index) }
    }

    private mutating func open(_ kind: JSONTape.Kind, depth: Int) throws(JSONSyntaxError) -> Int {
        guard depth <= limits.depthMax else { throw refusal(.tooDeep(limit: limits.depthMax)) }
        add(kind, from: at, to: at)
        at += 1
        return nodes.count - 1
    }

    /// Reads the end of a container, or the comma before its next element; true at the end.
    private mutating func close(_ mark: UInt8, _ index: Int, first: Bool) throws(JSONSyntaxError) -> Bool {
        skipSpace()
        let found = try byte()
        if found == mark {
            at += 1
            nodes[index].end = UInt32(at)
            nodes[index].next = UInt32(nodes.count)
            return true
        }
        if first { return false }
        guard found == UInt8(ascii: ",") else { throw refusal(.unexpectedByte(found)) }
        at += 1
        return false
    }

    private mutating func add(_ kind: JSONTape.Kind, from start: Int, to end: Int) {
        let next = UInt32(nodes.count + 1)
        nodes.append(JSONTape.Node(kind: kind, start: UInt32(start), end: UInt32(end), next: next, count: 0))
    }

    /// True if the plain key `a` comes before the plain key `b`.
    private func isBelow(_ a: JSONTape.Node, _ b: JSONTape.Node) -> Bool {
        let (lengthA, lengthB) = (Int(a.end - a.start), Int(b.end - b.start))
        for place in 0..<min(lengthA, lengthB) {
            let (x, y) = (bytes[Int(a.start) + place], bytes[Int(b.start) + place])
            if x != y { return x < y }
        }
        return lengthA < lengthB
    }

    /// Swift's own hashing is seeded anew in each process, so no choice of keys makes this slow.
    private func refuseDuplicates(_ object: Int) throws(JSONSyntaxError) {
        let tape = JSONTape(bytes: bytes, nodes: nodes)
        var seen: Set<String> = []
        var key = object + 1
        for _ in 0..<nodes[object].count {
            let text = tape.text(key)
            guard seen.insert(text).inserted else {
                throw JSONSyntaxError(.duplicateKey(text), offset: Int(nodes[key].start) - 1)
            }
            key = Int(nodes[key + 1].next)
        }
    }
}
