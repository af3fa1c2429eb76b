extension ProcedureIndex {
    /// The procedures that answer a query, the best first.
    ///
    /// A query that names a code is answered with that procedure alone. A query of which too little is found has no
    /// answer, rather than a wrong one. The same query always gets the same answer.
    /// - Parameter most: How many answers are wanted.
    public func search(_ query: String, most: Int) -> [SearchHit] {
        guard most > 0 else { return [] }
        let named = byCode(query)
        guard named.isEmpty else { return Array(named.prefix(most)) }
        let typed = SearchWord.words(
            in: query, scalarsMost: SearchLimits.scalarsMost, wordsMost: SearchLimits.wordsMost)
        let reading = reader.read(typed)
        guard reading.slots.contains(where: { !$0.words.isEmpty }) else { return [] }
        return Ranking(reading, in: self).best(most)
    }

    private func byCode(_ query: String) -> [SearchHit] {
        guard let meaning = CodeQuery.read(query) else { return [] }
        let found: [Int]
        switch meaning {
        case .whole(let code): found = entriesOfCode[code].map { [$0] } ?? []
        case .beginning(let digits): found = entriesOfCode.filter { $0.key.hasPrefix(digits) }.map(\.value)
        }
        return found.sorted { precedes($0, $1) }.map {
            SearchHit(code: entries[$0].code, score: 1, exactMarks: true, matches: SearchMatches())
        }
    }

    /// What is asked for more often stands first, then what has the lower code.
    func precedes(_ a: Int, _ b: Int) -> Bool {
        (entries[b].weight, entries[a].code) < (entries[a].weight, entries[b].code)
    }
}
