/// The names of the catalogue as one row of word numbers.
///
/// Why no inverted lists: two thousand names are fifty thousand words, and reading all of them in order takes a tenth
/// of a millisecond. It also tells which words stand side by side, which lists do not.
struct SearchCorpus: Sendable {
    private(set) var words: [Int32] = []
    private(set) var marks: [WordMarks] = []
    /// Where each text begins in `words`, and the end of the last.
    private(set) var starts: [Int] = [0]

    var count: Int { starts.count - 1 }
    var meanWords: Double { count == 0 ? 1 : max(1, Double(words.count) / Double(count)) }

    mutating func add(_ text: [SearchWord], numbers: [Int32]) {
        words += numbers
        marks += text.lazy.map(\.marks)
        starts.append(words.count)
    }

    func range(_ text: Int) -> Range<Int> { starts[text]..<starts[text + 1] }
    func text(_ text: Int) -> ArraySlice<Int32> { words[range(text)] }
    func wordCount(_ text: Int) -> Int { starts[text + 1] - starts[text] }
}
