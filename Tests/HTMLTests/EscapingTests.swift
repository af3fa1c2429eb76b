import HTML
import Testing

/// Repeatable noise for the properties below.
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite("Escaping")
struct EscapingTests {
    private func written(_ text: String) -> String {
        var p = HTMLWriter()
        p.text(text)
        return p.string
    }

    /// What a browser would read back.
    private func readBack(_ markup: String) -> String {
        markup.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }

    @Test func `the five characters of markup are replaced in text and in attributes`() {
        #expect(written("a<b>&\"c'") == "a&lt;b&gt;&amp;&quot;c&#39;")
        var p = HTMLWriter()
        p.input(.value("\"><script>alert('x')</script>"))
        #expect(p.string == "<input value=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\">")
    }

    @Test func `Vietnamese in either form of Unicode passes as it is`() {
        let composed = "Rơ Châm H’Lan – Đặng Thị Mỹ Hạnh… 5 < 6"
        #expect(written(composed) == "Rơ Châm H’Lan – Đặng Thị Mỹ Hạnh… 5 &lt; 6")
        let decomposed = "Nguye\u{302}\u{303}n Thi\u{323} Hu\u{31B}o\u{31B}ng"
        #expect(Array(written(decomposed).utf8) == Array(decomposed.utf8))
    }

    @Test func `an entity that a person typed is shown as typed`() {
        #expect(written("Tom &amp; &lt;Jerry&gt;") == "Tom &amp;amp; &amp;lt;Jerry&amp;gt;")
    }

    @Test func `control characters are dropped and line ends become one form`() {
        #expect(written("a\u{0}b\u{8}c\u{1F}d\u{7F}e\u{80}f\u{9F}g") == "abcdefg")
        #expect(written("tab\tline\nend") == "tab\tline\nend")
        #expect(written("a\r\nb\rc") == "a\nb\nc")
        #expect(written("kept \u{A0}©é") == "kept \u{A0}©é")
    }

    @Test func `characters that turn the direction of text are dropped`() {
        #expect(written("a\u{202E}b\u{202A}c\u{2066}d\u{2069}e") == "abcde")
        #expect(written("a\u{2013}b\u{2019}c\u{20AB}d\u{2060}e") == "a\u{2013}b\u{2019}c\u{20AB}d\u{2060}e")
    }

    @Test func `whatever is written holds no markup and reads back as it was`() {
        let pieces = [
            "<", ">", "&", "\"", "'", "&amp;", "ộ", "đ", "Nguyễn", " ", "1.001193", "\u{0}", "\u{85}", "\u{202E}",
            "\u{2019}", "\u{A0}", "abcdefgh", "\n", "\t", "😀", "]]>", "<!--", "\u{C2}\u{E2}",
        ]
        let seed: UInt64 = 20_261_120
        var random = SplitMix64(state: seed)
        for round in 0..<5_000 {
            let text = (0..<Int.random(in: 0...24, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let markup = written(text)
            let kept = text.unicodeScalars.filter {
                !($0.value < 0x20 && $0 != "\n" && $0 != "\t") && !(0x7F...0x9F).contains($0.value)
                    && !(0x202A...0x202E).contains($0.value) && !(0x2066...0x2069).contains($0.value)
            }
            let isSafe = !markup.utf8.contains { "<>\"'".utf8.contains($0) }
            #expect(isSafe, "SEED=\(seed) round \(round)")
            let isSame = Array(readBack(markup).unicodeScalars) == Array(kept)
            #expect(isSame, "SEED=\(seed) round \(round): \(text.debugDescription)")
        }
    }

    @Test func `a text of ten million characters is written whole`() {
        let text = String(repeating: "<ộ", count: 5_000_000)
        var p = HTMLWriter(capacityBytes: 16)
        p.text(text)
        #expect(p.bytes.count == 5_000_000 * 7)
    }
}
