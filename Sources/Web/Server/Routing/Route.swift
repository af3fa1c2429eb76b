import HTTPTypes

/// One line of the site's table (tuyến): what is asked, who may ask it, what it may bring, who answers.
///
/// Everything that guards a handler stands here and is done before it is called, so that no handler can forget it and
/// a test can read it all.
struct Route: Sendable {
    let method: HTTPRequest.Method
    let pattern: PathPattern
    let access: Access
    let body: BodyKind
    let limits: RequestLimits
    /// Counted by the client's network before anything else is done.
    let rates: [RateRule]
    let handler: @Sendable (Call, Body) async throws -> Reply

    /// What is read of the body before the handler is called.
    enum BodyKind: Hashable, Sendable {
        case none
        /// A form, with files of these kinds. A form token is asked for unless `isProtected` is false.
        case form(Set<AttachmentKind>, isProtected: Bool)
        case json
    }

    /// A body, read and checked.
    enum Body: Sendable {
        case none
        case form(Form)
        case json(JSONBody)
    }

    /// A page, or an API call that reads: GET, and HEAD with it.
    static func get(
        _ pattern: PathPattern, access: Access, rates: [RateRule] = [],
        _ handler: @escaping @Sendable (Call) async throws -> Reply
    ) -> Route {
        Route(
            method: .get, pattern: pattern, access: access, body: .none, limits: .standard, rates: rates,
            handler: { call, _ in try await handler(call) })
    }

    /// A form that was sent: POST.
    ///
    /// It must hold the form token of whoever sends it.
    static func form(
        _ pattern: PathPattern, access: Access, files: Set<AttachmentKind> = [], limits: RequestLimits = .standard,
        rates: [RateRule] = [], _ handler: @escaping @Sendable (Call, Form) async throws -> Reply
    ) -> Route {
        Route(
            method: .post, pattern: pattern, access: access, body: .form(files, isProtected: true), limits: limits,
            rates: rates, handler: { call, body in try await handler(call, Route.form(in: body)) })
    }

    /// A form that changes nothing but how pages look, so that anybody may send it from anywhere.
    static func harmlessForm(
        _ pattern: PathPattern, _ handler: @escaping @Sendable (Call, Form) async throws -> Reply
    ) -> Route {
        Route(
            method: .post, pattern: pattern, access: .anyone, body: .form([], isProtected: false),
            limits: .standard, rates: [], handler: { call, body in try await handler(call, Route.form(in: body)) })
    }

    /// An API call that changes something: POST with a JSON body.
    ///
    /// Its proof is a token, never a cookie.
    static func command(
        _ pattern: PathPattern, access: Access, limits: RequestLimits = .standard, rates: [RateRule] = [],
        _ handler: @escaping @Sendable (Call, JSONBody) async throws -> Reply
    ) -> Route {
        precondition(access.isByToken, "a JSON body is not protected by a form token")
        return Route(
            method: .post, pattern: pattern, access: access, body: .json, limits: limits, rates: rates,
            handler: { call, body in
                guard case .json(let json) = body else { preconditionFailure("the route reads JSON") }
                return try await handler(call, json)
            })
    }

    private static func form(in body: Body) -> Form {
        guard case .form(let form) = body else { preconditionFailure("the route reads a form") }
        return form
    }
}
