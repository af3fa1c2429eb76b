/// Searches the names of the catalogue as people type: without marks, with slips, in everyday words
/// (tìm thủ tục hành chính).
///
/// Built once from the catalogue and never changed, so any number of threads may ask it; a class, for it is large and
/// one of it is enough. A query is read word by word into words of the catalogue (`QueryReader`), everyday phrases are
/// put into official terms (`SynonymBook`), and every name is weighed by the rare words and neighbours it shares with
/// them (BM25 on syllables and their pairs).
public final class ProcedureIndex: Sendable {
    let entries: [SearchEntry]
    let vocabulary: Vocabulary
    let reader: QueryReader
    let synonyms: SynonymBook
    /// Names and other titles of all procedures.
    let names: SearchCorpus
    /// Which texts of `names` are each procedure's, its name first.
    let namesOfEntry: [Range<Int>]
    /// Each sector's name once.
    let sectors: SearchCorpus
    let sectorOfEntry: [Int]
    let entriesOfCode: [String: Int]
    /// What each word of the vocabulary tells, by how many names have it.
    private let rarities: [Double]
    /// What the demand for each procedure makes of its score.
    let priors: [Double]
    /// Which texts of `names` are just these words, `thủ tục` before them left out.
    private let wholeNames: [ArraySlice<Int32>: [Int]]
    /// The words `thủ tục`, with which a quarter of the names begin and most queries do not.
    private let title: [Int32]

    /// Reads all names, titles and sectors once, then the synonyms in the words they are made of.
    ///
    /// - Parameter entries: one for each procedure; their order says nothing.
    public init(entries: [SearchEntry], synonyms rows: SearchSynonyms) {
        var builder = Builder()
        for (number, entry) in entries.enumerated() { builder.add(entry, number: number) }
        for row in rows.rows { builder.add(row) }
        self.entries = entries
        vocabulary = builder.vocabulary
        reader = QueryReader(vocabulary: builder.vocabulary, initials: builder.initials)
        synonyms = builder.synonyms
        names = builder.names
        namesOfEntry = builder.namesOfEntry
        sectors = builder.sectors
        sectorOfEntry = builder.sectorOfEntry
        entriesOfCode = builder.entriesOfCode
        rarities = builder.rarities()
        priors = entries.map { SearchWeight.prior($0.weight) }
        let title = ["thu", "tuc"].compactMap { builder.vocabulary.number(Array($0.utf8)) }
        self.title = title.count == 2 ? title : []
        wholeNames = builder.wholeNames(without: self.title)
    }

    /// Number of procedures.
    public var count: Int { entries.count }

    /// How much a word tells; one that no name has, and one that nobody knows, as much as the rarest.
    func rarity(of word: Int32?) -> Double {
        word.map { rarities[Int($0)] } ?? SearchWeight.rarity(uses: 0, of: names.count)
    }

    /// The texts of `names` that are just these words.
    func namesBeing(_ words: [Int32]) -> [Int] {
        wholeNames[ProcedureIndex.without(title, words[...]), default: []]
    }

    private static func without(_ title: [Int32], _ name: ArraySlice<Int32>) -> ArraySlice<Int32> {
        name.starts(with: title) ? name.dropFirst(title.count) : name
    }

    private struct Builder {
        var vocabulary = Vocabulary()
        var initials = Initials()
        var synonyms = SynonymBook()
        var names = SearchCorpus()
        var namesOfEntry: [Range<Int>] = []
        var sectors = SearchCorpus()
        var sectorOfEntry: [Int] = []
        var sectorNumbers: [String: Int] = [:]
        var entriesOfCode: [String: Int] = [:]

        mutating func add(_ entry: SearchEntry, number: Int) {
            let firstName = names.count
            let worth = SearchWeight.worth(entry.weight)
            for name in [entry.name] + entry.titles {
                let (words, numbers) = read(name, worth: worth)
                names.add(words, numbers: numbers)
                initials.add(numbers, in: vocabulary, worth: worth)
            }
            namesOfEntry.append(firstName..<names.count)
            if let sector = sectorNumbers[entry.sector] {
                sectorOfEntry.append(sector)
            } else {
                let (words, numbers) = read(entry.sector)
                sectorNumbers[entry.sector] = sectors.count
                sectorOfEntry.append(sectors.count)
                sectors.add(words, numbers: numbers)
            }
            entriesOfCode[CodeQuery.digits(entry.code.text)] = number
        }

        mutating func add(_ row: SearchSynonyms.Row) {
            let (phrase, numbers) = read(row.phrase)
            let (terms, termNumbers) = read(row.terms)
            synonyms.add(
                SynonymBook.Phrase(
                    words: numbers, marks: phrase.map(\.marks), terms: termNumbers, termMarks: terms.map(\.marks)))
        }

        func wholeNames(without title: [Int32]) -> [ArraySlice<Int32>: [Int]] {
            Dictionary(grouping: 0..<names.count) { ProcedureIndex.without(title, names.text($0)) }
        }

        func rarities() -> [Double] {
            var uses = [Int](repeating: 0, count: vocabulary.count)
            for name in 0..<names.count { for word in Set(names.text(name)) { uses[Int(word)] += 1 } }
            return uses.map { SearchWeight.rarity(uses: $0, of: names.count) }
        }

        private mutating func read(_ text: String, worth: Int32 = 1) -> ([SearchWord], [Int32]) {
            let words = SearchWord.words(in: text)
            let numbers = words.map { vocabulary.add($0, worth: worth) }
            vocabulary.addPairs(numbers, worth: worth)
            return (words, numbers)
        }
    }
}
