public import Core
public import Store

/// What a person decides about a record that stands aside (xử lý bản ghi bị treo).
public enum ParkedAct: String, CaseIterable, Hashable, Sendable {
    /// Try it again now (thử lại).
    case retry
    /// What it asked for was done by hand (đã xử lý tay): the stream goes on.
    case done
    /// It is given up (bỏ qua): the stream goes on without it.
    case skip
}

/// Carries such a decision out, with its audit line in the same transaction.
public struct ParkedActs: Sendable {
    private let actor: Actor
    private let root: AgencyCode?
    private let now: Instant

    /// - Parameter root: the province, whose administrators alone decide: followers serve all agencies.
    public init(by actor: Actor, root: AgencyCode?, now: Instant) {
        self.actor = actor
        self.root = root
        self.now = now
    }

    /// True for those who see the followers and decide about their records.
    public static func mayAct(_ actor: Actor, root: AgencyCode?) -> Bool { KeeperScope(actor, root: root).holdsAll }

    /// Does it; a record that is over already is left as it is, so that a second click changes nothing.
    ///
    /// - Returns: false if the record no longer stood aside.
    /// - Throws: `KeepingRefusal.notKeeper`, `StoreError`.
    public func give(
        _ act: ParkedAct, follower: String, seq: Int, random: inout some RandomSource, in transaction: Transaction
    ) throws -> Bool {
        guard ParkedActs.mayAct(actor, root: root) else { throw KeepingRefusal.notKeeper }
        let sql = transaction.sql
        guard var parked = try ParkedTable.open(follower, seq, locked: true, in: sql) else { return false }
        switch act {
        case .retry:
            parked.state = .waiting
            parked.tryAt = now
            try ParkedTable.update(parked, in: sql)
        case .done: try ParkedTable.end(follower, seq, as: .done, by: actor.id, at: now, in: sql)
        case .skip: try ParkedTable.end(follower, seq, as: .skipped, by: actor.id, at: now, in: sql)
        }
        try Audit.write(
            act.audited, by: actor.id, on: DossierID(parked.stream.text), .record(seq, follower: follower), now: now,
            random: &random,
            in: sql)
        return true
    }
}

extension ParkedAct {
    fileprivate var audited: AuditAction {
        switch self {
        case .retry: .recordRetried
        case .done: .recordDoneByHand
        case .skip: .recordGivenUp
        }
    }
}
