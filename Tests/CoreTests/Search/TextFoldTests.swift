import Testing

@testable import Core

@Suite("Folding text")
struct TextFoldTests {
    @Test func `marks and capitals go`() {
        #expect(TextFold.folded("Đặng Thị Ngọc") == "dang thi ngoc")
        #expect(TextFold.folded("ĐĂNG KÝ KẾT HÔN") == "dang ky ket hon")
    }

    @Test func `every marked letter folds to its base, small and capital`() {
        let rows = [
            ("a", "àáảãạăằắẳẵặâầấẩẫậ"), ("e", "èéẻẽẹêềếểễệ"), ("i", "ìíỉĩị"), ("o", "òóỏõọôồốổỗộơờớởỡợ"),
            ("u", "ùúủũụưừứửữự"), ("y", "ỳýỷỹỵ"), ("d", "đ"),
        ]
        for (base, letters) in rows {
            for letter in letters {
                #expect(TextFold.folded(String(letter)) == base)
                #expect(TextFold.folded(letter.uppercased()) == base)
            }
        }
    }

    @Test func `composed and decomposed letters fold alike`() {
        #expect(TextFold.folded("o\u{31B}\u{301} ê\u{323} a\u{306}\u{300}") == "o e a")
        #expect(TextFold.folded("Tiếng Việt") == TextFold.folded("Tie\u{302}\u{301}ng Vie\u{323}\u{302}t"))
    }

    @Test func `names of the highlands lose their marks too`() {
        #expect(TextFold.folded("H’Blŏi Ksor Č Ñ Ĭ Ŭ Ĕ") == "h'bloi ksor c n i u e")
    }

    @Test func `other scripts are only lowered, spaces become spaces, invisible marks go`() {
        #expect(TextFold.folded("ÇA ΑΒΓ 汉字") == "ça αβγ 汉字")
        #expect(TextFold.folded("khai\u{A0}sinh\u{200B}") == "khai sinh")
    }

    @Test func `words part at everything but letters and digits, and keep their place`() {
        let text = "Cấp/đổi (lần 2): hoà-giải"
        let words = SearchWord.words(in: text)
        #expect(words.map(\.key) == ["cap", "doi", "lan", "2", "hoa", "giai"])
        #expect(words.map { String(text[$0.range]) } == ["Cấp", "đổi", "lần", "2", "hoà", "giải"])
    }

    @Test func `i and y are one letter behind a consonant, and only there`() {
        let keys = SearchWord.words(in: "ký kí quý quí thúy thúi y tay tai").map(\.key)
        #expect(keys == ["ki", "ki", "qui", "qui", "thuy", "thui", "y", "tay", "tai"])
    }

    @Test func `where the tone stands does not matter, whether a letter is composed neither`() throws {
        for (a, b) in [("hòa", "hoà"), ("thủy", "thuỷ"), ("kết", "ke\u{302}\u{301}t"), ("đặng", "đa\u{323}\u{306}ng")] {
            let marks = [a, b].map { SearchWord.words(in: $0).map(\.marks) }
            #expect(marks[0] == marks[1], "\(a) \(b)")
        }
    }

    @Test func `a mark left out forgives itself, a wrong one does not`() throws {
        func agrees(_ typed: String, _ name: String) throws -> Bool {
            let marks = try [typed, name].map { try #require(SearchWord.words(in: $0).first).marks }
            return marks[0].agree(with: marks[1])
        }
        for typed in ["ket", "kêt", "két", "kết"] { #expect(try agrees(typed, "kết"), "\(typed)") }
        for typed in ["kệt", "kèt"] { #expect(try !agrees(typed, "kết"), "\(typed)") }
        #expect(try agrees("thữa", "thửa"), "hỏi and ngã are said alike")
        #expect(try !agrees("đo", "do"))
    }

    @Test func `a word of any length keeps thirty letters`() {
        let words = SearchWord.words(in: String(repeating: "ơ", count: 1_000))
        #expect(words.map(\.letters.count) == [SearchLimits.wordLettersMost])
    }
}
