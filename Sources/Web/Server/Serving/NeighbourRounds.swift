import Dispatch
import Logging
import ServiceLifecycle
import Store
import UseCases

/// Looks once a second for what other processes on the same store decided, on a thread of its own.
struct NeighbourRounds: Service {
    let office: Office
    let logger: Logger
    var pause: Duration = .seconds(1)
    /// How long after a failure of the store it is tried again.
    var rest: Duration = .seconds(5)

    func run() async throws {
        let ending = Ending()
        let group = DispatchGroup()
        if OtherProcesses.mayBe(office.store) {
            PacedThread.start("neighbours", ending, in: group) { looking() }
        }
        await PacedThread.untilShutdown()
        ending.end()
        await PacedThread.wait(for: group)
    }

    private func looking() -> PacedThread.Work {
        var others = OtherProcesses(office)
        return { _ in
            do {
                try others.look()
                return pause
            } catch {
                let code = (error as? StoreError)?.code.rawValue ?? String(reflecting: type(of: error))
                logger.error("other processes' decisions were not read", metadata: ["error": "\(code)"])
                return rest
            }
        }
    }
}
