/// What a query was meant to say, word by word, in words of the catalogue.
struct QueryReading: Sendable {
    var slots: [Slot]

    /// One word meant.
    struct Slot: Sendable {
        /// The word meant first, then others that may be; empty if nobody knows.
        var words: [Choice]
        /// The marks typed; nil where the word was mended, for then they say nothing.
        var marks: WordMarks?
        /// True for words that ask and say nothing (từ đệm).
        var isFiller: Bool
    }

    struct Choice: Hashable, Sendable {
        var word: Int32
        /// 1 for the word meant, less for one that may be.
        var weight: Double
    }

    /// The words meant, if all are known.
    var known: [Int32]? {
        let words = slots.compactMap(\.words.first?.word)
        return words.count == slots.count ? words : nil
    }
}

/// One way to read one typed word: the price grows with what must be forgiven.
struct Candidate: Sendable {
    /// Several for words run together and for initials; empty if the word stays unknown.
    var words: [Int32]
    /// Nil where the word is mended.
    var marks: WordMarks?
    var price: Double
}

/// What each kind of slip costs against the others, and what company is worth.
///
/// Found by trial on names of the catalogue with slips put in.
enum ReadingPrice {
    static let typedKeys = 0.3
    static let runTogether = 0.5
    static let beginning = 0.6
    static let initials = 0.7
    static let sound = 0.7
    static let slip = 1.0
    /// A slip in the first letter is rare.
    static let firstLetter = 0.4
    /// Reading a word that is in the catalogue as another one.
    static let known = 0.2
    /// Leaving a word unread that cannot be a syllable, and one that can, for that may be just another word.
    static let unknown = 3.0
    static let unknownSyllable = 0.3
    /// Off the price for each doubling of a word's uses.
    static let commonness = 0.06
    /// A slip in a syllable on which marks were set: who sets marks looks at the word.
    static let deliberate = 0.25
    static let otherTone = 0.4
    /// Off the price for each doubling by which a word stands beside its neighbour more often than by chance, but for
    /// the first two.
    static let company = 0.17
    static let companyMost = 1.5
    /// Other words less than this dearer than the best are looked for too, the dearer the less.
    static let rival = 0.6
    static let rivalsMost = 4
    /// What a longer word counts that the last one may begin.
    static let endingWeight = 0.5
}
