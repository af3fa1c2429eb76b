/// A clause and what of it stands in each name, with what each word is worth there.
struct WeighedClause: Sendable {
    let clause: SearchClause
    let matches: [SearchClause.Match]
    /// What each term and each pair of the clause adds.
    private let termWorth: [Double]
    private let pairWorth: [Double]
    private let weight: Double
    /// The terms that were typed with known marks.
    private let typed: UInt64

    init(_ clause: SearchClause, in corpus: SearchCorpus, weight: Double = 1) {
        self.clause = clause
        self.weight = weight
        matches = clause.matches(in: corpus)
        var termUses = [Int](repeating: 0, count: clause.terms.count)
        var pairUses = [Int](repeating: 0, count: clause.pairs.count)
        for match in matches {
            for term in BitPlaces(bits: match.terms) { termUses[term] += 1 }
            for pair in BitPlaces(bits: match.pairs) { pairUses[pair] += 1 }
        }
        let count = corpus.count
        let rarities = termUses.map { SearchWeight.rarity(uses: $0, of: count) }
        termWorth = zip(clause.terms, rarities).map { $0.weight * $1 }
        pairWorth = zip(clause.pairs, pairUses).map { pair, uses in
            // A rare pair of which one word is common, `sinh cho`, is rather chance than a compound.
            let most = SearchWeight.pairMost * min(rarities[pair.first], rarities[pair.second])
            return pair.weight * SearchWeight.pair * min(most, SearchWeight.rarity(uses: uses, of: count))
        }
        typed = clause.terms.indices.reduce(0) { $0 | (clause.terms[$1].marks.isEmpty ? 0 : 1 << UInt64($1)) }
    }

    /// What a name is worth for the clause, before its length counts.
    func worth(_ name: Int) -> Double {
        let match = matches[name]
        guard match.terms != 0 else { return 0 }
        return sum(match, of: match) * weight
    }

    /// What the words of a sector's name are worth that are not in the name itself.
    func worth(sector: SearchClause.Match, beside name: Int) -> Double {
        guard sector.terms != 0 else { return 0 }
        var more = sector
        more.terms &= sector.agreed & ~matches[name].terms
        more.pairs &= ~matches[name].pairs
        return sum(more, of: sector) * SearchWeight.sector
    }

    private func sum(_ counted: SearchClause.Match, of match: SearchClause.Match) -> Double {
        var sum = 0.0
        for term in BitPlaces(bits: counted.terms) {
            let agrees = match.agreed & 1 << UInt64(term) != 0
            sum += agrees ? termWorth[term] : termWorth[term] * SearchWeight.contradiction
        }
        for pair in BitPlaces(bits: counted.pairs) {
            let agrees = match.agreed & bits(of: pair) == bits(of: pair)
            sum += agrees ? pairWorth[pair] : pairWorth[pair] * SearchWeight.contradiction
        }
        return sum
    }

    private func bits(of pair: Int) -> UInt64 {
        1 << UInt64(clause.pairs[pair].first) | 1 << UInt64(clause.pairs[pair].second)
    }

    /// The share of the clause's worth that a name holds.
    func share(_ name: Int) -> Double {
        var held = 0.0
        for term in BitPlaces(bits: matches[name].terms) { held += termWorth[term] }
        let whole = termWorth.reduce(0, +)
        return whole > 0 ? held / whole : 0
    }

    /// True if two words of the clause stand side by side in the name.
    func holdsPair(_ name: Int) -> Bool { matches[name].pairs != 0 }

    /// The terms that are in the name.
    func found(_ name: Int) -> [SearchClause.Term] { BitPlaces(bits: matches[name].terms).map { clause.terms[$0] } }

    /// True if all words typed that are in the name have just the marks typed.
    func hasExactMarks(_ name: Int) -> Bool {
        let found = matches[name].terms & typed
        return found != 0 && matches[name].exact & found == found
    }
}
