import Core
import Ledger
import Store

/// Keeps the office's house in order while it is open (dọn dẹp định kỳ): clears away what is over, and puts accounts
/// out of use that nobody uses.
///
/// In small batches with pauses between them, so that nobody waits for it. A part that fails is told, and tried again
/// in the next round; the other part is done all the same.
public struct Housekeeping: Sendable {
    /// Rows of one table in one transaction, and so drafts whose files are cleared at one go.
    public static let batch = 50

    /// What one round came to.
    public struct Outcome: Sendable {
        /// Rows removed.
        public var rows = 0
        /// Files of drafts that were over, removed from disk.
        public var files = 0
        /// Accounts put out of use.
        public var locked = 0
        /// True if an idle account stays in use because nobody else could let the others in.
        public var keepsLastAdministrator = false
        public var failures: [Failure] = []
    }

    /// A part of the round that could not be done.
    public struct Failure: Sendable {
        public enum Part: String, Sendable { case expired, drafts, accounts }

        public var part: Part
        public var error: any Error
    }

    private let office: Office
    private let settings: AccessSettings
    private let pause: Duration
    /// Drafts that are gone and whose files are not yet.
    ///
    /// At most one batch: while any is left, no further rows are removed, for only the memory still names their files.
    private var waiting: [DiscardedDraft] = []

    /// - Parameter pause: between two batches.
    public init(_ office: Office, settings: AccessSettings, pause: Duration = .milliseconds(200)) {
        self.office = office
        self.settings = settings
        self.pause = pause
    }

    /// One round; ends early when the task is cancelled, never between removing a draft and its files.
    public mutating func round() async -> Outcome {
        var outcome = Outcome()
        await clear(&outcome)
        if waiting.isEmpty { await removeExpired(&outcome) }
        // An account of the demonstration is for everybody who comes by, however rarely that is.
        if office.catalogue.province?.demonstration != true { await lockIdle(&outcome) }
        return outcome
    }

    private mutating func removeExpired(_ outcome: inout Outcome) async {
        let (office, settings) = (office, settings)
        var more = true
        while more, waiting.isEmpty, !Task.isCancelled {
            do {
                let removed = try await office.store.write {
                    try AccessPurge.run(
                        settings: settings, now: office.clock.now(), limit: Housekeeping.batch, in: $0.sql)
                }
                outcome.rows += removed.removed
                waiting = removed.drafts
                more = removed.more
            } catch {
                outcome.failures.append(Failure(part: .expired, error: error))
                return
            }
            await clear(&outcome)
            if more { await rest() }
        }
    }

    /// Keys first, so that a file that stays behind can be read by nobody.
    private mutating func clear(_ outcome: inout Outcome) async {
        var left: [DiscardedDraft] = []
        for draft in waiting {
            do {
                outcome.files += try await clear(draft)
            } catch {
                left.append(draft)
                outcome.failures.append(Failure(part: .drafts, error: error))
            }
        }
        waiting = left
    }

    private func clear(_ draft: DiscardedDraft) async throws -> Int {
        guard !draft.files.isEmpty else { return 0 }
        let office = office
        try await office.store.write { transaction in
            // What an applicant brings to a dossier lies under the dossier's key, and the draft's own has none. The
            // records are asked because a key that is destroyed never comes back.
            guard case .open = try office.keyring.key(of: draft.dossier.stream, in: transaction),
                try office.reader.records(ofStream: draft.dossier.stream, transaction.sql).isEmpty
            else { return }
            try office.keyring.destroy(draft.dossier.stream, now: office.clock.now(), in: transaction)
        }
        for file in draft.files { try await office.store.offload { try office.files.remove(file) } }
        return draft.files.count
    }

    private func lockIdle(_ outcome: inout Outcome) async {
        let office = office
        let locking = IdleLocking(office.catalogue, settings: settings, now: office.clock.now())
        do {
            let found = try await office.store.read { try locking.find(in: $0) }
            outcome.keepsLastAdministrator = found.kept != nil
            var left = found.idle[...]
            while !left.isEmpty, !Task.isCancelled {
                let batch = left.prefix(Housekeeping.batch)
                outcome.locked += try await office.store.write { transaction in
                    var random = SystemRandom()
                    return try locking.lock(batch, random: &random, in: transaction.sql)
                }
                left = left.dropFirst(Housekeeping.batch)
                if !left.isEmpty { await rest() }
            }
        } catch {
            outcome.failures.append(Failure(part: .accounts, error: error))
        }
    }

    /// A pause that a cancelled task does not wait for.
    private func rest() async {
        do { try await Task.sleep(for: pause) } catch { return }
    }
}
