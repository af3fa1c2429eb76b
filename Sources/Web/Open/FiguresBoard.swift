import Core
import Reports
import Store
import UseCases

/// Keeps the figures of the periods that were asked for last, counting them anew when they are no longer true
/// (bảng số liệu).
///
/// Why: counting reads the clocks of all dossiers, about a second for 88,671, while a page may take some milliseconds.
/// However many ask, one period is counted at a time and each at most once a minute; meanwhile its last figures are
/// shown, which say their own moment.
actor FiguresBoard {
    typealias Count = @Sendable (ReportQuestion) async throws -> PublicFigures

    /// Periods kept; the one asked for longest ago is forgotten first.
    static let periodsMost = 24
    /// Periods that may be waiting to be counted; whoever asks for one more is told to come back.
    static let waitingMost = 6
    /// Figures older than this are not shown again: whoever asks waits for new ones.
    static let oldMicroseconds: Int64 = 600_000_000
    /// Between two countings of a period lies at least so many times what the counting took.
    static let restFactor: Int64 = 20

    private struct Kept {
        var figures: PublicFigures
        var costMicroseconds: Int64
        /// When it was last asked for, counted in questions.
        var turn: Int
    }

    private let count: Count
    private var kept: [FiguresPeriod: Kept] = [:]
    private var counting: [FiguresPeriod: Task<PublicFigures, any Error>] = [:]
    private var last: Task<Void, Never>?
    private var turn = 0

    init(count: @escaping Count) { self.count = count }

    init(_ office: Office) {
        count = { question in try await office.store.read { try PublicFigures.count(question, in: $0) } }
    }

    /// Periods that are counted now or wait for it.
    var waiting: Int { counting.count }

    /// The figures as of this minute, or the last ones while new ones are counted.
    ///
    /// - Throws: `Problem(.serverBusy)` if the period is unknown and too many others wait to be counted; else what the
    ///   counting throws.
    func figures(of period: FiguresPeriod, now: Instant) async throws -> PublicFigures {
        turn += 1
        kept[period]?.turn = turn
        guard let known = kept[period] else {
            guard let task = begin(period, now) else { throw Problem(.serverBusy, retryAfterSeconds: 5) }
            return try await task.value
        }
        let question = period.question(now)
        let age = abs(question.asOf.microseconds - known.figures.question.asOf.microseconds)
        if age == 0 || age < known.costMicroseconds * FiguresBoard.restFactor { return known.figures }
        // If the counting fails nobody is told while its figures are young; whoever waits for it is, and the next one
        // who asks begins it anew.
        guard let task = begin(period, now), age > FiguresBoard.oldMicroseconds else { return known.figures }
        return try await task.value
    }

    /// The counting of a period, under way already or begun now; nil if too many wait.
    private func begin(_ period: FiguresPeriod, _ now: Instant) -> Task<PublicFigures, any Error>? {
        if let task = counting[period] { return task }
        guard counting.count < FiguresBoard.waitingMost else { return nil }
        let before = last
        let task = Task { try await counted(period, now, after: before) }
        counting[period] = task
        last = Task { _ = await task.result }
        return task
    }

    private func counted(
        _ period: FiguresPeriod, _ now: Instant, after before: Task<Void, Never>?
    ) async throws -> PublicFigures {
        await before?.value
        defer { counting[period] = nil }
        let clock = ContinuousClock()
        let start = clock.now
        let figures = try await count(period.question(now))
        kept[period] = Kept(figures: figures, costMicroseconds: (clock.now - start).microseconds, turn: turn)
        if kept.count > FiguresBoard.periodsMost, let oldest = kept.min(by: { $0.value.turn < $1.value.turn }) {
            kept[oldest.key] = nil
        }
        return figures
    }
}
