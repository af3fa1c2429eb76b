import Core
import Testing

@Suite("Mã số hồ sơ")
struct DossierCodeTests {
    @Test func `a code is agency, day of reception and order of that day`() throws {
        let day = try #require(CivilDate(year: 2026, month: 11, day: 20))
        #expect(DossierCode(agency: "H21.106", day: day, order: 11).text == "H21.106-261120-0011")
        #expect(DossierCode(agency: "H21.106", day: day, order: 12_345).text == "H21.106-261120-12345")
    }

    @Test(arguments: [
        "H21.106-261120-0001", "h21.106-261120-0001", " H21.106 - 261120 - 0001 ", "H21.106-2611200001",
        "H21106-261120-0001", "H21.106.261120.0001", "h211062611200001", "H21 106 261120 0001",
        "H21.106–261120–0001", "H21-106/261120/0001", "H21.106-26-11-20-0001", "H21.1062611200001",
    ])
    func `dashes, dots and letters are forgiven however they were typed`(_ typed: String) {
        #expect(DossierCode(typed: typed)?.text == "H21.106-261120-0001")
    }

    @Test(arguments: [
        "H21-261120-0001", "H21.24-261120-0001", "H21.106-261120-12345", "H21.24.15-261120-0001",
        "H21.106.24-261120-0001", "H21.24.106-261120-0001", "000.00.65.H21-261120-0001",
        "H21.10.11.12.13-281231-9999999", "H21.106-240229-9999",
    ])
    func `every code is among the readings of itself without separators, and written out has but one`(_ code: String) {
        #expect(DossierCode.readings(typed: code).map(\.text) == [code])
        let bare = code.filter { $0.isLetter || $0.isNumber }.lowercased()
        #expect(DossierCode.readings(typed: bare).contains { $0.text == code }, "\(bare)")
        // Where its dashes stand, the agency is all that is left to cut.
        let dashed = code.filter { $0 != "." }
        #expect(DossierCode.readings(typed: dashed).contains { $0.text == code }, "\(dashed)")
    }

    @Test func `separators that were typed decide between two cuts`() {
        #expect(DossierCode(typed: "H21.106.24 261120 0001")?.text == "H21.106.24-261120-0001")
        #expect(DossierCode(typed: "H21.24.106 261120 0001")?.text == "H21.24.106-261120-0001")
        #expect(DossierCode(typed: "H21106-261120-12345")?.text == "H21.106-261120-12345")
    }

    @Test(arguments: [
        "", "H21", "H21.106", "H21.106-261120", "H21.106-261131001", "H2-261120-0001",
        "HH1.106-261120-0001", "N0123ABCD1", "H21.1-261120-0001", "H21106-261120-0001é", "２H21.106-261120-0001",
        "H21.106-261120-0001-H", String(repeating: "1", count: 60), "H21" + String(repeating: "1", count: 5_000),
    ])
    func `anything else is no code`(_ typed: String) {
        #expect(DossierCode.readings(typed: typed).isEmpty)
        #expect(DossierCode(typed: typed) == nil)
    }

    @Test func `readings are few, whatever is typed`() {
        var random = SeededRandom(seed: 5)
        for length in 10...37 {
            for _ in 0..<50 {
                let digits = random.bytes(length).map { String($0 % 10) }.joined()
                #expect(DossierCode.readings(typed: "H21" + digits).count <= 40)
            }
        }
    }
}
