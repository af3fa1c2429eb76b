import Core
import Store
import UseCases

/// Knows sessions and tokens by the office's tables (người gác cửa).
struct OfficeDoorkeeper: Doorkeeper {
    let office: Office

    func identity(session secret: String) async throws -> Identity? {
        // An hour that somebody set is none that passed: it signs nobody out.
        let now = office.clock.steadyNow()
        let found = try await office.store.read { try Sessions.find(cookie: secret, now: now, in: $0) }
        guard case .live(let session, let account, let seen) = found else { return nil }
        if seen {
            try await office.store.write { try Sessions.saw(session, now: now, in: $0.sql) }
        }
        return identity(account)
    }

    func identity(token: String) async throws -> Identity? {
        let now = office.clock.steadyNow()
        let found = try await office.store.read { try BearerTokens.find(token, now: now, in: $0) }
        guard case .valid(let known, let account, let used) = found else { return nil }
        if used {
            try await office.store.write { try BearerTokens.used(known, now: now, in: $0.sql) }
        }
        return identity(account)
    }

    /// Roles are read from the office's decisions each time, so that a withdrawn one ends at once.
    private func identity(_ account: Account) -> Identity {
        Identity(actor: office.catalogue.actor(account.actor), name: account.name)
    }
}
