import Core
import Testing

@Suite("Mã nộp hồ sơ")
struct SubmissionNumberTests {
    @Test func `a new number is N and nine symbols of the alphabet`() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<2_000 {
            let text = Array(SubmissionNumber(random: &random).text.utf8)
            #expect(text.count == 10)
            #expect(text[0] == UInt8(ascii: "N"))
            #expect(text.allSatisfy { Crockford.symbols.contains($0) })
        }
    }

    @Test func `every symbol comes at every place, so that no bit is wasted`() {
        var random = SeededRandom(seed: 2)
        var seen = Array(repeating: Set<UInt8>(), count: 10)
        for _ in 0..<2_000 {
            for (place, symbol) in SubmissionNumber(random: &random).text.utf8.enumerated() {
                seen[place].insert(symbol)
            }
        }
        #expect(seen.map(\.count) == [1] + Array(repeating: 32, count: 9))
    }

    @Test func `the same seed gives the same number`() {
        var (a, b) = (SeededRandom(seed: 3), SeededRandom(seed: 3))
        #expect(SubmissionNumber(random: &a) == SubmissionNumber(random: &b))
    }

    @Test func `what a person types is read as it was meant`() throws {
        let number = try #require(SubmissionNumber(typed: "N0123ABCD1"))
        let ways = [
            "n0123abcd1", "N 012 3AB CD1", "N-0123-ABCD-1", "no123abcdl", "No123ABCDI",
            " N\u{a0}012–3AB.CD1\r\n", number.grouped,
        ]
        for typed in ways { #expect(SubmissionNumber(typed: typed) == number, "\(typed)") }
        #expect(number.grouped == "N 012 3AB CD1")
    }

    @Test(arguments: [
        "", "N", "N0123ABCD", "N0123ABCD12", "0123ABCD12", "X0123ABCD1", "N0123ABCDU", "N0123ABCDé", "N0123ABCD_",
        "H21.65-261120-0001", String(repeating: "N", count: 5_000), "Ｎ0123ABCD1",
    ])
    func `anything else is not a number`(_ typed: String) {
        #expect(SubmissionNumber(typed: typed) == nil)
    }

    @Test func `symbols carry the bits they are given, the highest first`() {
        #expect(Crockford.text(0, count: 3) == "000")
        #expect(Crockford.text(31, count: 2) == "0Z")
        #expect(Crockford.text(32, count: 2) == "10")
        #expect(Crockford.text(.max, count: 10) == "ZZZZZZZZZZ")
        #expect(Crockford.text(1 << 45, count: 9) == "000000000")
    }
}
