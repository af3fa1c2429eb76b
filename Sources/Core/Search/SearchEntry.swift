/// One procedure as searching needs it.
public struct SearchEntry: Sendable {
    public var code: ProcedureCode
    public var name: String
    /// Name of its sector (lĩnh vực), in which words count less than in the name.
    public var sector: String
    /// How often it is asked for, relative to the others; 0 where nobody knows.
    ///
    /// Orders what fits equally well.
    public var weight: Int
    /// Other titles under which it is shown, such as the everyday ones of the home page.
    public var titles: [String]

    public init(code: ProcedureCode, name: String, sector: String, weight: Int = 0, titles: [String] = []) {
        self.code = code
        self.name = name
        self.sector = sector
        self.weight = weight
        self.titles = titles
    }
}

/// What people say, and the words of the official names for it (từ đồng nghĩa, từ viết tắt).
public struct SearchSynonyms: Sendable {
    /// One thing people say, with the official words for it.
    public struct Row: Sendable {
        /// What is typed: `sổ đỏ`.
        public var phrase: String
        /// What the catalogue says: `giấy chứng nhận quyền sử dụng đất`.
        public var terms: String

        public init(phrase: String, terms: String) {
            self.phrase = phrase
            self.terms = terms
        }
    }

    public var rows: [Row]

    public init(_ rows: [Row]) { self.rows = rows }
}

/// One answer to a query.
public struct SearchHit: Hashable, Sendable {
    public var code: ProcedureCode
    /// How well it fits; only comparable within one answer.
    public var score: Double
    /// True if every word typed that is in the name stands there with just the marks typed.
    public var exactMarks: Bool
    /// Which words of its name answer the query.
    public var matches: SearchMatches
}
