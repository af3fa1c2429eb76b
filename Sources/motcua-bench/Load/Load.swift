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
}

/// Drives requests at the server from threads of its own.
struct Load {
    let port: UInt16

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
                ask(request(number, turn), begun)
                turn += 1
            }
        }
    }

    /// Requests begin at even intervals whether or not earlier ones were answered (vòng mở), so that a slow answer
    /// is felt by those behind it, as real visitors would: time counts from when a request was due.
    func open(
        perSecond: Int, seconds: Double, threads: Int, _ request: @escaping @Sendable (_ turn: Int) -> LoadRequest
    ) -> LoadOutcome {
        let total = Int(Double(perSecond) * seconds)
        let next = Shared(0)
        let begun = Stopwatch.now + 10_000
        return run(threads: threads) { _, ask in
            while true {
                let turn = next.take()
                guard turn < total else { return }
                let due = begun + Int64(turn) * 1_000_000 / Int64(perSecond)
                let wait = due - Stopwatch.now
                if wait > 0 { usleep(UInt32(wait)) }
                ask(request(turn), due)
            }
        }
    }

    private func run(
        threads: Int, _ work: @escaping @Sendable (Int, (LoadRequest, _ begun: Int64) -> Void) -> Void
    ) -> LoadOutcome {
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
                        mine.note(request, try connection.ask(request.bytes), took: Stopwatch.now - begun)
                    } catch {
                        mine.faults["\(request.name): \(error)", default: 0] += 1
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

/// A number handed out once to each who asks.
private final class Shared: Sendable {
    private let value: Atomic<Int>

    init(_ value: Int) { self.value = Atomic(value) }

    func take() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
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
