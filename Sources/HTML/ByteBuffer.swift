/// The growing bytes of one page, owned by its writer.
///
/// Why not an array: a page is some thousand pieces of a few bytes, and checking uniqueness and bounds for each cost
/// more than writing them (measured: an array made the same page in four times the time).
struct ByteBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    var written: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    /// Makes room for `more` bytes; writing that many afterwards needs no further check.
    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(by: more) }
    }

    @inline(never)
    private mutating func grow(by more: Int) {
        let larger = max(capacity * 2, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: start, count: count)
        start.deallocate()
        start = moved
        capacity = larger
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        start[count] = byte
        count += 1
    }

    @inline(__always)
    mutating func append(_ literal: StaticString) {
        let length = literal.utf8CodeUnitCount
        reserve(length)
        (start + count).update(from: literal.utf8Start, count: length)
        count += length
    }

    mutating func append(decimal value: Int) {
        if (0..<10).contains(value) {
            append(UInt8(ascii: "0") + UInt8(value))
        } else {
            append(escaping: String(value))
        }
    }
}

extension ByteBuffer {
    /// Writes text so that it reads back as itself inside an element and inside a quoted attribute.
    ///
    /// Control characters are dropped (C0 but tab and line feed, DEL, C1), and so are the invisible ones that turn the
    /// direction of the text around them: a name must not be able to disorder the row it stands in.
    @inline(__always)
    mutating func append(escaping value: String) {
        // Native text is read where it lies; text of another make is copied once.
        if value.utf8.withContiguousStorageIfAvailable({ append(escaping: $0) }) == nil {
            var value = value
            value.withUTF8 { append(escaping: $0) }
        }
    }

    /// Writes a literal of the source likewise, so that even one with a quote in it stays one value.
    mutating func append(escaping literal: StaticString) { literal.withUTF8Buffer { append(escaping: $0) } }

    private mutating func append(escaping source: UnsafeBufferPointer<UInt8>) {
        guard let base = source.baseAddress else { return }
        let length = source.count
        // The longest replacement has six bytes, so that nothing below needs to look at the capacity.
        reserve(length * 6)
        var target = start + count
        var index = 0
        while index < length {
            // Eight bytes at once while nothing among them needs a look.
            while length &- index >= 8 {
                let eight = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
                if ByteBuffer.mayHoldStop(eight) { break }
                UnsafeMutableRawPointer(target).storeBytes(of: eight, as: UInt64.self)
                target += 8
                index &+= 8
            }
            // Then one by one up to and with what made the eight stop.
            while index < length, ByteBuffer.isPlain(base[index]) {
                target.pointee = base[index]
                target += 1
                index &+= 1
            }
            if index < length { index &+= ByteBuffer.replace(source, at: index, to: &target) }
        }
        count = target - start
    }

    /// Writes what stands for the byte at `index`, which is not plain, and tells how many bytes that covers.
    @inline(never)
    private static func replace(
        _ source: UnsafeBufferPointer<UInt8>, at index: Int, to target: inout UnsafeMutablePointer<UInt8>
    ) -> Int {
        let byte = source[index]
        switch byte {
        case UInt8(ascii: "&"): put("&amp;", at: &target)
        case UInt8(ascii: "<"): put("&lt;", at: &target)
        case UInt8(ascii: ">"): put("&gt;", at: &target)
        case UInt8(ascii: "\""): put("&quot;", at: &target)
        case UInt8(ascii: "'"): put("&#39;", at: &target)
        case UInt8(ascii: "\r"):
            // A lone one ends a line, as parsers read it; before a line feed it says nothing.
            let endsLine = index + 1 < source.count && source[index + 1] == UInt8(ascii: "\n")
            if !endsLine { put("\n", at: &target) }
        case 0xC2, 0xE2:
            let skipped = invisibleLength(source, at: index)
            if skipped > 0 { return skipped }
            target.pointee = byte
            target += 1
        default:
            // A control character: dropped.
            break
        }
        return 1
    }

    /// False only if none of the eight bytes is to be replaced, dropped or looked at.
    @inline(__always)
    private static func mayHoldStop(_ eight: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        func hasZero(_ x: UInt64) -> UInt64 { (x &- ones) & ~x & tops }
        let control = (eight &- ones &* 0x20) & ~eight & tops
        let marks = hasZero(eight ^ (ones &* 0x26)) | hasZero((eight & ~(ones &* 2)) ^ (ones &* 0x3C))
        let quotes = hasZero(eight ^ (ones &* 0x22)) | hasZero(eight ^ (ones &* 0x27))
        let rare = hasZero((eight & ~(ones &* 0x20)) ^ (ones &* 0xC2)) | hasZero(eight ^ (ones &* 0x7F))
        return (control | marks | quotes | rare) != 0
    }

    /// True for the bytes that are copied as they are, nearly all.
    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        // Below 64 a bit each: tab, line feed and 20–3E but for " & ' < >
        if byte < 64 { return (0xAFFF_FF3B_0000_0600 as UInt64) >> UInt64(byte) & 1 == 1 }
        return byte != 0x7F && byte != 0xC2 && byte != 0xE2
    }

    @inline(__always)
    private static func put(_ literal: StaticString, at target: inout UnsafeMutablePointer<UInt8>) {
        target.update(from: literal.utf8Start, count: literal.utf8CodeUnitCount)
        target += literal.utf8CodeUnitCount
    }

    /// Length in bytes of the dropped character that starts at `index`, 0 if it is one to keep.
    private static func invisibleLength(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        if source[index] == 0xC2 {
            return index + 1 < source.count && (0x80...0x9F).contains(source[index + 1]) ? 2 : 0
        }
        guard index + 2 < source.count else { return 0 }
        switch (source[index + 1], source[index + 2]) {
        case (0x80, 0xAA...0xAE), (0x81, 0xA6...0xA9): return 3
        default: return 0
        }
    }
}
