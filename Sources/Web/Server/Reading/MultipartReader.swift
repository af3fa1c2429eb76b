/// Takes the parts of a multipart form as they are read.
protocol PartSink {
    mutating func begin(_ head: PartHead) throws
    /// The next bytes of the part; valid only during the call.
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws
    mutating func end() throws
}

/// Reads `multipart/form-data` (RFC 2046, RFC 7578) as it arrives, holding no more than a boundary's length and one
/// part's headers.
///
/// Refuses with `Problem`: headers over their limit, a part without a name, an end without the closing boundary
/// (the body was cut off).
struct MultipartReader {
    private enum State {
        /// Before the first boundary, where anything may stand and nothing counts.
        case preamble
        /// Right behind a boundary: `--` ends the form, a line end begins a part.
        case afterBoundary
        case head
        case body
        /// Behind the closing boundary, where again nothing counts.
        case epilogue
    }

    private let delimiter: [UInt8]
    private let limits: RequestLimits
    private var state = State.preamble
    /// Not yet read; begins as if a line had just ended, so that the first boundary looks like the others.
    private var pending: [UInt8] = [13, 10]

    init(boundary: String, limits: RequestLimits) {
        delimiter = Array("\r\n--\(boundary)".utf8)
        self.limits = limits
    }

    /// The boundary named by a Content-Type header; nil if it names none or one RFC 2046 does not allow.
    static func boundary(of contentType: String) -> String? {
        for parameter in contentType.split(separator: ";").dropFirst() {
            let pair = parameter.trimmingSpaces()
            guard pair.lowercased().hasPrefix("boundary=") else { continue }
            var value = pair.dropFirst("boundary=".count)
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") { value = value.dropFirst().dropLast() }
            let isRight =
                (1...70).contains(value.utf8.count) && value.last != " " && value.isPlain(with: "'()+_,-./:=? ")
            return isRight ? String(value) : nil
        }
        return nil
    }

    /// Takes the next bytes of the body and hands on what is certain.
    mutating func feed(_ bytes: UnsafeRawBufferPointer, into sink: inout some PartSink) throws {
        pending.append(contentsOf: bytes)
        var used = 0
        while try step(&used, into: &sink) {}
        pending.removeSubrange(..<used)
    }

    /// To be called when the body has ended.
    func finish() throws(Problem) {
        switch state {
        case .epilogue: return
        case .preamble, .afterBoundary, .head, .body: throw Problem(.cutOff)
        }
    }

    /// Does one thing with `pending[used...]`; false when more bytes are needed.
    private mutating func step(_ used: inout Int, into sink: inout some PartSink) throws -> Bool {
        switch state {
        case .preamble:
            guard let found = find(delimiter, from: used) else {
                used = max(used, pending.count - delimiter.count + 1)
                return false
            }
            used = found + delimiter.count
            state = .afterBoundary
        case .afterBoundary:
            return try readBoundaryEnd(&used)
        case .head:
            return try readHead(&used, into: &sink)
        case .body:
            guard let found = find(delimiter, from: used) else {
                // All but what could be the beginning of a boundary belongs to the part.
                let certain = max(used, pending.count - delimiter.count + 1)
                try write(used..<certain, into: &sink)
                used = certain
                return false
            }
            try write(used..<found, into: &sink)
            try sink.end()
            used = found + delimiter.count
            state = .afterBoundary
        case .epilogue:
            used = pending.count
            return false
        }
        return true
    }

    private mutating func readBoundaryEnd(_ used: inout Int) throws(Problem) -> Bool {
        // Spaces may pad a boundary line; a bounded number, so that the wait for its end is bounded too.
        var at = used
        while at < pending.count, pending[at] == 32 || pending[at] == 9 { at += 1 }
        guard at - used <= 64 else { throw Problem(.malformed) }
        guard at + 1 < pending.count else { return false }
        switch (pending[at], pending[at + 1]) {
        case (45, 45) where at == used:
            state = .epilogue
        case (13, 10):
            state = .head
        default:
            throw Problem(.malformed)
        }
        used = at + 2
        return true
    }

    private mutating func readHead(_ used: inout Int, into sink: inout some PartSink) throws -> Bool {
        let window = pending[used..<min(pending.count, used + limits.partHeadBytesMax + 4)]
        guard let end = MultipartReader.endOfHead(window) else {
            guard pending.count - used <= limits.partHeadBytesMax else { throw Problem(.malformed) }
            return false
        }
        try sink.begin(PartHead(parsing: pending[used..<end]))
        used = end + 4
        state = .body
        return true
    }

    /// Where the empty line behind the headers begins.
    private static func endOfHead(_ window: ArraySlice<UInt8>) -> Int? {
        var at = window.startIndex
        while at + 3 < window.endIndex {
            if window[at] == 13, window[at + 1] == 10, window[at + 2] == 13, window[at + 3] == 10 { return at }
            at += 1
        }
        return nil
    }

    private func write(_ range: Range<Int>, into sink: inout some PartSink) throws {
        guard !range.isEmpty else { return }
        try pending.withUnsafeBytes { try sink.write(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Where `needle`, which begins with a carriage return, first stands in `pending[from...]`.
    private func find(_ needle: [UInt8], from: Int) -> Int? {
        pending.withUnsafeBufferPointer { bytes in
            var at = from
            while at + needle.count <= bytes.count {
                guard let start = bytes[at...(bytes.count - needle.count)].firstIndex(of: 13) else { return nil }
                var matched = 1
                while matched < needle.count, bytes[start + matched] == needle[matched] { matched += 1 }
                if matched == needle.count { return start }
                at = start + 1
            }
            return nil
        }
    }
}
