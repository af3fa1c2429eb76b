import Dispatch
import Foundation

/// Threads of the engine's own, on which calls that block are made.
///
/// Why not the cooperative pool: it has one thread a core; two slow reads on it would stop the whole server.
final class WorkerThreads: Sendable {
    /// Room for a deep closure in a debug build; untouched pages cost nothing.
    private static let stackBytes = 4 << 20

    private let finished = DispatchGroup()

    /// Starts `count` threads that each run `body` once; `body` returns when there is nothing more to do.
    init(count: Int, name: String, _ body: @escaping @Sendable () -> Void) {
        let finished = finished
        for number in 1...count {
            finished.enter()
            let thread = Thread {
                body()
                finished.leave()
            }
            thread.name = "\(name)-\(number)"
            thread.stackSize = WorkerThreads.stackBytes
            thread.start()
        }
    }

    /// Waits until every thread has returned.
    func join() { finished.wait() }
}
