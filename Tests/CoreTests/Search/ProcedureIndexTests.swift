import Core
import Testing

/// How searching behaves, on a catalogue small enough to see through.
@Suite("Searching a small catalogue")
struct ProcedureIndexTests {
    let index = ProcedureIndex(
        entries: [
            Self.entry("1.000001", "Thủ tục đăng ký khai sinh", "Hộ tịch", 40),
            Self.entry("1.000002", "Thủ tục đăng ký khai tử", "Hộ tịch", 15),
            Self.entry("1.000003", "Thủ tục đăng ký kết hôn", "Hộ tịch", 15),
            Self.entry("1.000004", "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch", 40),
            Self.entry("1.000005", "Đăng ký tạm trú", "Cư trú", 50),
            Self.entry("1.000006", "Cấp giấy chứng nhận quyền sử dụng đất", "Đất đai", 10),
            Self.entry("1.000007", "Khai từ vựng", "Thư viện"), Self.entry("1.000008", "Khai tử vựng", "Thư viện"),
            Self.entry("2.000009", "Cấp thẻ thư viện", "Thư viện", titles: ["Mượn sách"]),
            Self.entry("2.000010", "Cấp đổi giấy phép lái xe", "Đường bộ", 3),
        ],
        synonyms: SearchSynonyms([
            .init(phrase: "sổ đỏ", terms: "giấy chứng nhận quyền sử dụng đất"),
            .init(phrase: "gplx", terms: "giấy phép lái xe"),
            .init(phrase: "báo tử", terms: "đăng ký khai tử"),
        ]))

    private static func entry(
        _ code: ProcedureCode, _ name: String, _ sector: String, _ weight: Int = 0, titles: [String] = []
    ) -> SearchEntry {
        SearchEntry(code: code, name: name, sector: sector, weight: weight, titles: titles)
    }

    private func first(_ query: String) -> String? { index.search(query, most: 1).codes.first }

    @Test func `marks may be missing, partly there, or in capitals`() {
        for query in [
            "đăng ký khai sinh", "dang ky khai sinh", "đăng ki khai sinh", "DANG KY KHAI SINH", "đang kí khai sinh",
        ] {
            #expect(first(query) == "1.000001", "\(query)")
        }
    }

    @Test func `keys left behind, slips, spelling by ear and words run together are forgiven`() {
        let queries = [
            "khai sinhf", "ddawng kys khai sinh", "khai sinhh", "kahi sinh", "khia sinh", "khai xinh", "khaisinh",
            "dangkykhaisinh", "khai sin", "khai si", "đăng ký khai sing", "sinh khai đăng ký", "khai sinh2",
        ]
        for query in queries { #expect(first(query) == "1.000001", "\(query)") }
        #expect(first("tạm chú") == "1.000005")
        #expect(first("ket hom") == "1.000003")
        #expect(first("hông nhân") == "1.000004")
    }

    @Test func `everyday phrases and abbreviations are put into official words`() {
        #expect(first("sổ đỏ") == "1.000006")
        #expect(first("so do") == "1.000006")
        #expect(first("đổi gplx") == "2.000010")
        #expect(first("báo tử cho mẹ") == "1.000002")
        #expect(first("muon sach") == "2.000009")
    }

    @Test func `among equals just the marks typed stand first`() {
        #expect(index.search("khai từ vựng", most: 2).codes == ["1.000007", "1.000008"])
        #expect(index.search("khai tử vựng", most: 2).codes == ["1.000008", "1.000007"])
        let unmarked = index.search("khai tu vung", most: 2)
        #expect(unmarked.codes == ["1.000007", "1.000008"], "then the lower code")
        #expect(index.search("khai tử vựng", most: 2).map(\.exactMarks) == [true, false])
    }

    @Test func `a code is found with and without dots, alone or among words`() {
        let queries = [
            "1.000003", "1000003", "1.000003.000.00.00.H21", "1000003.000.00.00.h21", " 1.000003 ", "1 000003",
            "mã 1.000003", "(1.000003)", "thủ tục 1.000003, xin hỏi",
        ]
        for query in queries { #expect(index.search(query, most: 5).codes == ["1.000003"], "\(query)") }
        #expect(index.search("2.0000", most: 5).codes == ["2.000010", "2.000009"], "the more wanted first")
        #expect(index.search("10000035", most: 5).isEmpty)
        #expect(index.search("0912345678", most: 5).isEmpty)
    }

    @Test func `words of the sector count where the name has none`() {
        #expect(first("thư viện") == "2.000009")
        #expect(
            Set(index.search("hộ tịch", most: 9).codes).isSubset(of: ["1.000001", "1.000002", "1.000003", "1.000004"]))
    }

    @Test func `nonsense, blanks and a wish for nothing find nothing`() {
        for query in [
            "", "   ", "\n\t", "!?…", "asdf qwer", "qwertyuiop", "zzzz", "👋🏽", "汉字", "\0\0", "thời tiết hôm nay",
        ] {
            #expect(index.search(query, most: 5).isEmpty, "\(query)")
        }
        #expect(index.search("khai sinh", most: 0).isEmpty)
        #expect(index.search("khai sinh", most: -1).isEmpty)
    }

    @Test func `an empty catalogue answers nothing`() {
        let empty = ProcedureIndex(entries: [], synonyms: SearchSynonyms([]))
        #expect(empty.search("khai sinh", most: 5).isEmpty)
        #expect(empty.search("1.000003", most: 5).isEmpty)
        #expect(empty.count == 0)
    }

    @Test func `matching words can be set in bold, and the text stays whole`() throws {
        let hit = try #require(index.search("dang ki khai sinhh", most: 1).first)
        let text = "Thủ tục đăng ký khai sinh"
        let pieces = hit.matches.pieces(of: text)
        #expect(
            pieces == [
                SearchPiece(text: "Thủ tục ", isMatch: false), SearchPiece(text: "đăng ký khai sinh", isMatch: true),
            ])
        #expect(hit.matches.pieces(of: "").isEmpty)
        #expect(SearchMatches().pieces(of: text) == [SearchPiece(text: text, isMatch: false)])
    }

    @Test func `a word whose marks contradict those typed is not set in bold`() throws {
        let hit = try #require(index.search("khai từ vựng", most: 1).first)
        let bold = hit.matches.pieces(of: "khai từ, khai tử").filter(\.isMatch).map(\.text)
        #expect(bold == ["khai từ", "khai"])
    }

    @Test func `an official word that stands for an everyday one is set in bold`() throws {
        let hit = try #require(index.search("sổ đỏ", most: 1).first)
        let bold = hit.matches.pieces(of: "Cấp giấy chứng nhận quyền sử dụng đất").filter(\.isMatch).map(\.text)
        #expect(bold == ["giấy chứng nhận quyền sử dụng đất"])
    }
}
