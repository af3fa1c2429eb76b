/// Finds out what a query was meant to say: forgives slips, and lets neighbours decide between readings.
///
/// A word of the catalogue stands as typed unless it has no company and another reading has some (`tạm chú` is
/// `tạm trú`). An unknown word is mended by what costs least: keys of the input method left behind, words run together,
/// initials, spelling by ear, slips of the finger, the beginning of a word.
struct QueryReader: Sendable {
    let vocabulary: Vocabulary
    let initials: Initials

    func read(_ typed: [SearchWord]) -> QueryReading {
        let fillers = fillers(typed)
        let steps = candidates(typed)
        let path = bestPath(steps)
        var slots: [QueryReading.Slot] = []
        for (place, chosen) in path.enumerated() {
            let candidate = steps[place][chosen]
            guard candidate.words.count == 1, let word = candidate.words.first else {
                slots += spread(candidate, isFiller: fillers[place])
                continue
            }
            var words = [QueryReading.Choice(word: word, weight: 1)]
            words += rivals(of: chosen, in: steps, at: place, path: path)
            if place == typed.count - 1 {
                words += endings(typed[place], after: before(place, steps, path), but: words)
            }
            slots.append(QueryReading.Slot(words: words, marks: candidate.marks, isFiller: fillers[place]))
        }
        return QueryReading(slots: slots)
    }

    private func fillers(_ typed: [SearchWord]) -> [Bool] {
        FillerWords.flags(typed) { place in
            guard place > 0, let before = vocabulary.number(typed[place - 1].letters),
                let word = vocabulary.number(typed[place].letters)
            else { return false }
            return vocabulary.uses(of: before, then: word) > 0
        }
    }

    private func spread(_ candidate: Candidate, isFiller: Bool) -> [QueryReading.Slot] {
        guard !candidate.words.isEmpty else {
            return [QueryReading.Slot(words: [], marks: nil, isFiller: isFiller)]
        }
        return candidate.words.map { word in
            QueryReading.Slot(words: [QueryReading.Choice(word: word, weight: 1)], marks: nil, isFiller: isFiller)
        }
    }

    private func before(_ place: Int, _ steps: [[Candidate]], _ path: [Int]) -> Int32? {
        place > 0 ? steps[place - 1][path[place - 1]].words.last : nil
    }

    // MARK: - Choosing

    /// The cheapest row of readings, one a word, with what company is worth (Viterbi).
    private func bestPath(_ steps: [[Candidate]]) -> [Int] {
        guard var costs = steps.first.map({ $0.map(\.price) }) else { return [] }
        var origins: [[Int]] = []
        for place in steps.indices.dropFirst() {
            var next: [Double] = []
            var origin: [Int] = []
            for candidate in steps[place] {
                var best = (cost: Double.infinity, from: 0)
                for (index, earlier) in steps[place - 1].enumerated() {
                    let cost = costs[index] + candidate.price - company(earlier.words.last, candidate.words.first)
                    if cost < best.cost { best = (cost, index) }
                }
                next.append(best.cost)
                origin.append(best.from)
            }
            costs = next
            origins.append(origin)
        }
        guard var place = costs.indices.min(by: { costs[$0] < costs[$1] }) else { return [] }
        var path = [place]
        for origin in origins.reversed() {
            place = origin[place]
            path.append(place)
        }
        return path.reversed()
    }

    private func company(_ first: Int32?, _ second: Int32?) -> Double {
        guard let first, let second else { return 0 }
        let doublings = vocabulary.affinity(of: first, then: second)
        return min(ReadingPrice.companyMost, max(0, ReadingPrice.company * (doublings - 2)))
    }

    // MARK: - Other words that may be meant

    /// Readings of a mended word nearly as cheap as the chosen one, the company of its neighbours counted.
    private func rivals(
        of chosen: Int, in steps: [[Candidate]], at place: Int, path: [Int]
    ) -> [QueryReading.Choice] {
        let candidate = steps[place][chosen]
        guard candidate.price > 0, candidate.words.count == 1 else { return [] }
        let before = before(place, steps, path)
        let after = place + 1 < path.count ? steps[place + 1][path[place + 1]].words.first : nil
        func cost(_ candidate: Candidate) -> Double {
            candidate.price - company(before, candidate.words.first) - company(candidate.words.last, after)
        }
        let least = cost(candidate)
        var rivals: [QueryReading.Choice] = []
        for other in steps[place] where other.words.count == 1 && other.words != candidate.words {
            let dearer = max(0, cost(other) - least)
            guard dearer < ReadingPrice.rival, rivals.count < ReadingPrice.rivalsMost else { continue }
            rivals.append(QueryReading.Choice(word: other.words[0], weight: 1 - dearer))
        }
        return rivals
    }

    /// Longer words that the last one begins, where it stands nowhere beside the word before and they do.
    private func endings(
        _ typed: SearchWord, after first: Int32?, but words: [QueryReading.Choice]
    ) -> [QueryReading.Choice] {
        guard let first, let word = words.first?.word, vocabulary.uses(of: first, then: word) == 0 else { return [] }
        let longer = vocabulary.beginning(with: typed.letters)
            .filter { word in !words.contains { $0.word == word } && vocabulary.uses(of: first, then: word) > 0 }
            .sorted { (vocabulary.uses(of: first, then: $1), $0) < (vocabulary.uses(of: first, then: $0), $1) }
        return longer.prefix(ReadingPrice.rivalsMost).map {
            QueryReading.Choice(word: $0, weight: ReadingPrice.endingWeight)
        }
    }
}
