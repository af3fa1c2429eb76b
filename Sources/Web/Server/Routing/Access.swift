import Core

/// Who may use a route (ai được dùng).
///
/// What they may do there with which dossier is for the use case to decide.
enum Access: Hashable, Sendable {
    /// Everybody; who is signed in is known all the same.
    case anyone
    /// Everybody with an account; others are sent to sign in.
    case signedIn
    /// Whoever holds one of these roles at some agency.
    case roles(Set<Role>)
    /// The API, open; a token widens what is shown.
    case tokenIfAny
    /// The API, with the token of any account.
    case token
    /// The API, with the token of an account that holds one of these roles.
    case tokenOf(Set<Role>)

    /// True where a token is the proof, and no cookie is looked at: what no browser sends by itself needs no form
    /// token.
    var isByToken: Bool {
        switch self {
        case .anyone, .signedIn, .roles: false
        case .tokenIfAny, .token, .tokenOf: true
        }
    }

    /// Refuses whoever may not.
    func check(_ identity: Identity?) throws(Problem) {
        switch self {
        case .anyone, .tokenIfAny: return
        case .signedIn:
            guard identity != nil else { throw Problem(.signInNeeded) }
        case .token:
            guard identity != nil else { throw Problem(.tokenNeeded) }
        case .roles(let roles):
            guard let identity else { throw Problem(.signInNeeded) }
            guard identity.holds(oneOf: roles) else { throw Problem(.forbidden) }
        case .tokenOf(let roles):
            guard let identity else { throw Problem(.tokenNeeded) }
            guard identity.holds(oneOf: roles) else { throw Problem(.forbidden) }
        }
    }
}
