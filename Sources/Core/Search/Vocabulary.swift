/// Every word of the catalogue and of the synonyms, by number, and which words follow each other in them.
///
/// Why syllables: Vietnamese has few of them, so the whole catalogue is written with some hundred, and a slip can be
/// looked for among all of them in microseconds.
struct Vocabulary: Sendable {
    /// The letters of each word.
    private(set) var words: [[UInt8]] = []
    /// How often each word stands in the texts, as often as each text is worth.
    private(set) var uses: [Int32] = []
    private var allUses = 0
    private var numbers: [String: Int32] = [:]
    /// The tones with which each word stands in the texts, a bit each.
    private var tones: [UInt8] = []
    private var letterSets: [UInt64] = []
    private var pairs: [UInt64: Int32] = [:]
    private var sounds: [String: [Int32]] = [:]
    /// What stands before the first vowel of some word, and from it on.
    private var onsets: Set<ArraySlice<UInt8>> = []
    private var rhymes: Set<ArraySlice<UInt8>> = []

    var count: Int { words.count }

    /// The number of a word of the texts, given one if it is new; it counts as often as its text is worth.
    mutating func add(_ word: SearchWord, worth: Int32) -> Int32 {
        let key = word.key
        allUses += Int(worth)
        if let number = numbers[key] {
            uses[Int(number)] += worth
            tones[Int(number)] |= word.marks.toneBit ?? 0
            return number
        }
        let number = Int32(words.count)
        let letters = Array(key.utf8)
        numbers[key] = number
        words.append(letters)
        uses.append(worth)
        tones.append(word.marks.toneBit ?? 0)
        letterSets.append(Vocabulary.letterSet(letters))
        sounds[SoundAlike.key(letters), default: []].append(number)
        if let (onset, rhyme) = Vocabulary.parts(letters) {
            onsets.insert(onset)
            rhymes.insert(rhyme)
        }
        return number
    }

    /// Remembers which words of a text stand side by side, as often as the text is worth.
    mutating func addPairs(_ text: some Collection<Int32>, worth: Int32) {
        for (first, second) in zip(text, text.dropFirst()) {
            pairs[Vocabulary.pair(first, second), default: 0] += worth
        }
    }

    func number(_ letters: [UInt8]) -> Int32? { numbers[SearchWord.key(letters)] }

    /// True if the letters could be a Vietnamese syllable, known or not: its beginning and its rhyme stand in some
    /// word.
    func isSyllable(_ letters: [UInt8]) -> Bool {
        guard let (onset, rhyme) = Vocabulary.parts(Array(SearchWord.key(letters).utf8)) else { return false }
        return onsets.contains(onset) && rhymes.contains(rhyme)
    }

    /// False if the word never stands with the tone that was typed.
    func agrees(_ word: Int32, with typed: WordMarks) -> Bool {
        typed.toneBit.map { tones[Int(word)] & $0 != 0 } ?? true
    }

    /// How often the second word follows the first in the texts.
    func uses(of first: Int32, then second: Int32) -> Int { Int(pairs[Vocabulary.pair(first, second), default: 0]) }

    /// How many times the second word follows the first more often than by chance, in doublings; 0 if it never does.
    func affinity(of first: Int32, then second: Int32) -> Double {
        let together = uses(of: first, then: second)
        guard together > 0 else { return 0 }
        let chance = Double(uses[Int(first)]) * Double(uses[Int(second)]) / Double(allUses)
        return max(0, naturalLogarithm(Double(together) / chance) / naturalLogarithm(2))
    }

    /// The words that some speakers say as this one.
    func soundingLike(_ letters: [UInt8]) -> [Int32] { sounds[SoundAlike.key(letters), default: []] }

    /// The words at most `most` slips away, each with its slips; numbers are left alone.
    func near(_ letters: [UInt8], most: Int) -> [(word: Int32, slips: Int)] {
        guard most > 0, !letters.contains(where: SearchWord.isDigit) else { return [] }
        let letters = Array(SearchWord.key(letters).utf8)
        let set = Vocabulary.letterSet(letters)
        var found: [(word: Int32, slips: Int)] = []
        for number in words.indices {
            // A slip changes at most two members of the set of letters: this spares nearly every comparison.
            guard (letterSets[number] ^ set).nonzeroBitCount <= 2 * most else { continue }
            if let slips = EditDistance.between(letters, words[number], most: most), slips > 0 {
                found.append((Int32(number), slips))
            }
        }
        return found
    }

    /// The longer words that begin so.
    func beginning(with letters: [UInt8]) -> [Int32] {
        words.indices.filter { words[$0].count > letters.count && words[$0].starts(with: letters) }.map { Int32($0) }
    }

    private static func parts(_ letters: [UInt8]) -> (onset: ArraySlice<UInt8>, rhyme: ArraySlice<UInt8>)? {
        letters.firstIndex(where: SearchWord.isVowel).map { (letters[..<$0], letters[$0...]) }
    }

    private static func pair(_ first: Int32, _ second: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    }

    private static func letterSet(_ letters: [UInt8]) -> UInt64 {
        letters.reduce(0) { set, letter in set | 1 << UInt64(letter & 63) }
    }
}
