import HTTPTypes
import Hummingbird

/// The last thing done to an answer: headers that every answer has, cookies, and HEAD's empty body.
enum FinishedReply {
    /// Scripts, styles and pictures only from files of ours; nothing inline, nothing framed, forms only to us.
    static let contentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    static func response(_ reply: Reply, to request: Request, _ visitor: Visitor, _ site: Site) -> Response {
        var headers = reply.headers
        headers[.contentSecurityPolicy] = contentSecurityPolicy
        headers[.xContentTypeOptions] = "nosniff"
        headers[HeaderName.frameOptions] = "DENY"
        headers[HeaderName.referrerPolicy] = "same-origin"
        headers[HeaderName.permissionsPolicy] = "camera=(self), microphone=(), geolocation=(), payment=()"
        headers[HeaderName.openerPolicy] = "same-origin"
        headers[HeaderName.resourcePolicy] = "same-origin"
        headers[HeaderName.requestID] = visitor.reference.description
        if site.settings.isSecure { headers[.strictTransportSecurity] = "max-age=31536000" }
        if headers[.cacheControl] == nil {
            // A page of somebody signed in must not come back by the browser's back button at a shared desk.
            headers[.cacheControl] = visitor.identity == nil ? "private, no-cache" : "no-store"
        }
        if isPage(headers[.contentType]) || isProblem(headers[.contentType]) {
            headers[.contentLanguage] = visitor.language.rawValue
            headers[.vary] = "Accept-Language, Accept, Cookie"
        }
        let cookies = reply.cookies + (visitor.forms.cookieToSet.map { [$0] } ?? [])
        headers[values: .setCookie] = cookies.map { $0.header(secure: site.settings.isSecure) }
        let response = Response(status: reply.status, headers: headers, body: reply.body)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private static func isPage(_ contentType: String?) -> Bool { contentType?.hasPrefix("text/html") ?? false }

    private static func isProblem(_ contentType: String?) -> Bool { contentType == ProblemJSON.contentType }
}
