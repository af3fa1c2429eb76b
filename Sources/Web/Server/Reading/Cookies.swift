/// The cookies of a request, by name; the first of a name counts.
struct CookieJar: Hashable, Sendable {
    private var values: [String: String] = [:]

    /// Reads a Cookie header; what is not a name and a value is passed over.
    ///
    /// More than 64 cookies are not read.
    init(_ header: String, bytesMax: Int) {
        guard header.utf8.count <= bytesMax else { return }
        for pair in header.split(separator: ";", maxSplits: 64).prefix(64) {
            guard let equals = pair.firstIndex(of: "=") else { continue }
            let name = String(pair[..<equals].trimmingSpaces())
            guard !name.isEmpty, values[name] == nil else { continue }
            var value = pair[pair.index(after: equals)...].trimmingSpaces()
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") { value = value.dropFirst().dropLast() }
            values[name] = String(value)
        }
    }

    /// The cookie under the one name it has where cookies are `secure`, or are not.
    subscript(name: CookieName, secure secure: Bool) -> String? { values[name.sent(secure: secure)] }
}

/// The cookies this site sets.
enum CookieName: String, CaseIterable, Hashable, Sendable {
    /// The session of a signed-in account (phiên đăng nhập).
    case session = "motcua-phien"
    /// A visitor without account, so that forms can be told to be theirs (khách).
    case visitor = "motcua-khach"
    /// The secret under which a visitor's drafts are kept (bản nháp).
    case draft = "motcua-nhap"
    /// The dossiers that were opened by their secrets a little while ago (hồ sơ đang mở).
    case dossiers = "motcua-ho-so"
    /// Language, text size and contrast (cách hiển thị).
    case display = "motcua-hien-thi"

    /// `__Host-` makes browsers take the cookie only over TLS and only from this very host.
    func sent(secure: Bool) -> String { (secure ? "__Host-" : "") + rawValue }
}

/// A cookie to be set: always `HttpOnly`, `SameSite=Lax` and for the whole site.
struct Cookie: Hashable, Sendable {
    var name: CookieName
    /// Letters, digits and `-._~=` only; what is set here is made here.
    var value: String
    /// Nil for as long as the browser is open; 0 takes the cookie away.
    var lifetimeSeconds: Int?

    /// A cookie that takes itself away.
    static func removed(_ name: CookieName) -> Cookie { Cookie(name: name, value: "", lifetimeSeconds: 0) }

    /// The Set-Cookie header.
    func header(secure: Bool) -> String {
        precondition(value.isPlain(with: "-._~="), "a cookie's value must need no quoting")
        var text = "\(name.sent(secure: secure))=\(value); Path=/; HttpOnly; SameSite=Lax"
        if secure { text += "; Secure" }
        if let lifetimeSeconds { text += "; Max-Age=\(lifetimeSeconds)" }
        return text
    }
}
