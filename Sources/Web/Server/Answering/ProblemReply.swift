import HTTPTypes

/// A problem on its way out: a page for people, a document for systems, with the same words.
enum ProblemReply {
    static func make(_ problem: Problem, _ visitor: Visitor, _ site: Site, asJSON: Bool) -> Reply {
        let words = site.words.words(
            for: problem, in: visitor.language, reference: visitor.reference.description)
        var reply =
            asJSON
            ? Reply.bytes(ProblemJSON.document(words), ProblemJSON.contentType, problem.status)
            : Reply.page(site.hooks.problemPage(words, visitor), problem.status)
        reply.headers[.cacheControl] = "no-store"
        if let seconds = problem.retryAfterSeconds { reply.headers[.retryAfter] = String(seconds) }
        if !problem.allow.isEmpty {
            reply.headers[.allow] = problem.allow.map(\.rawValue).joined(separator: ", ")
        }
        if problem.code == .tokenNeeded { reply.headers[.wwwAuthenticate] = "Bearer" }
        return reply
    }

    /// The API answers in JSON; elsewhere, whoever accepts JSON and likes pages less.
    static func isJSONWanted(path: String, accept: String?) -> Bool {
        if path.hasPrefix("/api/") { return true }
        guard let accept else { return false }
        var json = 0.0
        var page = 0.0
        for wish in accept.split(separator: ",", maxSplits: 16).prefix(16) {
            let parts = wish.split(separator: ";")
            guard let type = parts.first?.trimmingSpaces().lowercased() else { continue }
            let quality = HeaderQuality.read(parts.dropFirst())
            switch type {
            case "application/json", ProblemJSON.contentType: json = max(json, quality)
            case "text/html", "application/xhtml+xml", "text/*", "*/*": page = max(page, quality)
            default: continue
            }
        }
        return json > 0 && json >= page
    }
}
