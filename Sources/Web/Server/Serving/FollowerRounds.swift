import Core
import Dispatch
import Foundation
import Logging
import ServiceLifecycle
import Store
import UseCases

/// Runs followers and chores while the server runs (chạy tác vụ nền): three threads of its own, none of the pool.
///
/// One keeps the lead, one reads the ledger, one does the chores, so that none waits for another. Nothing at a counter
/// waits for any of them. Going down, what was begun is ended and the lead given up, so that the next process need not
/// wait for its term.
struct FollowerRounds: Service {
    let office: Office
    let list: FollowerList
    let leadership: Leadership
    let watch: FollowerWatch
    let logger: Logger
    /// Between two renewals of the lead: a third of its term.
    var beat = Leadership.usualTerm / 3
    /// How often the ledger is looked at for something new.
    var pause: Duration = .seconds(1)
    /// How long after a failure of the store it is tried again.
    var rest: Duration = .seconds(5)
    let elapsed: @Sendable () -> Int64

    func run() async throws {
        let ending = Ending()
        // Of the three the lead ends last: while the others end what they began, it must hold.
        let others = DispatchGroup()
        PacedThread.start("followers-read", ending, in: others) { reading() }
        PacedThread.start("followers-chores", ending, in: others) { doingChores() }
        let last = DispatchGroup()
        let leadEnding = Ending()
        PacedThread.start("followers-lead", leadEnding, in: last) { leading() }
        await PacedThread.untilShutdown()
        ending.end()
        await PacedThread.wait(for: others)
        leadEnding.end()
        await PacedThread.wait(for: last)
        do { try await office.store.offload { try self.leadership.resign() } } catch {
            logger.warning("the lead of followers was not given up", metadata: ["error": "\(Self.word(error))"])
        }
    }

    private static func word(_ error: any Error) -> String {
        (error as? StoreError)?.code.rawValue ?? String(reflecting: type(of: error))
    }

    // MARK: - What each thread does again and again; gives how long it then waits

    private func leading() -> PacedThread.Work {
        var led = false
        return { _ in
            do {
                try leadership.beat()
                let leads = leadership.epoch != nil
                if leads != led { logger.info(leads ? "leads the followers" : "no longer leads the followers") }
                led = leads
                try watch.look(at: office, list, leads: leads)
            } catch {
                logger.error("the lead of followers was not renewed", metadata: ["error": "\(Self.word(error))"])
                return rest
            }
            return beat
        }
    }

    private func reading() -> PacedThread.Work {
        var turns = FollowerTurns(
            office, followers: list.followers, leadership: leadership, random: SystemRandom(), elapsed: elapsed)
        return { ending in
            let outcome = turns.turn(isEnding: { ending.isOver })
            for fault in outcome.faults {
                logger.error(
                    "a follower did not go on, will be tried again",
                    metadata: ["follower": "\(fault.follower)", "error": "\(fault.reason)"])
            }
            if !outcome.faults.isEmpty { return rest }
            return outcome.hasMore ? .zero : pause
        }
    }

    private func doingChores() -> PacedThread.Work {
        let turns = ChoreTurns(office, chores: list.chores, leadership: leadership)
        return { ending in
            let failures = turns.turn(isEnding: { ending.isOver }).failures
            for failure in failures {
                logger.error(
                    "a chore failed, will be tried again",
                    metadata: ["chore": "\(failure.chore)", "error": "\(failure.reason)"])
            }
            return failures.isEmpty ? pause : rest
        }
    }
}

/// Says once that the server goes down, and ends every pause.
final class Ending: Sendable {
    private let gate = DispatchSemaphore(value: 0)

    /// True once it was said.
    var isOver: Bool { wait(for: .zero) }

    func end() { gate.signal() }

    /// Waits so long at most; true if it was said meanwhile or before.
    func wait(for time: Duration) -> Bool {
        let nanoseconds = Int(time / .nanoseconds(1))
        guard gate.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success else { return false }
        // For whoever asks next.
        gate.signal()
        return true
    }
}

/// A thread that does something again and again, with pauses that the ending cuts short.
enum PacedThread {
    /// Works once and gives how long to wait.
    typealias Work = (Ending) -> Duration

    /// - Parameter work: made on the thread itself, so that what it keeps belongs to the thread alone.
    static func start(
        _ name: String, _ ending: Ending, in group: DispatchGroup, _ work: @escaping @Sendable () -> Work
    ) {
        group.enter()
        let thread = Thread {
            let work = work()
            repeat {} while !ending.wait(for: work(ending))
            group.leave()
        }
        thread.name = name
        // Room for a deep closure in a debug build; untouched pages cost nothing.
        thread.stackSize = 4 << 20
        thread.start()
    }

    /// Returns when the server goes down.
    static func untilShutdown() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await Task.sleep(for: .seconds(3_600)) } catch { return }
            }
        }
    }

    /// Returns when every thread of the group has ended.
    static func wait(for group: DispatchGroup) async {
        await withCheckedContinuation { continuation in
            group.notify(queue: .global()) { continuation.resume() }
        }
    }
}
