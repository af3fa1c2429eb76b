import Core
import Store

/// Puts accounts out of use that nobody has signed in to for long (khóa tài khoản lâu không sử dụng), but never the
/// last one that could let the others in again.
///
/// Why the exception: an administrator of the whole province lets a locked account in; with the last of them locked,
/// nobody could come in by any page any more.
struct IdleLocking {
    struct Found: Sendable {
        var idle: [ActorID]
        /// Idle as well, and left in use.
        var kept: ActorID?
    }

    private let catalogue: Catalogue
    private let now: Instant
    private let since: Instant

    init(_ catalogue: Catalogue, settings: AccessSettings, now: Instant) {
        self.catalogue = catalogue
        self.now = now
        since = now.adding(minutes: -settings.signIn.idleDays * 24 * 60)
    }

    /// Whom it concerns; inside `store.read`, for it looks through what was written down since.
    func find(in sql: any SQLConnection) throws -> Found {
        var idle = try AccountTable.idle(since: since, limit: .max, in: sql).map(\.actor)
        if idle.isEmpty { return Found(idle: []) }
        let unlocked = try unlocked(in: sql)
        idle.removeAll { unlocked.contains(AuditDetail.account($0).text) }
        guard let kept = try lastKeeper(in: sql), idle.contains(kept) else { return Found(idle: idle) }
        return Found(idle: idle.filter { $0 != kept }, kept: kept)
    }

    /// Locks those that are idle still; gives how many. Inside `store.write`.
    func lock(
        _ actors: some Sequence<ActorID>, random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> Int {
        var locked = 0
        for actor in actors {
            guard let account = try AccountTable.find(actor, in: sql), account.state == .active,
                let used = lastUse(account), used < since
            else { continue }
            try Accounts.setState(.locked, of: actor, by: nil, now: now, random: &random, in: sql)
            locked += 1
        }
        return locked
    }

    /// Accounts let in again meanwhile, as audit lines name them: their time begins anew, or they would be locked again
    /// before anybody could sign in.
    private func unlocked(in sql: any SQLConnection) throws -> Set<String> {
        Set(
            try sql.query(
                "SELECT detail FROM audit_line WHERE id >= ?1 AND action = ?2",
                [.text(Audit.firstID(since)), .text(AuditAction.accountUnlocked.rawValue)]
            ) { $0.textOrNil(0) }.compactMap { $0 })
    }

    /// The administrator of the whole province who was here last, if all of them are idle.
    private func lastKeeper(in sql: any SQLConnection) throws -> ActorID? {
        var last: (actor: ActorID, used: Instant)?
        for officer in catalogue.officers.values {
            let keeps = officer.assignments.contains {
                $0.role == .administrator && (catalogue.province == nil || $0.agency == catalogue.province?.code)
            }
            guard keeps, let account = try AccountTable.find(officer.id, in: sql), account.state == .active,
                let used = lastUse(account)
            else { continue }
            if used >= since { return nil }
            if let known = last, (known.used, known.actor.text) >= (used, officer.id.text) { continue }
            last = (officer.id, used)
        }
        return last?.actor
    }

    /// Nil for an account without a password, which another system uses.
    private func lastUse(_ account: Account) -> Instant? { account.password.map { account.lastUsed ?? $0.set } }
}

extension Audit {
    /// The first identifier that a line of this moment can have.
    fileprivate static func firstID(_ moment: Instant) -> String {
        let microseconds = UInt64(max(0, moment.microseconds))
        return hexadecimal((0..<8).map { UInt8(truncatingIfNeeded: microseconds >> UInt64(56 - $0 * 8)) })
    }
}
