/// One query put into clauses, and what each name of the catalogue holds of them.
struct WeighedQuery {
    /// The words of the query themselves.
    let direct: WeighedClause
    /// The official words for the everyday phrases in it.
    let phrases: [(found: SynonymBook.Found, clause: WeighedClause)]
    /// What of the query's own words stands in each sector's name.
    private let sectors: [SearchClause.Match]
    private let parts: [Part]

    /// What of the query may be found or missed: a word, however often it was typed.
    private struct Part {
        /// Rare words weigh more, words that say nothing little.
        var mass: Double
        /// The words that may be meant.
        var terms: [SlotTerm]
        /// Which of the phrases found cover it.
        var phrases: [Int]
    }

    /// A place in the direct clause, and how sure it is that this word was meant.
    private struct SlotTerm: Hashable {
        var term: Int
        var weight: Double
    }

    init(_ reading: QueryReading, in index: ProcedureIndex) {
        let found = index.synonyms.find(in: reading)
        var clause = SearchClause(vocabulary: index.vocabulary)
        let terms = WeighedQuery.fill(&clause, with: reading, phrases: found)
        direct = WeighedClause(clause, in: index.names)
        sectors = clause.matches(in: index.sectors)
        phrases = found.map { ($0, WeighedQuery.clause(for: $0, in: index)) }
        parts = WeighedQuery.parts(of: reading, terms: terms, phrases: found, in: index)
    }

    /// What the words of a name are worth, before its length counts.
    func worth(_ name: Int) -> Double {
        var worth = direct.worth(name)
        for phrase in phrases { worth += phrase.clause.worth(name) }
        return worth
    }

    /// What the words of its sector are worth that are not in the name itself.
    func worth(sector: Int, beside name: Int) -> Double { direct.worth(sector: sectors[sector], beside: name) }

    /// True if two words of the query, or of the official terms for it, stand side by side in the name.
    func holdsPair(_ name: Int) -> Bool {
        direct.holdsPair(name) || phrases.contains { $0.clause.holdsPair(name) }
    }

    /// True if the name holds nearly all the official terms for an everyday phrase of the query.
    func holdsPhrase(_ name: Int) -> Bool {
        phrases.contains { !$0.found.contradicts && $0.clause.share(name) >= SearchWeight.phraseLeast }
    }

    /// The share of what was asked that the name holds.
    func coverage(of name: Int, sector: Int) -> Double {
        let phraseShares = phrases.map { phrase in
            let share = phrase.found.contradicts ? 0 : phrase.clause.share(name)
            return share * share
        }
        var asked = 0.0
        var held = 0.0
        for part in parts {
            var share = part.phrases.reduce(0) { max($0, phraseShares[$1]) }
            for choice in part.terms {
                share = max(share, choice.weight * presence(of: choice.term, in: name, sector: sectors[sector]))
            }
            asked += part.mass
            held += part.mass * share
        }
        return asked > 0 ? held / asked : 0
    }

    private func presence(of term: Int, in name: Int, sector: SearchClause.Match) -> Double {
        let bit: UInt64 = 1 << UInt64(term)
        let match = direct.matches[name]
        if match.agreed & bit != 0 { return 1 }
        if match.terms & bit != 0 { return SearchWeight.contradiction }
        return sector.agreed & bit != 0 ? SearchWeight.sector : 0
    }

    // MARK: - Clauses

    private static func fill(
        _ clause: inout SearchClause, with reading: QueryReading, phrases: [SynonymBook.Found]
    ) -> [[SlotTerm]] {
        var places: [[SlotTerm]] = []
        var weightBefore = 1.0
        for (number, slot) in reading.slots.enumerated() {
            let covering = phrases.filter { $0.covers(number) }
            var weight = 1.0
            if covering.contains(where: { !$0.contradicts }) {
                weight = SearchWeight.covered
            } else if slot.isFiller, covering.isEmpty {
                weight = SearchWeight.filler
            } else if !phrases.isEmpty {
                weight = SearchWeight.uncovered
            }
            var terms: [SlotTerm] = []
            for (choice, option) in slot.words.enumerated() {
                let marks = choice == 0 ? slot.marks : nil
                guard let term = clause.add(option.word, weight: weight * option.weight, marks: marks) else { continue }
                terms.append(SlotTerm(term: term, weight: option.weight))
                for before in places.last ?? [] {
                    let worth = min(before.weight, option.weight) * min(weightBefore, weight)
                    clause.addPair(before.term, term, weight: worth)
                }
            }
            places.append(terms)
            weightBefore = weight
        }
        return places
    }

    private static func parts(
        of reading: QueryReading, terms: [[SlotTerm]], phrases: [SynonymBook.Found], in index: ProcedureIndex
    ) -> [Part] {
        var parts: [Part] = []
        var known: [[SlotTerm]: Int] = [:]
        for (number, slot) in reading.slots.enumerated() {
            let covering = phrases.indices.filter { phrases[$0].covers(number) }
            let rarity = index.rarity(of: slot.words.first?.word)
            let mass = min(rarity, SearchWeight.massMost) * (slot.isFiller ? SearchWeight.filler : 1)
            if let part = known[terms[number]], parts[part].phrases == covering {
                parts[part].mass += mass
            } else {
                known[terms[number]] = parts.count
                parts.append(Part(mass: mass, terms: terms[number], phrases: covering))
            }
        }
        return parts
    }

    private static func clause(for found: SynonymBook.Found, in index: ProcedureIndex) -> WeighedClause {
        var clause = SearchClause(vocabulary: index.vocabulary)
        var before: Int?
        for (word, marks) in zip(found.phrase.terms, found.phrase.termMarks) {
            let term = clause.add(word, weight: 1, marks: marks)
            if let before, let term { clause.addPair(before, term, weight: 1) }
            before = term
        }
        // The official words are many more than those typed; beside the rest of the query they should not drown it.
        let growth = Double(found.phrase.terms.count) / Double(found.phrase.words.count)
        let weight = (found.contradicts ? SearchWeight.contradictedTerms : 1) / max(1, growth).squareRoot()
        return WeighedClause(clause, in: index.names, weight: weight)
    }
}
