/// Words looked for together: those of the query, or the official ones for an everyday phrase in it.
struct SearchClause: Sendable {
    /// Each different word once, at most `SearchLimits.termsMost`.
    private(set) var terms: [Term] = []
    /// By word number, the place of its term plus one; 0 for all other words.
    private var termOfWord: [UInt8]
    /// Words that should stand side by side, as places of terms.
    private(set) var pairs: [(first: Int, second: Int, weight: Double)] = []
    /// By first and second term, the place of the pair plus one.
    private var pairOfTerms = [UInt8](repeating: 0, count: SearchLimits.termsMost * SearchLimits.termsMost)

    struct Term: Sendable {
        var word: Int32
        var weight: Double
        /// The marks with which it was typed, a set for each time; empty where marks say nothing.
        var marks: [WordMarks]
    }

    init(vocabulary: Vocabulary) {
        termOfWord = [UInt8](repeating: 0, count: vocabulary.count)
    }

    /// The place of the word's term, made if it is new; nil if the clause is full.
    mutating func add(_ word: Int32, weight: Double, marks: WordMarks?) -> Int? {
        let known = Int(termOfWord[Int(word)])
        if known > 0 {
            terms[known - 1].weight = max(terms[known - 1].weight, weight)
            if let marks, !terms[known - 1].marks.contains(marks) { terms[known - 1].marks.append(marks) }
            return known - 1
        }
        guard terms.count < SearchLimits.termsMost else { return nil }
        terms.append(Term(word: word, weight: weight, marks: marks.map { [$0] } ?? []))
        termOfWord[Int(word)] = UInt8(terms.count)
        return terms.count - 1
    }

    mutating func addPair(_ first: Int, _ second: Int, weight: Double) {
        let place = first * SearchLimits.termsMost + second
        guard pairs.count < UInt64.bitWidth, pairOfTerms[place] == 0 else { return }
        pairs.append((first, second, weight))
        pairOfTerms[place] = UInt8(pairs.count)
    }

    /// What of the clause stands in one text, a bit a term or pair.
    struct Match: Sendable {
        var terms: UInt64 = 0
        var pairs: UInt64 = 0
        /// The terms that stand there with marks that do not contradict those typed.
        var agreed: UInt64 = 0
        /// The terms that stand there with just the marks typed.
        var exact: UInt64 = 0
    }

    /// What of the clause stands in each text.
    func matches(in corpus: SearchCorpus) -> [Match] {
        let typed = TypedMarks(terms)
        // Raw buffers, for this loop runs over fifty thousand words for every query.
        return corpus.words.withUnsafeBufferPointer { words in
            termOfWord.withUnsafeBufferPointer { termOfWord in
                (0..<corpus.count).map { text in
                    var match = Match()
                    var before = -1
                    for place in corpus.range(text) {
                        let term = Int(termOfWord[Int(words[place])]) - 1
                        if term >= 0 {
                            match.terms |= 1 << UInt64(term)
                            typed.compare(term, with: corpus.marks[place], in: &match)
                            if before >= 0 {
                                let pair = Int(pairOfTerms[before * SearchLimits.termsMost + term]) - 1
                                if pair >= 0 { match.pairs |= 1 << UInt64(pair) }
                            }
                        }
                        before = term
                    }
                    return match
                }
            }
        }
    }

    /// The marks typed for all terms in one row, so that comparing them touches no other memory.
    private struct TypedMarks {
        private var marks: [WordMarks] = []
        private var starts: [Int] = [0]

        init(_ terms: [Term]) {
            for term in terms {
                marks += term.marks
                starts.append(marks.count)
            }
        }

        func compare(_ term: Int, with found: WordMarks, in match: inout Match) {
            let bit: UInt64 = 1 << UInt64(term)
            let range = starts[term]..<starts[term + 1]
            if range.isEmpty { match.agreed |= bit }
            guard match.agreed & match.exact & bit == 0 else { return }
            for place in range {
                if marks[place].agree(with: found) { match.agreed |= bit }
                if marks[place] == found { match.exact |= bit }
            }
        }
    }
}

/// The places of the bits set, the lowest first.
struct BitPlaces: Sequence, IteratorProtocol {
    var bits: UInt64

    mutating func next() -> Int? {
        guard bits != 0 else { return nil }
        defer { bits &= bits - 1 }
        return bits.trailingZeroBitCount
    }
}
