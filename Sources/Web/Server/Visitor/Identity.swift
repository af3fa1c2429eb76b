import Core

/// Somebody who has proven who they are, by a session or a token.
struct Identity: Hashable, Sendable {
    var actor: Actor
    /// As the pages greet them.
    var name: String

    /// True if one of `roles` is held anywhere.
    ///
    /// For which agency is for the use case to decide.
    func holds(oneOf roles: Set<Role>) -> Bool { actor.assignments.contains { roles.contains($0.role) } }
}

/// Knows sessions and tokens (người gác cửa); made of use cases by whoever builds the server.
protocol Doorkeeper: Sendable {
    /// Whose session this cookie is; nil if there is none, or it has ended.
    func identity(session secret: String) async throws -> Identity?
    /// Whose token this is; nil if there is none, or it was withdrawn.
    func identity(token: String) async throws -> Identity?
}
