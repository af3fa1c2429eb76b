import Core
import Testing

/// The sixty searches of `Tests/Search/queries.tsv`, judged before there was a ranking.
@Suite("Judged queries")
struct JudgedQueriesTests {
    /// How many of the sixty must have an accepted code among the first three.
    static let least = 57

    @Test func `at least 57 of the 60 judged queries find an accepted procedure among the first three`() throws {
        let passed = try judge(SearchFixture.index.get(), printing: true)
        #expect(passed >= JudgedQueriesTests.least)
    }

    @Test func `the judged queries pass without the titles of the home page too`() throws {
        let passed = try judge(SearchFixture.namesAlone.get(), printing: false)
        #expect(passed >= JudgedQueriesTests.least)
    }

    @Test func `the judged queries pass without marks, and asked as a whole sentence`() throws {
        let index = try SearchFixture.index.get()
        #expect(try judge(index) { TextFold.folded($0) } >= JudgedQueriesTests.least)
        #expect(try judge(index) { "cho tôi hỏi làm sao để \($0) ở đâu ạ" } >= JudgedQueriesTests.least)
    }

    private func judge(
        _ index: ProcedureIndex, printing: Bool = false, typed: (String) -> String = { $0 }
    ) throws -> Int {
        let judged = try SearchFixture.judged()
        #expect(judged.count == 60)
        var passed = 0
        var table = "rank  query -> first three answers\n"
        for (query, accepted) in judged {
            #expect((1...3).contains(accepted.count))
            let codes = index.search(typed(query), most: 10).codes
            let rank = codes.firstIndex { accepted.contains($0) }.map { $0 + 1 }
            if let rank, rank <= 3 { passed += 1 }
            table += "\(rank.map { " \($0)" } ?? " –")    \(query) -> \(codes.prefix(3).joined(separator: " "))\n"
        }
        if printing { print("\(table)\(passed) of \(judged.count) judged queries pass") }
        return passed
    }
}
