import Core
import Store

/// Does the chores whose time has come (chạy việc định kỳ), on one thread, one after the other.
public struct ChoreTurns {
    /// How long after a failure a chore is tried again, unless its period is shorter, in microseconds.
    static let failurePause: Int64 = 30_000_000

    private let office: Office
    private let chores: [any Chore]
    private let leadership: Leadership

    public init(_ office: Office, chores: [any Chore], leadership: Leadership) {
        precondition(Set(chores.map(\.name)).count == chores.count, "each chore has a name of its own")
        self.office = office
        self.chores = chores
        self.leadership = leadership
    }

    /// What one turn came to.
    public struct Outcome: Sendable {
        public var done: [String] = []
        public var failures: [(chore: String, reason: String)] = []
    }

    /// Each chore that is due once; nothing is done where another process leads.
    public func turn(isEnding: () -> Bool = { false }) -> Outcome {
        var outcome = Outcome()
        for chore in chores {
            guard let epoch = leadership.epoch, !isEnding() else { break }
            do {
                guard let begun = try begin(chore) else { continue }
                let failure: (any Error)?
                do {
                    try chore.run(office)
                    failure = nil
                } catch { failure = error }
                try end(begun, failure, epoch)
                if let failure {
                    outcome.failures.append((chore.name, FailureReason.word(failure)))
                } else {
                    outcome.done.append(chore.name)
                }
            } catch is LeadLost {
                break
            } catch {
                outcome.failures.append((chore.name, FailureReason.word(error)))
            }
        }
        return outcome
    }

    /// How it stands as it begins; nil if it is not due.
    ///
    /// Written only when it has ended: one whose process died in the middle is begun anew by the next.
    private func begin(_ chore: any Chore) throws -> ChoreRun? {
        let now = office.clock.now()
        let known = try office.store.readNow { try ChoreTable.find(chore.name, in: $0) }
        if let known, !isDue(known, chore, now) { return nil }
        var run = known ?? ChoreRun(name: chore.name, begun: now)
        run.begun = now
        return run
    }

    /// One that seems to have begun in the future was so by a clock that was wrong.
    private func isDue(_ run: ChoreRun, _ chore: any Chore, _ now: Instant) -> Bool {
        let period = Int64(chore.period / .microseconds(1))
        let pause = run.failed > 0 ? min(period, ChoreTurns.failurePause) : period
        return run.begun > now || now.microseconds - run.begun.microseconds >= pause
    }

    private func end(_ begun: ChoreRun, _ failure: (any Error)?, _ epoch: Int) throws {
        var run = begun
        if let failure {
            run.failed += 1
            run.reason = FailureReason.word(failure)
        } else {
            run.succeeded = office.clock.now()
            run.failed = 0
            run.reason = nil
        }
        let ended = run
        try office.store.writeNow { transaction in
            try self.leadership.check(epoch, in: transaction)
            try ChoreTable.store(ended, in: transaction.sql)
        }
    }
}
