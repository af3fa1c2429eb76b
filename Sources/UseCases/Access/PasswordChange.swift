public import Core
public import Store

/// Changing one's own password: the old one is asked for, the new one checked and derived (đổi mật khẩu).
///
/// The steps are those of signing in: `SignIn.begin` with the account's login, `derive` without a connection, `finish`.
public struct PasswordChange: Sendable {
    let old: CheckedPassword
    let new: PasswordVerifier

    /// Slow by intent: two derivations, three with an old cost.
    ///
    /// - Refuses: `.password` when the policy does, or when both are the same.
    public static func derive(
        _ check: PasswordCheck, login: String, old: Password, new: Password, settings: AccessSettings,
        random: inout some RandomSource
    ) throws -> PasswordChange {
        if old.text == new.text { throw AccessRefusal.password(.sameAsOld) }
        let verifier = try PasswordVerifier.make(new, for: login, settings: settings, random: &random)
        return PasswordChange(old: try check.run(old, random: &random), new: verifier)
    }

    /// Stores the new password if the old one was right, and ends every other session of the account.
    public static func finish(
        _ change: PasswordChange, session: SessionID, settings: AccessSettings, now: Instant,
        random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> SignIn.Outcome {
        let outcome = try SignIn.finish(change.old, settings: settings, now: now, random: &random, in: sql)
        guard case .right(var account) = outcome else { return outcome }
        let stored = StoredPassword(verifier: change.new.text, set: now, mustChange: false)
        try AccountTable.setPassword(stored, of: account.actor, in: sql)
        account.password = stored
        try SessionTable.removeAll(of: account.actor, but: session, in: sql)
        try OneTimeLinkTable.removeAll(.password, of: account.actor, in: sql)
        try Audit.write(.passwordChanged, by: account.actor, now: now, random: &random, in: sql)
        return .right(account)
    }
}
