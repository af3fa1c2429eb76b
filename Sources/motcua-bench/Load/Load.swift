import Foundation
import Glibc
import Synchronization

/// What a load brought about.
struct LoadOutcome: Sendable {
    var seconds = 0.0
    var latencies = Latencies()
    /// The same, by the name each request was given.
    var byName: [String: Latencies] = [:]
    /// Largest answer of each name, head and body, in bytes.
    var largest: [String: Int] = [:]
    /// Answers other than expected, by what they were.
    var faults: [String: Int] = [:]
    /// Seconds of processor time that the asking itself took.
    var clientCPU = 0.0

    var perSecond: Double { seconds > 0 ? Double(latencies.count) / seconds : 0 }
    var faultCount: Int { faults.values.reduce(0, +) }

    mutating func merge(_ other: LoadOutcome) {
        latencies.add(other.latencies)
        for (name, latencies) in other.byName { byName[name, default: Latencies()].add(latencies) }
        for (name, bytes) in other.largest { largest[name] = max(largest[name] ?? 0, bytes) }
        for (fault, count) in other.faults { faults[fault, default: 0] += count }
    }

    mutating func note(_ asked: LoadRequest, _ answer: (status: Int, bytes: Int), took: Int64) {
        guard answer.status == asked.status else {
            faults["\(asked.name): \(answer.status) instead of \(asked.status)", default: 0] += 1
            return
        }
        latencies.add(took)
        byName[asked.name, default: Latencies()].add(took)
        largest[asked.name] = max(largest[asked.name] ?? 0, answer.bytes)
    }
}

/// One request to be sent, and the status that counts as answered.
struct LoadRequest: Sendable {
    var name: String
    var bytes: [UInt8]
    var status = 200
    /// Whether whoever asks wants to read the answer.
    var wantsBody = false
}

/// Drives requests at the server from threads of its own.
struct Load {
    let port: UInt16

    /// How requests are sent one after another by one thread; gives the body of the expected answer, else nil.
    typealias Asking = (_ request: LoadRequest, _ begun: Int64) -> [UInt8]?

    /// Each connection asks again as soon as it was answered (vòng khép kín), for so many seconds.
    func closed(
        connections: Int, seconds: Double,
        _ request: @escaping @Sendable (_ connection: Int, _ turn: Int) -> LoadRequest
    ) -> LoadOutcome {
        let end = Stopwatch.now + Int64(seconds * 1_000_000)
        return run(threads: connections) { number, ask in
            var turn = 0
            while Stopwatch.now < end {
                let begun = Stopwatch.now
                _ = ask(request(number, turn), begun)
                turn += 1
            }
        }
    }

    /// Requests begin at even intervals whether or not earlier ones were answered (vòng mở), so that a slow answer
    /// is felt by those behind it, as real visitors would: time counts from when a request was due.
    func open(
        perSecond: Int, seconds: Double, threads: Int, _ request: @escaping @Sendable (_ turn: Int) -> LoadRequest
    ) -> LoadOutcome {
        let pace = Pace(perSecond: perSecond, seconds: seconds)
        return run(threads: threads) { _, ask in
            while let (turn, due) = pace.next() { _ = ask(request(turn), due) }
        }
    }

    /// Runs `work` on so many threads, each with a connection of its own, and gathers what their asking brought about.
    func run(threads: Int, _ work: @escaping @Sendable (_ thread: Int, _ ask: Asking) -> Void) -> LoadOutcome {
        let whole = Gathered()
        let done = DispatchSemaphore(value: 0)
        let (begun, cpu) = (Stopwatch.now, ProcessorTime.own)
        for number in 0..<threads {
            let port = port
            let thread = Thread {
                let connection = HTTPConnection(port: port)
                var mine = LoadOutcome()
                work(number) { request, begun in
                    do {
                        connection.keepsBody = request.wantsBody
                        let answer = try connection.ask(request.bytes)
                        mine.note(request, answer, took: Stopwatch.now - begun)
                        return answer.status == request.status ? connection.body : nil
                    } catch {
                        mine.faults["\(request.name): \(error)", default: 0] += 1
                        return nil
                    }
                }
                whole.add(mine)
                done.signal()
            }
            thread.stackSize = 512 * 1024
            thread.start()
        }
        for _ in 0..<threads { done.wait() }
        var outcome = whole.outcome
        outcome.seconds = Double(Stopwatch.now - begun) / 1_000_000
        outcome.clientCPU = ProcessorTime.own - cpu
        return outcome
    }
}

/// Moments at even intervals, each handed out once to whoever asks first.
final class Pace: Sendable {
    private let turns = Atomic<Int>(0)
    private let perSecond: Int
    private let total: Int
    private let begun = Stopwatch.now + 10_000

    init(perSecond: Int, seconds: Double) {
        self.perSecond = perSecond
        total = Int(Double(perSecond) * seconds)
    }

    /// Waits for the next moment; nil once all have come.
    func next() -> (turn: Int, due: Int64)? {
        let turn = turns.wrappingAdd(1, ordering: .relaxed).oldValue
        guard turn < total else { return nil }
        let due = begun + Int64(turn) * 1_000_000 / Int64(perSecond)
        let wait = due - Stopwatch.now
        if wait > 0 { usleep(UInt32(wait)) }
        return (turn, due)
    }
}

/// The outcomes of all threads.
private final class Gathered: Sendable {
    private let state = Mutex(LoadOutcome())

    var outcome: LoadOutcome { state.withLock { $0 } }
    func add(_ mine: LoadOutcome) { state.withLock { $0.merge(mine) } }
}

/// Processor time, user and system.
enum ProcessorTime {
    /// Of this process, in seconds.
    static var own: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
