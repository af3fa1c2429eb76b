public import Core
public import Store

/// Letting accounts in and out of use, and what they show to be let in (khóa, mở khóa, liên kết, mã truy cập).
///
/// Each refuses `.stale`, `.notYours` for an account that is not wholly the administrator's, and `.accountUnknown`.
extension AccountKeeping {
    /// A new link with which an officer chooses a password; the one before it ends, the password stays until then.
    ///
    /// - Refuses: `.ownAccount`, because one's own password is changed by whoever knows the old one;
    ///   `.systemWithoutPassword`; `.accountClosed`.
    public func renewLink(
        of actor: ActorID, seen: String, random: inout some RandomSource
    ) throws -> Secret {
        let kept = try findWhole(actor, seen: seen)
        if actor == keeper.id { throw KeepingRefusal.ownAccount }
        if kept.isSystem { throw KeepingRefusal.systemWithoutPassword }
        return try OneTimeLinks.makePassword(for: actor, by: keeper.id, now: now, random: &random, in: sql)
    }

    /// Puts an account out of use (tạm khóa) and ends its sessions; its tokens open nothing meanwhile.
    ///
    /// - Refuses: `.ownAccount`, so that the last administrator is never locked; `.accountClosed`.
    public func lock(_ actor: ActorID, seen: String, random: inout some RandomSource) throws {
        _ = try findWhole(actor, seen: seen)
        if actor == keeper.id { throw KeepingRefusal.ownAccount }
        try Accounts.setState(.locked, of: actor, by: keeper.id, now: now, random: &random, in: sql)
    }

    /// Lets an account in again (mở khóa), and forgets the wrong passwords that were tried under its login.
    ///
    /// - Refuses: `.accountClosed`.
    public func unlock(_ actor: ActorID, seen: String, random: inout some RandomSource) throws {
        let kept = try findWhole(actor, seen: seen)
        try Accounts.setState(.active, of: actor, by: keeper.id, now: now, random: &random, in: sql)
        try SignIn.forgive(login: kept.account.login, sealer: office.sealer, in: sql)
    }

    /// Ends every session of an account (kết thúc phiên đăng nhập); whoever knows the password may begin another.
    ///
    /// - Refuses: `.ownAccount`, whose other sessions end when its password is changed.
    @discardableResult
    public func endSessions(of actor: ActorID, seen: String, random: inout some RandomSource) throws -> Int {
        _ = try findWhole(actor, seen: seen)
        if actor == keeper.id { throw KeepingRefusal.ownAccount }
        let ended = try SessionTable.removeAll(of: actor, in: sql)
        try Audit.write(.sessionsEnded, by: keeper.id, .account(actor), now: now, random: &random, in: sql)
        return ended
    }

    /// A token for another system (cấp mã truy cập); its text is shown this once.
    ///
    /// - Refuses: `.tokenForOfficer`, and what `BearerTokens.issue` refuses.
    public func issueToken(
        for actor: ActorID, label: String, days: Int, seen: String, random: inout some RandomSource
    ) throws -> (secret: Secret, token: BearerToken) {
        let kept = try findWhole(actor, seen: seen)
        guard kept.isSystem else { throw KeepingRefusal.tokenForOfficer }
        return try BearerTokens.issue(
            for: actor, label: label, days: days, by: keeper.id, now: now, random: &random, in: sql)
    }

    /// Ends a token at once (thu hồi mã truy cập), whosever it is.
    ///
    /// - Refuses: `.tokenUnknown`.
    public func revokeToken(_ id: BearerTokenID, of actor: ActorID, random: inout some RandomSource) throws {
        guard let kept = try KeptAccount.find(actor, in: sql), scope.sees(kept.assignments) else {
            throw AccessRefusal.accountUnknown
        }
        guard scope.keeps(kept.assignments) else { throw KeepingRefusal.notYours(nil) }
        try BearerTokens.revoke(id, of: actor, by: keeper.id, now: now, random: &random, in: sql)
    }

    private func findWhole(_ actor: ActorID, seen: String) throws -> KeptAccount {
        let kept = try find(actor, seen: seen)
        guard scope.keeps(kept.assignments) else { throw KeepingRefusal.notYours(nil) }
        return kept
    }
}
