import Core
import Reports
import Synchronization
import Testing
import UseCases

@testable import Web

/// Counts nothing, but remembers what it was asked and answers when it is told to.
private final class Counter: Sendable {
    struct State {
        var asked: [ReportQuestion] = []
        var atOnce = 0
        var atOnceMost = 0
        var fails = false
    }
    let state = Mutex(State())
    private let gate = AsyncStream<Void>.makeStream()

    var asked: [ReportQuestion] { state.withLock { $0.asked } }

    /// - Parameter waits: each counting ends only when `letOne` is called.
    func count(waits: Bool) -> FiguresBoard.Count {
        { question in
            let fails = self.state.withLock { state in
                state.asked.append(question)
                state.atOnce += 1
                state.atOnceMost = max(state.atOnceMost, state.atOnce)
                return state.fails
            }
            if waits {
                var turns = self.gate.stream.makeAsyncIterator()
                await turns.next()
            }
            self.state.withLock { $0.atOnce -= 1 }
            if fails { throw Problem(.unavailable) }
            return PublicFigures(question, [:])
        }
    }

    func letOne() { gate.continuation.yield() }
}

@Suite("Bảng số liệu giữ gì và đếm khi nào")
struct FiguresBoardTests {
    private let morning = Instant(CivilDate(dayNumber: 20_777), minute: 540)
    private var month: FiguresPeriod { .month(to: morning.date) }
    private func past(_ turn: Int) -> FiguresPeriod {
        FiguresPeriod(from: CivilDate(dayNumber: 20_000 + turn), to: CivilDate(dayNumber: 20_000 + turn))
    }

    @Test func `a period that goes on is counted once a minute, as of the whole minute`() async throws {
        let counter = Counter()
        let board = FiguresBoard(count: counter.count(waits: false))
        for seconds: Int64 in [0, 1, 59] {
            let figures = try await board.figures(of: month, now: morning.adding(seconds: seconds))
            #expect(figures.question.asOf == morning)
        }
        #expect(counter.asked.count == 1)
        // The next minute shows the last figures at once, and the new ones soon after.
        _ = try await board.figures(of: month, now: morning.adding(minutes: 1))
        while counter.asked.count < 2 { await Task.yield() }
        #expect(counter.asked.map(\.asOf) == [morning, morning.adding(minutes: 1)])
    }

    @Test func `figures of a quarter of an hour ago are not shown again`() async throws {
        let counter = Counter()
        let board = FiguresBoard(count: counter.count(waits: false))
        _ = try await board.figures(of: month, now: morning)
        let later = try await board.figures(of: month, now: morning.adding(minutes: 15))
        #expect(later.question.asOf == morning.adding(minutes: 15))
    }

    @Test func `a period that is over is counted once, whenever it is asked for`() async throws {
        let counter = Counter()
        let board = FiguresBoard(count: counter.count(waits: false))
        for days in 0..<3 { _ = try await board.figures(of: past(0), now: morning.adding(minutes: 1_440 * days)) }
        #expect(counter.asked.map(\.asOf) == [Instant(CivilDate(dayNumber: 20_001), minute: 0)])
    }

    @Test func `however many ask, one period is counted at a time and each once`() async throws {
        let counter = Counter()
        let board = FiguresBoard(count: counter.count(waits: true))
        try await withThrowingTaskGroup { group in
            for visitor in 0..<40 {
                group.addTask { _ = try await board.figures(of: past(visitor % 4), now: morning) }
            }
            for _ in 0..<4 { counter.letOne() }
            try await group.waitForAll()
        }
        #expect(Set(counter.asked.map(\.from)).count == 4 && counter.asked.count == 4)
        #expect(counter.state.withLock { $0.atOnceMost } == 1)
    }

    @Test func `whoever asks for one more period than may wait is told to come back`() async throws {
        let counter = Counter()
        let board = FiguresBoard(count: counter.count(waits: true))
        var waiting: [Task<PublicFigures, any Error>] = []
        for turn in 0..<FiguresBoard.waitingMost {
            waiting.append(Task { try await board.figures(of: past(turn), now: morning) })
        }
        while await board.waiting < FiguresBoard.waitingMost { await Task.yield() }
        let refusal = await #expect(throws: Problem.self) {
            try await board.figures(of: past(FiguresBoard.waitingMost), now: morning)
        }
        #expect(refusal?.code == .serverBusy && refusal?.retryAfterSeconds == 5)
        for _ in waiting { counter.letOne() }
        for task in waiting { _ = try await task.value }
    }

    @Test func `a counting that fails is told to whoever waits for it and begun anew for the next`() async throws {
        let counter = Counter()
        let board = FiguresBoard(count: counter.count(waits: false))
        counter.state.withLock { $0.fails = true }
        await #expect(throws: Problem.self) { try await board.figures(of: past(0), now: morning) }
        counter.state.withLock { $0.fails = false }
        _ = try await board.figures(of: past(0), now: morning)
        #expect(counter.asked.count == 2)
    }

    @Test func `the period asked for longest ago is forgotten first`() async throws {
        let counter = Counter()
        let board = FiguresBoard(count: counter.count(waits: false))
        for turn in 0..<FiguresBoard.periodsMost { _ = try await board.figures(of: past(turn), now: morning) }
        _ = try await board.figures(of: past(0), now: morning)
        _ = try await board.figures(of: past(FiguresBoard.periodsMost), now: morning)
        let before = counter.asked.count
        _ = try await board.figures(of: past(0), now: morning)
        #expect(counter.asked.count == before)
        _ = try await board.figures(of: past(1), now: morning)
        #expect(counter.asked.count == before + 1)
    }
}
