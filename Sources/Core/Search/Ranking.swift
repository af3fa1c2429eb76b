/// Ranks the procedures of the catalogue by what their names hold of one query.
struct Ranking {
    private let index: ProcedureIndex
    private let query: WeighedQuery
    private let isSingleWord: Bool
    /// The names that the query is, word for word.
    private let wholeNames: [Int]

    private struct Ranked {
        var entry: Int
        /// The name or title of it that fits best.
        var name: Int
        var score: Double
        var isWholeName: Bool
        var exactMarks: Bool
    }

    init(_ reading: QueryReading, in index: ProcedureIndex) {
        self.index = index
        query = WeighedQuery(reading, in: index)
        isSingleWord = reading.slots.count == 1
        wholeNames = reading.known.map { index.namesBeing($0) } ?? []
    }

    /// The best answers, the best first.
    func best(_ most: Int) -> [SearchHit] {
        var ranked = index.entries.indices.compactMap(rank)
        let top = ranked.reduce(0) { max($0, $1.score) }
        ranked.removeAll { $0.score < top * SearchWeight.scoreLeast && !$0.isWholeName }
        ranked = ranked.compactMap(covered)
        ranked.sort(by: precedes)
        return ranked.prefix(most).map {
            SearchHit(
                code: index.entries[$0.entry].code, score: $0.score, exactMarks: $0.exactMarks,
                matches: matches($0.entry))
        }
    }

    /// What a procedure is worth by the name or title of it that fits best; nil if it holds nothing of the query.
    private func rank(_ entry: Int) -> Ranked? {
        var best: Ranked?
        let sector = index.sectorOfEntry[entry]
        for name in index.namesOfEntry[entry] {
            let words = query.worth(name)
            let beside = query.worth(sector: sector, beside: name)
            guard words + beside > 0 else { continue }
            let exactMarks = query.direct.hasExactMarks(name)
            var score = words * SearchWeight.length(index.names.wordCount(name), mean: index.names.meanWords) + beside
            if exactMarks { score *= 1 + SearchWeight.exactMarks }
            let isWholeName = wholeNames.contains(name)
            if let best, (best.isWholeName ? 1 : 0, best.score) >= (isWholeName ? 1 : 0, score) { continue }
            best = Ranked(entry: entry, name: name, score: score, isWholeName: isWholeName, exactMarks: exactMarks)
        }
        best?.score *= index.priors[entry]
        return best
    }

    /// A name typed in full stands first, then the score decides; among equals exact marks, demand and code.
    private func precedes(_ a: Ranked, _ b: Ranked) -> Bool {
        if a.isWholeName != b.isWholeName { return a.isWholeName }
        if a.isWholeName, a.exactMarks != b.exactMarks { return a.exactMarks }
        if a.score != b.score { return a.score > b.score }
        if a.exactMarks != b.exactMarks { return a.exactMarks }
        return index.precedes(a.entry, b.entry)
    }

    // MARK: - Enough or noise

    /// The candidate with its score lessened by what it leaves unanswered; nil if it answers too little.
    private func covered(_ candidate: Ranked) -> Ranked? {
        guard !candidate.isWholeName else { return candidate }
        let coverage = query.coverage(of: candidate.name, sector: index.sectorOfEntry[candidate.entry])
        let isTogether = isSingleWord || query.holdsPair(candidate.name)
        let least = isTogether ? SearchWeight.coverageLeast : SearchWeight.scatteredCoverageLeast
        guard coverage >= least || query.holdsPhrase(candidate.name) else { return nil }
        var candidate = candidate
        candidate.score *= 1 - SearchWeight.coverage * (1 - coverage)
        return candidate
    }

    /// The words of an entry's names that were typed or that stand for what was typed.
    private func matches(_ entry: Int) -> SearchMatches {
        var matches = SearchMatches()
        for name in index.namesOfEntry[entry] {
            for clause in [query.direct] + query.phrases.map(\.clause) {
                for term in clause.found(name) where term.weight > SearchWeight.filler {
                    let word = index.vocabulary.words[Int(term.word)]
                    matches.add(String(decoding: word, as: UTF8.self), marks: term.marks)
                }
            }
        }
        return matches
    }
}
