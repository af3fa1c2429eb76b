/// How many slips of the finger lie between two words (khoảng cách Damerau-Levenshtein).
enum EditDistance {
    /// Letters missed, added, replaced or two neighbours swapped; nil if more than `most`.
    ///
    /// No place is changed twice (optimal string alignment), which is how people mistype.
    static func between(_ a: [UInt8], _ b: [UInt8], most: Int) -> Int? {
        guard abs(a.count - b.count) <= most else { return nil }
        var before = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        var row = last
        for i in 0..<a.count {
            row[0] = i + 1
            var least = row[0]
            for j in 0..<b.count {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                row[j + 1] = cost
                least = min(least, cost)
            }
            if least > most { return nil }
            (before, last, row) = (last, row, before)
        }
        return last[b.count] <= most ? last[b.count] : nil
    }

    /// The slips a word of so many letters may have: short syllables have too many neighbours for two.
    static func most(letters: Int) -> Int {
        switch letters {
        case ..<3: 0
        case 3...5: 1
        default: 2
        }
    }
}
