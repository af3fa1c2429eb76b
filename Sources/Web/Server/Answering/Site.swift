import Logging

/// Everything the pages and the API are made of; built once at the start.
struct Site: Sendable {
    var settings: SiteSettings
    var routes: RouteTable
    var doorkeeper: any Doorkeeper
    var formKey: FormKey
    var words: ProblemWords
    var hooks: SiteHooks
    var rates: RateLimiter
    var uploads: UploadBudget
    var metrics: RequestMetrics
    var logger: Logger
}

/// What an installation decides about its site.
struct SiteSettings: Sendable {
    /// Languages that the pages are offered in; the first is the default.
    var languages = Language.allCases
    /// How many proxies of ours stand in front; 0 where the server is reached directly.
    var proxies = 0
    /// Cookies go over TLS alone, and browsers are told to keep to TLS.
    var isSecure = false
    /// What an address may ask that nobody has signed in from; nil for no limit.
    var addressRate: RateRule? = .address
    var limits = RequestLimits.standard
}

/// Where pages come in that the plumbing does not know.
struct SiteHooks: Sendable {
    /// The page of a problem, within the site's frame.
    var problemPage: @Sendable (ProblemText, Visitor) -> [UInt8] = PlainProblemPage.html
    /// What an error of the layers below means; nil for "an unexpected failure", which is logged.
    var explain: @Sendable (any Error) -> Problem? = { _ in nil }
    /// The answer to a form sent after its session had ended: a page to sign in on that keeps what was typed.
    ///
    /// Nil for the plain refusal.
    var signInAgain: @Sendable (Call, Form) async throws -> Reply? = { _, _ in nil }
}
