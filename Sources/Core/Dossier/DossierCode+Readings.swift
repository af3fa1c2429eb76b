extension DossierCode {
    /// All codes that may be meant by what was typed, the likeliest first (các cách đọc mã số hồ sơ).
    ///
    /// Letter case, spaces and missing or other dots and dashes are forgiven. Without them a code can sometimes be cut
    /// in more than one way, and only the register knows which one exists; written as printed it has one reading.
    public static func readings(typed: some StringProtocol) -> [DossierCode] {
        let folded = typed.uppercased().filter { !$0.isWhitespace }
        if isWritten(folded) { return [DossierCode(written: folded)] }
        return TypedCode(folded)?.readings().map { DossierCode(written: $0) } ?? []
    }
}

/// What was typed without its separators, and where they stood.
private struct TypedCode {
    /// Seven digits of the old form `000.00.65.H21`, or none.
    private let old: [UInt8]
    /// `H21`.
    private let head: [UInt8]
    /// Levels of the agency, day and order, in one.
    private let rest: [UInt8]
    /// How many of `rest` stood before each separator.
    private let breaks: Set<Int>

    /// Nil for what no cut can make a code of.
    init?(_ folded: String) {
        var symbols: [UInt8] = []
        var separators: [Int] = []
        for character in folded {
            if let ascii = character.asciiValue, isDigit(ascii) || (65...90).contains(ascii) {
                symbols.append(ascii)
            } else if character.isLetter || character.isNumber {
                return nil
            } else {
                separators.append(symbols.count)
            }
        }
        let letters = symbols.indices.filter { !isDigit(symbols[$0]) }
        guard letters == [0] || letters == [7], symbols.count <= 40 else { return nil }
        let start = letters[0] + 3
        guard symbols.count >= start + 10 else { return nil }
        old = Array(symbols[..<letters[0]])
        head = Array(symbols[letters[0]..<start])
        rest = Array(symbols[start...])
        breaks = Set(separators.map { $0 - start }.filter { $0 >= 0 })
    }

    /// Cuts from the right: the order has at least four digits and begins with 0 only then, the day is one of the
    /// calendar. Those that agree with most of the separators typed come first.
    func readings() -> [String] {
        var found: [(text: String, agreeing: Int)] = []
        for orderLength in 4...7 {
            let dayStart = rest.count - orderLength - 6
            guard dayStart >= 0 else { continue }
            let order = rest[(dayStart + 6)...]
            let day = rest[dayStart..<(dayStart + 6)]
            guard orderLength == 4 || order.first != UInt8(ascii: "0"), isDay(day) else { continue }
            for levels in cuts(dayStart, most: old.isEmpty ? 4 : 0) {
                var (agency, place, places) = (agencyHead, 0, Set([dayStart, dayStart + 6]))
                for length in levels {
                    places.insert(place)
                    agency += "." + text(rest[place..<(place + length)])
                    place += length
                }
                found.append(("\(agency)-\(text(day))-\(text(order))", breaks.intersection(places).count))
            }
        }
        // Sorting keeps no order among equals, so their place is part of what is compared.
        return found.enumerated().sorted { ($1.element.agreeing, $0.offset) < ($0.element.agreeing, $1.offset) }
            .map(\.element.text)
    }

    private var agencyHead: String {
        guard !old.isEmpty else { return text(head[...]) }
        return [text(old[..<3]), text(old[3..<5]), text(old[5...]), text(head[...])].joined(separator: ".")
    }

    /// All ways to cut so many digits into levels of two or three.
    private func cuts(_ length: Int, most: Int) -> [[Int]] {
        if length == 0 { return [[]] }
        guard most > 0, length > 1 else { return [] }
        return [2, 3].filter { $0 <= length }.flatMap { first in
            cuts(length - first, most: most - 1).map { [first] + $0 }
        }
    }

    private func isDay(_ digits: ArraySlice<UInt8>) -> Bool {
        let numbers = digits.map { Int($0) - 48 }
        func pair(_ at: Int) -> Int { numbers[at] * 10 + numbers[at + 1] }
        return CivilDate(year: 2000 + pair(0), month: pair(2), day: pair(4)) != nil
    }

    private func text(_ digits: ArraySlice<UInt8>) -> String { String(decoding: digits, as: UTF8.self) }
}

private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
