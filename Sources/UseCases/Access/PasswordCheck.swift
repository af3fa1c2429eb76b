public import Core
import Store

/// A password that is to be checked: what was read about its login, real or not.
public struct PasswordCheck: Sendable {
    let subject: [UInt8]
    let actor: ActorID?
    /// The stored text of the account's verifier; nil where there is none.
    let stored: String?
    let verifier: PasswordVerifier
    let cost: PasswordCost

    init(subject: [UInt8], account: Account?, settings: AccessSettings) {
        self.subject = subject
        actor = account?.actor
        stored = account?.password?.verifier
        verifier = stored.flatMap { PasswordVerifier($0) } ?? .decoy(settings.cost)
        cost = settings.cost
    }

    /// Derives the key once, whether there is such an account or not; once more for a right password of an old cost.
    ///
    /// Slow by intent: on a thread of its own, at most one a core, and never inside a transaction.
    public func run(_ password: Password, random: inout some RandomSource) throws -> CheckedPassword {
        let isRight = try verifier.matches(password)
        return CheckedPassword(
            subject: subject, actor: actor, stored: stored, isRight: isRight, cost: verifier.cost,
            upgraded: isRight && verifier.cost != cost
                ? try PasswordVerifier(password, cost: cost, random: &random) : nil)
    }
}

/// What came of it; for `SignIn.finish`, which alone decides.
public struct CheckedPassword: Sendable {
    let subject: [UInt8]
    let actor: ActorID?
    let stored: String?
    let isRight: Bool
    /// What the derivation cost.
    let cost: PasswordCost
    /// The same password under today's cost.
    let upgraded: PasswordVerifier?
}
