extension QueryReader {
    /// The ways to read each word, the cheapest first; one way for most.
    func candidates(_ typed: [SearchWord]) -> [[Candidate]] {
        let known = typed.map { vocabulary.number($0.letters) }
        var doubtful = 0
        var triedAsInitials = 0
        return typed.indices.map { place in
            let word = typed[place]
            let isLast = place == typed.count - 1
            if let number = known[place] {
                let stands = Candidate(words: [number], marks: word.marks, price: 0)
                guard lacksCompany(place, known), doubtful < SearchLimits.doubtfulMost else { return [stands] }
                doubtful += 1
                return [stands] + cheapest(others(for: word, than: number))
            }
            let isSyllable = vocabulary.isSyllable(word.letters)
            let unknown = Candidate(
                words: [], marks: nil, price: isSyllable ? ReadingPrice.unknownSyllable : ReadingPrice.unknown)
            guard doubtful < SearchLimits.doubtfulMost else { return [unknown] }
            doubtful += 1
            var found = mended(word)
            if isLast { found += begun(word) }
            if Initials.may(word.letters), triedAsInitials < SearchLimits.initialsMost {
                triedAsInitials += 1
                if let phrase = initials.phrase(word.letters) {
                    found.append(Candidate(words: phrase, marks: nil, price: ReadingPrice.initials))
                }
            }
            return cheapest(found) + [unknown]
        }
    }

    /// True for a known word in a query of several that stands beside none of its neighbours anywhere.
    private func lacksCompany(_ place: Int, _ known: [Int32?]) -> Bool {
        guard known.count > 1, let word = known[place] else { return false }
        if place > 0, let before = known[place - 1], vocabulary.uses(of: before, then: word) > 0 { return false }
        if place + 1 < known.count, let after = known[place + 1], vocabulary.uses(of: word, then: after) > 0 {
            return false
        }
        return true
    }

    /// What a word that is in the catalogue might have been meant to be instead.
    private func others(for word: SearchWord, than number: Int32) -> [Candidate] {
        var found: [Candidate] = []
        if let letters = TypedKeys.read(word.letters), let other = vocabulary.number(letters) {
            found.append(Candidate(words: [other], marks: nil, price: ReadingPrice.typedKeys))
        }
        found += alike(word, most: min(1, EditDistance.most(letters: word.letters.count)))
        return found.filter { $0.words != [number] }.map {
            Candidate(words: $0.words, marks: $0.marks, price: $0.price + ReadingPrice.known)
        }
    }

    /// Readings of a word that the catalogue does not know.
    private func mended(_ word: SearchWord) -> [Candidate] {
        var found = alike(word, most: EditDistance.most(letters: word.letters.count))
        if let letters = TypedKeys.read(word.letters) {
            if let number = vocabulary.number(letters) {
                found.append(Candidate(words: [number], marks: nil, price: ReadingPrice.typedKeys))
            } else {
                var read = word
                read.letters = letters
                found += alike(read, most: EditDistance.most(letters: letters.count)).map {
                    Candidate(words: $0.words, marks: nil, price: $0.price + ReadingPrice.typedKeys)
                }
            }
        }
        if let words = runTogether(word.letters) {
            found.append(Candidate(words: words, marks: nil, price: ReadingPrice.runTogether))
        }
        return found
    }

    /// Words that sound alike or are few slips away.
    private func alike(_ typed: SearchWord, most: Int) -> [Candidate] {
        let letters = typed.letters
        let sounding = vocabulary.soundingLike(letters).map {
            Candidate(words: [$0], marks: nil, price: ReadingPrice.sound + otherTone($0, typed) - commonness($0))
        }
        let deliberate = typed.marks != .none && vocabulary.isSyllable(letters) ? ReadingPrice.deliberate : 0
        let near = vocabulary.near(letters, most: most).map { word, slips in
            let other = vocabulary.words[Int(word)]
            let first = other.first == letters.first ? 0 : ReadingPrice.firstLetter
            return Candidate(
                words: [word], marks: nil,
                price: ReadingPrice.slip * Double(slips) + first + deliberate + otherTone(word, typed)
                    - commonness(word))
        }
        return sounding + near
    }

    private func otherTone(_ word: Int32, _ typed: SearchWord) -> Double {
        vocabulary.agrees(word, with: typed.marks) ? 0 : ReadingPrice.otherTone
    }

    private func begun(_ word: SearchWord) -> [Candidate] {
        vocabulary.beginning(with: word.letters).map {
            Candidate(
                words: [$0], marks: nil, price: ReadingPrice.beginning + otherTone($0, word) - commonness($0))
        }
    }

    private func commonness(_ word: Int32) -> Double {
        let uses = Int(vocabulary.uses[Int(word)])
        return ReadingPrice.commonness * Double(Int.bitWidth - uses.leadingZeroBitCount)
    }

    /// The cheapest reading of each word, cheapest first.
    private func cheapest(_ candidates: [Candidate]) -> [Candidate] {
        let sorted = candidates.enumerated().sorted { ($0.element.price, $0.offset) < ($1.element.price, $1.offset) }
        var seen: Set<[Int32]> = []
        var cheapest: [Candidate] = []
        for (_, candidate) in sorted where cheapest.count < SearchLimits.readingsMost {
            if seen.insert(candidate.words).inserted { cheapest.append(candidate) }
        }
        return cheapest
    }

    /// The word as known words of at least two letters that follow each other in the texts: `honnhan`; nil if it is
    /// none.
    private func runTogether(_ letters: [UInt8]) -> [Int32]? {
        guard letters.count >= 4 else { return nil }
        // For each end, the fewest words that reach it, and for each last word the row that leads there.
        var rows = [[Int32: [Int32]]](repeating: [:], count: letters.count + 1)
        for end in 2...letters.count {
            for start in max(0, end - 7)...(end - 2) where start == 0 || !rows[start].isEmpty {
                guard let word = vocabulary.number(Array(letters[start..<end])) else { continue }
                let row = start == 0 ? [word] : shortest(rows[start], leadingTo: word)
                if let row, rows[end][word].map({ row.count < $0.count }) ?? true { rows[end][word] = row }
            }
        }
        return rows[letters.count].values.min { ($0.count, $0.description) < ($1.count, $1.description) }
    }

    private func shortest(_ rows: [Int32: [Int32]], leadingTo word: Int32) -> [Int32]? {
        let fitting = rows.values.filter { row in row.last.map { vocabulary.uses(of: $0, then: word) > 0 } ?? false }
        return fitting.min { ($0.count, $0.description) < ($1.count, $1.description) }.map { $0 + [word] }
    }
}
