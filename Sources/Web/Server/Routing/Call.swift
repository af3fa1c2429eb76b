import HTTPTypes

/// One request on its way to its handler (yêu cầu), with all that was checked before.
struct Call: Sendable {
    let visitor: Visitor
    let pattern: PathPattern
    let query: FieldList
    /// Path and query as they came: where to come back to after signing in.
    let target: String
    /// Host and port that were asked for, as they came (`Host`, which a proxy passes on); nil if none did.
    let host: String?
    private let parameters: [String: String]
    private let headers: HTTPFields

    init(
        visitor: Visitor, pattern: PathPattern, parameters: [String: String], query: FieldList, target: String,
        host: String?, headers: HTTPFields
    ) {
        self.visitor = visitor
        self.pattern = pattern
        self.parameters = parameters
        self.query = query
        self.target = target
        self.host = host
        self.headers = headers
    }

    /// What stands in a hole of the path, decoded; never empty.
    ///
    /// Asking for a hole the pattern lacks is a bug.
    func parameter(_ hole: String) -> String {
        guard let value = parameters[hole] else { preconditionFailure("\(pattern.rawValue) has no hole \(hole)") }
        return value
    }

    /// A header by name; nil if it did not come.
    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    /// The caller's key for this intent; refuses a missing or wrong one.
    func idempotencyKey() throws(Problem) -> IdempotencyKey { try IdempotencyKey(headers[HeaderName.idempotencyKey]) }

    /// Whoever signed in or showed a token.
    ///
    /// On a route whose access is not open they are always there.
    func identity() throws(Problem) -> Identity {
        guard let identity = visitor.identity else { throw Problem(pattern.isAPI ? .tokenNeeded : .signInNeeded) }
        return identity
    }
}
