/// Which words answer a query, so that a page can set them in bold.
public struct SearchMatches: Hashable, Sendable {
    /// The marks typed, by word; none where the word was mended or the marks say nothing.
    private var marks: [String: [WordMarks]] = [:]

    /// No word answers: every text is one piece without a match.
    public init() {}

    mutating func add(_ key: String, marks: [WordMarks]) {
        // A word that matches under any marks once does so always.
        if let known = self.marks[key], known.isEmpty || marks.isEmpty {
            self.marks[key] = []
        } else {
            self.marks[key, default: []] += marks
        }
    }

    /// The text in pieces that match and pieces that do not, in order; together they are the text unchanged.
    ///
    /// Matching words side by side are one piece. A word whose marks contradict those typed is no match.
    public func pieces(of text: String) -> [SearchPiece] {
        var pieces: [SearchPiece] = []
        var end = text.startIndex
        for word in SearchWord.words(in: text) where holds(word) {
            let between = text[end..<word.range.lowerBound]
            if let last = pieces.indices.last, !between.isEmpty, between.allSatisfy({ $0 == " " }) {
                pieces[last].text += between + text[word.range]
            } else {
                if !between.isEmpty { pieces.append(SearchPiece(text: String(between), isMatch: false)) }
                pieces.append(SearchPiece(text: String(text[word.range]), isMatch: true))
            }
            end = word.range.upperBound
        }
        if end < text.endIndex { pieces.append(SearchPiece(text: String(text[end...]), isMatch: false)) }
        return pieces
    }

    private func holds(_ word: SearchWord) -> Bool {
        guard let typed = marks[word.key] else { return false }
        return typed.isEmpty || typed.contains { $0.agree(with: word.marks) }
    }
}

/// A stretch of a text, and whether it answers the query.
public struct SearchPiece: Hashable, Sendable {
    public var text: String
    public var isMatch: Bool

    public init(text: String, isMatch: Bool) {
        self.text = text
        self.isMatch = isMatch
    }
}
