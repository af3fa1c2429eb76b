import Dispatch
import Synchronization

private enum PutOutcome { case taken, takenAndWake, full, closed }

/// A queue with a limit, from any number of callers to the engine's own threads.
///
/// Why a limit: a caller that is told "busy" at once can say so to its user; one that waits for ever cannot.
final class JobQueue<Job: Sendable>: Sendable {
    private struct State {
        var jobs: [Job?] = []
        var first = 0
        var sleepers = 0
        var closed = false

        var count: Int { jobs.count - first }

        /// Takes from the front without moving the rest each time: the empty front is cut off once it is the larger
        /// half.
        mutating func removeFirst(_ most: Int) -> [Job] {
            let end = min(first + most, jobs.count)
            var taken: [Job] = []
            taken.reserveCapacity(end - first)
            for index in first..<end {
                if let job = jobs[index] { taken.append(job) }
                jobs[index] = nil
            }
            first = end
            if first * 2 >= jobs.count {
                jobs.removeFirst(first)
                first = 0
            }
            return taken
        }
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let limit: Int
    private let place: String

    init(limit: Int, place: String) {
        self.limit = limit
        self.place = place
    }

    /// How many wait now.
    var count: Int { state.withLock { $0.count } }

    /// Puts a job at the end; throws `.busy` when the queue is full and `.closed` after `close`.
    func put(_ job: Job) throws(StoreError) {
        let outcome: PutOutcome = state.withLock { state in
            if state.closed { return .closed }
            if state.count >= limit { return .full }
            state.jobs.append(job)
            guard state.sleepers > 0 else { return .taken }
            state.sleepers -= 1
            return .takenAndWake
        }
        switch outcome {
        case .taken: return
        // Outside the lock, or the woken thread would run into it at once.
        case .takenAndWake: wake.signal()
        case .full: throw StoreError(.busy, "\(limit) callers wait already", at: place)
        case .closed: throw StoreError(.closed, "the store is closed", at: place)
        }
    }

    /// Waits for jobs and takes the oldest, at most `most`; none once the queue is closed and empty.
    func take(atMost most: Int) -> [Job] {
        while true {
            let taken: [Job]? = state.withLock { state in
                if state.count > 0 { return state.removeFirst(most) }
                if state.closed { return [] }
                state.sleepers += 1
                return nil
            }
            if let taken { return taken }
            wake.wait()
        }
    }

    /// Takes no more jobs; those that wait are still handed out.
    func close() {
        let sleepers = state.withLock { state in
            defer { state.sleepers = 0 }
            state.closed = true
            return state.sleepers
        }
        for _ in 0..<sleepers { wake.signal() }
    }
}
