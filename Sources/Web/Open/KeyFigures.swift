import HTML
import Reports
import Store

/// The four figures that stand in one line on the home page and above the tables (số liệu chính).
///
/// The home page takes them from the tallies, which are true at every moment and cost nothing; the statistics page
/// from the report. For the same days and moment they are equal: `StatisticsTests` compares them.
struct KeyFigures: Hashable, Sendable {
    /// Received in the period; what was carried over from before is not counted again.
    var received: Int
    var online: Int
    /// Settled or refused in writing, wherever received.
    var settled: Int
    /// Of these, before or on the due.
    var inTime: Int

    init(_ sums: [Tally.Measure: Int]) {
        func sum(_ measures: [Tally.Measure]) -> Int { measures.reduce(0) { $0 + (sums[$1] ?? 0) } }
        received = sum([.receivedOnline, .receivedDirect, .receivedPost])
        online = sum([.receivedOnline])
        settled = sum([.settledEarly, .settledOnTime, .settledLate])
        inTime = sum([.settledEarly, .settledOnTime])
    }

    init(_ figures: Figures) {
        received = figures.receivedOnline + figures.receivedDirectAndPost
        online = figures.receivedOnline
        settled = figures.settled
        inTime = figures[.settledEarly] + figures[.settledOnTime]
    }

    /// Whole percent, rounded down: never better than the truth.
    var inTimeShare: Int { settled == 0 ? 0 : inTime * 100 / settled }

    /// - Parameter target: the tables that these figures sum up; nil on their own page.
    func line(_ page: PageContext, target: Path? = nil) -> FactLine {
        func fact(_ figure: String, _ words: TextKey) -> FactLine.Fact {
            FactLine.Fact(figure: figure, words: page.text(words), target: target?.url)
        }
        var facts = [
            fact(page.language.grouped(received), "home.figures.received"),
            fact(page.language.grouped(online), "home.figures.online"),
            fact(page.language.grouped(settled), "home.figures.settled"),
        ]
        // A share of nothing says nothing.
        if settled > 0 { facts.append(fact("\(inTimeShare)%", "home.figures.inTime")) }
        return FactLine(facts: facts)
    }
}
