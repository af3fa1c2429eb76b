/// The everyday phrases by their words, ready to be found in a query.
struct SynonymBook: Sendable {
    struct Phrase: Sendable {
        var words: [Int32]
        var marks: [WordMarks]
        /// The official words for it.
        var terms: [Int32]
        var termMarks: [WordMarks]
    }

    /// A phrase found, and which slots of the query it covers.
    struct Found: Sendable {
        var phrase: Phrase
        /// More than one range if it was typed more than once.
        var slots: [Range<Int>]
        /// True if the marks typed contradict those of the phrase: `chứng từ` is not `chứng tử`.
        var contradicts: Bool

        func covers(_ slot: Int) -> Bool { slots.contains { $0.contains(slot) } }
    }

    /// A place where a phrase stands.
    private struct Sighting {
        var phrase: Int
        var slots: Range<Int>
        var contradicts: Bool
    }

    private var phrases: [Phrase] = []
    private var phrasesOfFirstWord: [Int32: [Int]] = [:]

    mutating func add(_ phrase: Phrase) {
        guard let first = phrase.words.first, !phrase.terms.isEmpty else { return }
        phrasesOfFirstWord[first, default: []].append(phrases.count)
        phrases.append(phrase)
    }

    /// The phrases in a query, longest first, none over a slot that a longer one covers.
    func find(in reading: QueryReading) -> [Found] {
        let longestFirst = sightings(in: reading).enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            if x.slots.count != y.slots.count { return x.slots.count > y.slots.count }
            if x.contradicts != y.contradicts { return y.contradicts }
            return a.offset < b.offset
        }
        var covered = [Range<Int>?](repeating: nil, count: reading.slots.count)
        var found: [(number: Int, phrase: Found)] = []
        for (_, sighting) in longestFirst {
            // Two rows for one phrase both count.
            guard sighting.slots.allSatisfy({ covered[$0] == nil || covered[$0] == sighting.slots }) else { continue }
            if let known = found.firstIndex(where: { $0.number == sighting.phrase }) {
                found[known].phrase.slots.append(sighting.slots)
            } else if found.count < SearchLimits.phrasesMost {
                let phrase = phrases[sighting.phrase]
                let first = Found(phrase: phrase, slots: [sighting.slots], contradicts: sighting.contradicts)
                found.append((sighting.phrase, first))
            }
            for slot in sighting.slots { covered[slot] = sighting.slots }
        }
        return found.map(\.phrase)
    }

    private func sightings(in reading: QueryReading) -> [Sighting] {
        var sightings: [Sighting] = []
        for start in reading.slots.indices {
            guard let first = reading.slots[start].words.first else { continue }
            for number in phrasesOfFirstWord[first.word, default: []] {
                let phrase = phrases[number]
                let slots = start..<start + phrase.words.count
                guard slots.upperBound <= reading.slots.count else { continue }
                let typed = reading.slots[slots]
                guard zip(typed, phrase.words).allSatisfy({ $0.words.first?.word == $1 }) else { continue }
                let agrees = zip(typed, phrase.marks).allSatisfy { $0.marks?.agree(with: $1) ?? true }
                sightings.append(Sighting(phrase: number, slots: slots, contradicts: !agrees))
            }
        }
        return sightings
    }
}
