/// How much each sign counts when names are weighed.
///
/// Found by trial; the judged queries and the mistyped names of the tests hold them in place.
enum SearchWeight {
    /// Two words side by side against one word.
    static let pair = 1.3
    /// The most that the rarity of a pair counts, by the rarity of its commoner word.
    static let pairMost = 2.2
    /// How much a long name loses, and how soon (`b` and `k1` of BM25).
    static let lengthShare = 0.6
    static let saturation = 1.2
    /// A word in the name whose marks contradict those typed.
    static let contradiction = 0.4
    /// A word in the sector's name alone.
    static let sector = 0.3
    /// A word of the query that an everyday phrase covers, and one that none covers beside one that is.
    static let covered = 0.5
    static let uncovered = 1.2
    /// The official terms of a phrase whose marks contradict those typed.
    static let contradictedTerms = 0.4
    static let filler = 0.2
    /// What a doubling-like growth of demand adds.
    static let demand = 0.12
    /// What a word of the query weighs at most when it is asked how much of the query was found.
    static let massMost = 4.5
    /// What all words with exact marks add.
    static let exactMarks = 0.02
    /// The least share of the query that an answer must hold, and one that holds no two words side by side.
    static let coverageLeast = 0.4
    static let scatteredCoverageLeast = 0.7
    /// The least share of a phrase's official terms that makes a name an answer, whatever else was typed.
    static let phraseLeast = 0.8
    /// How much of a score depends on the share of the query held.
    static let coverage = 0.5
    /// The least share of the best answer's score.
    static let scoreLeast = 0.2

    /// How demand lifts a score.
    static func prior(_ weight: Int) -> Double { 1 + demand * naturalLogarithm(1 + Double(max(0, weight))) }

    /// As how many texts a procedure's name counts where its words are learnt: what people ask for, they type.
    static func worth(_ weight: Int) -> Int32 { 1 + Int32(clamping: weight / 5) }

    /// The weight of a word that `uses` of `count` names hold: rare words tell more.
    static func rarity(uses: Int, of count: Int) -> Double {
        naturalLogarithm(1 + (Double(count - uses) + 0.5) / (Double(uses) + 0.5))
    }

    /// What of a score is left to a name of so many words.
    static func length(_ words: Int, mean: Double) -> Double {
        (saturation + 1) / (1 + saturation * (1 - lengthShare + lengthShare * Double(words) / mean))
    }
}
