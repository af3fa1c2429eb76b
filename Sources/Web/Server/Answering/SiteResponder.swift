import HTTPTypes
import Hummingbird
import Logging

/// Answers every request: the whole of the way from a head to an answer can be read here, outermost first.
///
/// reference number and log line → counters → errors become problems → security headers → address → route and method →
/// rates → identity → access → body and form token → handler.
struct SiteResponder: HTTPResponder {
    typealias Context = RequestFrame

    let site: Site

    func respond(to request: Request, context: RequestFrame) async throws -> Response {
        let started = ContinuousClock.now
        site.metrics.inFlight.up()
        defer { site.metrics.inFlight.down() }
        var visitor = newVisitor(request, context)
        var pattern: PathPattern?
        let wantsJSON = ProblemReply.isJSONWanted(path: request.head.path ?? "/", accept: request.headers[.accept])
        var reply: Reply
        do {
            reply = try await answer(request, &visitor, &pattern)
        } catch let problem as Problem {
            reply = ProblemReply.make(problem, visitor, site, asJSON: wantsJSON)
        } catch is ConnectionLost {
            reply = ProblemReply.make(Problem(.cutOff), visitor, site, asJSON: wantsJSON)
        } catch is CancellationError {
            // The server is going down and has waited long enough.
            reply = ProblemReply.make(
                Problem(.unavailable, retryAfterSeconds: 5), visitor, site, asJSON: wantsJSON)
        } catch {
            reply = ProblemReply.make(explained(error, visitor), visitor, site, asJSON: wantsJSON)
        }
        let response = FinishedReply.response(reply, to: request, visitor, site)
        let took = (ContinuousClock.now - started).microseconds
        site.metrics.record(
            route: pattern, method: request.method, status: response.status.code, microseconds: took)
        log(request, visitor, pattern, response, microseconds: took)
        return response
    }

    private func newVisitor(_ request: Request, _ context: RequestFrame) -> Visitor {
        let settings = site.settings
        let cookies = CookieJar(request.headers[.cookie] ?? "", bytesMax: settings.limits.cookieBytesMax)
        let display = DisplaySettings(
            cookie: cookies[.display, secure: settings.isSecure], offered: settings.languages)
        let wished = request.headers[.acceptLanguage].flatMap { Language.wished($0, among: settings.languages) }
        return Visitor(
            reference: .random(),
            address: ClientAddress(
                peer: context.peer, forwardedFor: request.headers[HeaderName.forwardedFor],
                proxies: settings.proxies),
            language: display.language ?? wished ?? settings.languages.first ?? .vietnamese,
            display: display, identity: nil,
            forms: FormProtection(
                key: site.formKey, session: nil, cookie: cookies[.visitor, secure: settings.isSecure],
                random: RandomBytes.sixteen))
    }

    private func answer(
        _ request: Request, _ visitor: inout Visitor, _ pattern: inout PathPattern?
    ) async throws -> Reply {
        let target: RequestTarget
        do { target = try RequestTarget(request.head.path ?? "", limits: site.settings.limits) } catch {
            // Whoever is signed in is told so also where the address cannot be read.
            if sessionCookie(request) == nil { try takeAddressRate(visitor) }
            try await identifyBySession(&visitor, request)
            throw error
        }
        guard let match = site.routes.match(target.parts) else {
            // Whoever is signed in is told so also where there is nothing.
            if sessionCookie(request) == nil { try takeAddressRate(visitor) }
            try await identifyBySession(&visitor, request)
            throw Problem(.notFound)
        }
        pattern = match.pattern
        if request.method == .options { return allowing(match.methods) }
        guard let route = match.route(request.method) else { throw Problem(.methodNotAllowed, allow: match.methods) }
        if target.endsWithSlash { return moved(target, from: request.method) }

        try takeRates(route, request, visitor)
        try await identify(&visitor, request, route)
        let call = Call(
            visitor: visitor, pattern: match.pattern, parameters: match.parameters, query: target.query,
            target: target.text, host: request.head.authority, headers: request.headers)
        do { try route.access.check(visitor.identity) } catch {
            if let reply = try await instead(of: error, call, request, route) { return reply }
            throw error
        }
        let body = try await readBody(request, route, visitor)
        return try await route.handler(call, body)
    }

    private func allowing(_ methods: [HTTPRequest.Method]) -> Reply {
        Reply(.noContent, headers: [.allow: methods.map(\.rawValue).joined(separator: ", ")])
    }

    /// One page has one address: `/thu-tuc/` leads to `/thu-tuc`.
    private func moved(_ target: RequestTarget, from method: HTTPRequest.Method) -> Reply {
        let query = target.text.firstIndex(of: "?").map { target.text[$0...] } ?? ""
        let local = LocalTarget.checked(target.pathWithoutSlash + query)
        return Reply(.permanentRedirect, headers: [.location: local])
    }

    // MARK: - Rates

    private func takeRates(_ route: Route, _ request: Request, _ visitor: Visitor) throws(Problem) {
        for rule in route.rates { try site.rates.take(rule, key: visitor.address.network) }
        let hasProof = request.headers[.authorization] != nil || sessionCookie(request) != nil
        // Assets are fetched once and kept; a probe of health must not be turned away.
        if !hasProof, route.pattern != .asset, route.pattern != .health { try takeAddressRate(visitor) }
    }

    /// What somebody not signed in may ask.
    ///
    /// A browser on this very machine is not limited: it is the demonstration.
    private func takeAddressRate(_ visitor: Visitor) throws(Problem) {
        guard let rule = site.settings.addressRate else { return }
        if site.settings.proxies == 0, ["127.0.0.1", "0:0:0:0/64"].contains(visitor.address.network) { return }
        try site.rates.take(rule, key: visitor.address.network)
    }

    // MARK: - Who it is

    /// What may be a session's secret; anything longer is none, and spares nobody the limit of an address.
    private func sessionCookie(_ request: Request) -> String? {
        let value = CookieJar(request.headers[.cookie] ?? "", bytesMax: site.settings.limits.cookieBytesMax)[
            .session, secure: site.settings.isSecure]
        return value.flatMap { $0.utf8.count <= Bearer.tokenBytesMax ? $0 : nil }
    }

    private func identify(_ visitor: inout Visitor, _ request: Request, _ route: Route) async throws {
        if route.access.isByToken {
            guard let token = try Bearer.token(request.headers[.authorization]) else { return }
            visitor.identity = try await site.doorkeeper.identity(token: token)
            guard visitor.identity != nil else {
                try takeAddressRate(visitor)
                // A token that is not known is never passed over: its owner would take the open answer for theirs.
                throw Problem(.tokenNeeded)
            }
            return
        }
        try await identifyBySession(&visitor, request)
    }

    private func identifyBySession(_ visitor: inout Visitor, _ request: Request) async throws {
        guard let secret = sessionCookie(request) else { return }
        visitor.identity = try await site.doorkeeper.identity(session: secret)
        if visitor.identity == nil { return try takeAddressRate(visitor) }
        visitor.forms = FormProtection(key: site.formKey, session: secret, cookie: nil, random: RandomBytes.sixteen)
    }

    /// What is done for somebody who must sign in first: a page leads to signing in and back, a form may keep what was
    /// typed.
    ///
    /// Nil where the refusal itself is the answer.
    private func instead(of problem: Problem, _ call: Call, _ request: Request, _ route: Route) async throws -> Reply? {
        guard problem.code == .signInNeeded else { return nil }
        switch route.body {
        case .none: return .seeOther(Path.signIn.with("return", call.target))
        case .json: return nil
        case .form:
            // Only for a form of ours that outlived its session: whoever never had one need not be read.
            guard sessionCookie(request) != nil else { return nil }
            var limits = route.limits
            // What is kept until then is kept whole or not at all.
            limits.namesFaultyFields = false
            // Files are not kept: they are told by their names and go by.
            limits.namesRefusedFiles = true
            let reader = BodyReader(request: request, limits: limits)
            return try await site.hooks.signInAgain(call, try await reader.form(kinds: [], budget: site.uploads))
        }
    }

    // MARK: - What it brings

    private func readBody(_ request: Request, _ route: Route, _ visitor: Visitor) async throws -> Route.Body {
        let reader = BodyReader(request: request, limits: route.limits)
        switch route.body {
        case .none: return .none
        case .json: return .json(try await reader.json())
        case .form(let kinds, let isProtected):
            if isProtected, request.headers[HeaderName.fetchSite] == "cross-site" { throw Problem(.crossSite) }
            let form = try await reader.form(kinds: kinds, budget: site.uploads)
            if isProtected, !visitor.forms.accepts(form[FormKey.field]) { throw Problem(.formExpired) }
            return .form(form)
        }
    }

    // MARK: - What is left behind

    /// An error that is no problem: explained by the layer that knows it, or a failure of ours, logged by its type
    /// alone, for its words may hold what somebody typed.
    private func explained(_ error: any Error, _ visitor: Visitor) -> Problem {
        if let problem = site.hooks.explain(error) { return problem }
        site.logger.error(
            "request failed",
            metadata: ["reference": "\(visitor.reference)", "error": "\(String(reflecting: type(of: error)))"])
        return Problem(.failed)
    }

    /// One line a request: never a path with its values, a query, an address or a name.
    private func log(
        _ request: Request, _ visitor: Visitor, _ pattern: PathPattern?, _ response: Response, microseconds: Int64
    ) {
        site.logger.info(
            "request",
            metadata: [
                "reference": "\(visitor.reference)", "method": "\(request.method.rawValue.prefix(10))",
                "route": "\(pattern?.rawValue ?? "-")", "status": "\(response.status.code)",
                "bytes": "\(response.headers[.contentLength] ?? "-")", "us": "\(microseconds)",
            ])
    }
}

extension Duration {
    /// Whole microseconds.
    var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}
