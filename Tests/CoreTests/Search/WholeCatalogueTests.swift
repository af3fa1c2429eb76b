import Core
import Testing

/// What must hold for every procedure of the catalogue, and for whatever anybody may type.
@Suite("Searching the whole catalogue")
struct WholeCatalogueTests {
    let index: ProcedureIndex
    let entries: [SearchEntry]

    init() throws {
        index = try SearchFixture.index.get()
        entries = try SearchFixture.names.get()
    }

    @Test func `every procedure is found first by its own name, with and without marks`() {
        let names = Dictionary(uniqueKeysWithValues: entries.map { ($0.code, plain($0.name)) })
        for entry in entries {
            for query in [entry.name, TextFold.folded(entry.name)] {
                let found = index.search(query, most: 1).first
                #expect(found.flatMap { names[$0.code] } == plain(entry.name), "\(entry.code) \(query)")
            }
        }
    }

    /// The words of a name; `thủ tục` before it is no part of it, and some names differ in that alone.
    private func plain(_ name: String) -> [String] {
        let words = TextFold.folded(name).split { !$0.isLetter && !$0.isNumber }.map { word in
            word.hasSuffix("y") ? String(word.dropLast()) + "i" : String(word)
        }
        return words.starts(with: ["thu", "tuc"]) ? Array(words.dropFirst(2)) : words
    }

    @Test func `every procedure is found by its code`() {
        for entry in entries {
            #expect(index.search(entry.code.text, most: 2).map(\.code) == [entry.code])
        }
    }

    @Test func `with a slip in each of two words the right answer stays among the first three`() {
        let seed: UInt64 = 21_11
        var random = SeededRandom(seed: seed)
        var found = 0
        var asked = 0
        for entry in entries where entry.weight > 0 {
            var words = TextFold.folded(entry.name).split { !$0.isLetter && !$0.isNumber }.prefix(8).map {
                Array($0.utf8)
            }
            guard let wanted = index.search(text(words), most: 1).first?.code else { continue }
            let long = words.indices.filter { words[$0].count >= 4 }.shuffled(using: &random)
            for place in long.prefix(2) { words[place] = mistyped(words[place], &random) }
            asked += 1
            if index.search(text(words), most: 3).contains(where: { $0.code == wanted }) { found += 1 }
        }
        print("\(found) of \(asked) names with two slips find what they find without; SEED=\(seed)")
        #expect(asked > 150)
        #expect(found * 100 >= asked * 95, "SEED=\(seed)")
    }

    private func text(_ words: [[UInt8]]) -> String {
        words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }

    private func mistyped(_ word: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var word = word
        let place = Int.random(in: 1..<word.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: word.remove(at: place)
        case 1: word.insert(word[place], at: place)
        case 2: word.swapAt(place - 1, place)
        case 3: word[place] = UInt8.random(in: 97...122, using: &random)
        default: word.append(Array("sfrxj".utf8)[Int.random(in: 0..<5, using: &random)])
        }
        return word
    }

    @Test func `random letters find next to nothing`() {
        let seed: UInt64 = 7
        var random = SeededRandom(seed: seed)
        var answered = 0
        for _ in 0..<300 {
            let words = (0..<3).map { _ in
                (0..<Int.random(in: 4...9, using: &random)).map { _ in UInt8.random(in: 97...122, using: &random) }
            }
            if !index.search(text(words), most: 1).isEmpty { answered += 1 }
        }
        #expect(answered <= 9, "SEED=\(seed)")
    }

    @Test func `the same catalogue always gives the same answers`() throws {
        let again = try ProcedureIndex(
            entries: SearchFixture.entries(withTitles: true), synonyms: SearchFixture.synonyms())
        for (query, _) in try SearchFixture.judged() {
            let hits = index.search(query, most: 20)
            #expect(hits == index.search(query, most: 20))
            #expect(hits == again.search(query, most: 20))
            #expect(index.search(query, most: 3) == Array(hits.prefix(3)))
        }
    }

    @Test func `answers come best first, each procedure once, no more than asked for`() throws {
        for (query, _) in try SearchFixture.judged() {
            let hits = index.search(query, most: 50)
            #expect(hits.count <= 50)
            #expect(Set(hits.map(\.code)).count == hits.count)
        }
    }
}

/// Input that is made to hurt: only so much of it is read.
@Suite("Hostile queries", .timeLimit(.minutes(2)))
struct HostileQueryTests {
    let index: ProcedureIndex

    init() throws { index = try SearchFixture.index.get() }

    /// Only what the limits let through counts: the answer is that to the beginning of the query.
    private func expectOnlyBeginningRead(_ query: String) {
        let beginning = String(query.unicodeScalars.prefix(SearchLimits.scalarsMost))
        #expect(index.search(query, most: 5) == index.search(beginning, most: 5))
    }

    @Test func `of ten megabytes of text only the beginning is read`() {
        expectOnlyBeginningRead(String(repeating: "a", count: 10_000_000))
        expectOnlyBeginningRead(String(repeating: "khai sinh ", count: 1_000_000))
        expectOnlyBeginningRead("đăng ký khai sinh" + String(repeating: " ", count: 10_000_000) + "kết hôn")
    }

    @Test func `ten thousand words, known and unknown, are answered`() {
        var random = SeededRandom(seed: 9)
        let unknown = (0..<10_000).map { _ in
            String(decoding: (0..<6).map { _ in UInt8.random(in: 97...122, using: &random) }, as: UTF8.self)
        }
        expectOnlyBeginningRead(unknown.joined(separator: " "))
        expectOnlyBeginningRead(Array(repeating: "sổ đỏ hộ khẩu cccd gplx", count: 2_500).joined(separator: " "))
        expectOnlyBeginningRead(Array(repeating: "dangkykethonvoinguoinuocngx", count: 10_000).joined(separator: " "))
    }

    @Test func `odd scalars are answered`() {
        for scalar in ["\u{301}", "\0", "👨‍👩‍👧‍👦", "\u{202E}", "汉", "\u{FFFD}", "1.", "1", ".", "%", "'", "\""] {
            expectOnlyBeginningRead(String(repeating: scalar, count: 20_000))
            expectOnlyBeginningRead("khai sinh " + String(repeating: scalar, count: 20_000))
        }
    }

    @Test func `any random text is answered`() {
        let seed: UInt64 = 31
        var random = SeededRandom(seed: seed)
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let hits = index.search(String(decoding: bytes, as: UTF8.self), most: 3)
            #expect(hits.count <= 3, "SEED=\(seed)")
        }
    }
}
