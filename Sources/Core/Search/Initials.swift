/// Phrases of the catalogue by their first letters (chữ viết tắt): `dkkh` is `đăng ký kết hôn`.
///
/// Abbreviations that nobody could guess stand among the synonyms; this reads the others off the names themselves.
struct Initials: Sendable {
    /// The first letter of every word of the names, 0 between names.
    private var letters: [UInt8] = []
    /// The words themselves, at the same places.
    private var words: [Int32] = []
    /// How much each name counts, at the same places: what is often asked for is what an abbreviation means.
    private var worths: [Int32] = []
    private static let worthLeast: Int32 = 6

    mutating func add(_ name: some Collection<Int32>, in vocabulary: Vocabulary, worth: Int32) {
        for word in name {
            letters.append(vocabulary.words[Int(word)].first ?? 0)
            words.append(word)
            worths.append(worth)
        }
        letters.append(0)
        words.append(-1)
        worths.append(0)
    }

    /// Three to six consonants may be initials; a row with a vowel is rather a word mistyped.
    static func may(_ typed: [UInt8]) -> Bool {
        3...6 ~= typed.count && !typed.contains { SearchWord.isVowel($0) || SearchWord.isDigit($0) }
    }

    /// The phrase that most names have under these initials; nil if too few have it for anyone to abbreviate it.
    func phrase(_ typed: [UInt8]) -> [Int32]? {
        guard Initials.may(typed) else { return nil }
        var found: [ArraySlice<Int32>: Int32] = [:]
        for start in letters.indices.dropLast(typed.count) where letters[start] == typed[0] {
            let range = start..<start + typed.count
            guard letters[range] == typed[...] else { continue }
            found[words[range], default: 0] += worths[start]
        }
        let best = found.filter { $0.value >= Initials.worthLeast }.max { a, b in
            (a.value, b.key.description) < (b.value, a.key.description)
        }
        return best.map { Array($0.key) }
    }
}
