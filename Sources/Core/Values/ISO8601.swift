// Reading and writing dates and instants as RFC 3339 (ISO 8601) text, without Foundation.

extension CivilDate {
    /// `2026-11-20`.
    public var iso: String {
        let (y, m, d) = parts
        return "\(padded(y, 4))-\(padded(m, 2))-\(padded(d, 2))"
    }

    /// Reads `2026-11-20`; nil for anything else, a day that does not exist included.
    public init?(iso text: some StringProtocol) {
        let p = text.split(separator: "-", omittingEmptySubsequences: false)
        guard p.count == 3, p[0].utf8.count == 4, p[1].utf8.count == 2, p[2].utf8.count == 2,
            let y = digits(p[0]), let m = digits(p[1]), let d = digits(p[2])
        else { return nil }
        self.init(year: y, month: m, day: d)
    }
}

extension Instant {
    /// `2026-11-20T16:00:00+07:00`; a fraction only where there is one.
    public var rfc3339: String {
        let us = microsecondOfDay
        let s = Int(us / 1_000_000)
        let fraction = Int(us % 1_000_000)
        let tail = fraction == 0 ? "" : "." + padded(fraction, 6)
        return "\(date.iso)T\(padded(s / 3600, 2)):\(padded(s / 60 % 60, 2)):\(padded(s % 60, 2))\(tail)+07:00"
    }

    /// Reads RFC 3339; without an offset the office's +07:00 is meant, without a time 00:00.
    ///
    /// Seconds may be left out (`2026-11-20T16:00`), a space may stand for `T`. Nil for anything else.
    public init?(rfc3339 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes.count <= 40,
            let date = CivilDate(iso: String(decoding: bytes[0..<10], as: UTF8.self))
        else { return nil }
        var rest = bytes[10...]
        guard let separator = rest.first else {
            self.init(date, minute: 0)
            return
        }
        guard separator == UInt8(ascii: "T") || separator == UInt8(ascii: "t") || separator == UInt8(ascii: " ")
        else { return nil }
        rest = rest.dropFirst()
        guard let hour = takeTwo(&rest), hour < 24, take(&rest, ":"), let minute = takeTwo(&rest), minute < 60
        else { return nil }
        var second = 0
        var fraction: Int64 = 0
        if take(&rest, ":") {
            guard let s = takeTwo(&rest), s < 60 else { return nil }
            second = s
            if take(&rest, ".") {
                guard let f = takeFraction(&rest) else { return nil }
                fraction = f
            }
        }
        guard let offset = takeOffset(&rest), rest.isEmpty else { return nil }
        let local = Int64(date.dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        self.init(microseconds: (local - offset) * 1_000_000 + fraction)
    }
}

private func padded(_ n: Int, _ width: Int) -> String {
    let s = String(n)
    return s.utf8.count >= width ? s : String(repeating: "0", count: width - s.utf8.count) + s
}

private func digits(_ s: some StringProtocol) -> Int? {
    s.utf8.allSatisfy { (48...57).contains($0) } ? Int(s) : nil
}

private func take(_ b: inout ArraySlice<UInt8>, _ c: Unicode.Scalar) -> Bool {
    guard b.first == UInt8(ascii: c) else { return false }
    b = b.dropFirst()
    return true
}

private func takeTwo(_ b: inout ArraySlice<UInt8>) -> Int? {
    guard b.count >= 2 else { return nil }
    let (x, y) = (b[b.startIndex], b[b.startIndex + 1])
    guard (48...57).contains(x), (48...57).contains(y) else { return nil }
    b = b.dropFirst(2)
    return Int(x - 48) * 10 + Int(y - 48)
}

/// Up to six digits after the point, as microseconds; further digits are dropped.
private func takeFraction(_ b: inout ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    var places = 0
    while let c = b.first, (48...57).contains(c) {
        if places < 6 { value = value * 10 + Int64(c - 48) }
        places += 1
        b = b.dropFirst()
    }
    guard places > 0 else { return nil }
    for _ in 0..<max(0, 6 - places) { value *= 10 }
    return value
}

/// Seconds east of UTC: `Z`, `+07:00`, `-03:30`, or nothing for the office's own.
private func takeOffset(_ b: inout ArraySlice<UInt8>) -> Int64? {
    if b.isEmpty { return Instant.officeOffsetSeconds }
    if take(&b, "Z") || take(&b, "z") { return 0 }
    let sign: Int64
    if take(&b, "+") { sign = 1 } else if take(&b, "-") { sign = -1 } else { return nil }
    guard let h = takeTwo(&b), h < 24 else { return nil }
    guard take(&b, ":"), let m = takeTwo(&b), m < 60 else { return nil }
    return sign * Int64(h * 3600 + m * 60)
}
