import Crypto
import Foundation
import Synchronization

/// Ties every form to the visitor it was made for (mã chống giả mạo yêu cầu), so that no other site can send one in
/// their name.
///
/// The token is HMAC-SHA256 over the session's secret, or over a signed cookie of a visitor without account (a signed
/// double submit); the key is the installation's and survives restarts, so an open form does too.
struct FormKey: Sendable {
    private let key: SymmetricKey

    /// The name of the hidden field.
    static let field = "csrf"

    /// Refuses (as a bug) a key under 32 bytes.
    init(_ bytes: [UInt8]) {
        precondition(bytes.count >= 32, "the form key must have 32 bytes")
        key = SymmetricKey(data: bytes)
    }

    /// The token for forms made for this session or visitor; 43 characters.
    fileprivate func token(for holder: FormHolder) -> String {
        base64URL(Array(HMAC<SHA256>.authenticationCode(for: holder.bytes, using: key)))
    }

    fileprivate func accepts(_ token: String, for holder: FormHolder) -> Bool {
        guard let code = bytes(base64URL: token), code.count == 32 else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: holder.bytes, using: key)
    }

    /// A visitor cookie: 16 random bytes and their code, so that only this installation can make one.
    fileprivate func visitorCookie(random: [UInt8]) -> String {
        base64URL(random + Array(HMAC<SHA256>.authenticationCode(for: Array("cookie:".utf8) + random, using: key)))
    }

    fileprivate func visitor(cookie: String) -> FormHolder? {
        guard let all = bytes(base64URL: cookie), all.count == 48 else { return nil }
        let random = Array(all[..<16])
        let authenticated = Array("cookie:".utf8) + random
        guard HMAC<SHA256>.isValidAuthenticationCode(Array(all[16...]), authenticating: authenticated, using: key)
        else { return nil }
        return .visitor(random)
    }
}

/// Whom a form is tied to.
private enum FormHolder {
    case session(String)
    case visitor([UInt8])

    var bytes: [UInt8] {
        switch self {
        case .session(let secret): Array("session:".utf8) + Array(secret.utf8)
        case .visitor(let random): Array("visitor:".utf8) + random
        }
    }
}

/// The protection of one request's forms.
///
/// Nothing is reckoned and no visitor cookie made before a page has a form, or one comes back: most requests have none.
final class FormProtection: Sendable {
    private let key: FormKey
    private let session: String?
    private let cookie: String?
    private let random: @Sendable () -> [UInt8]
    private let tie = Mutex<Tie?>(nil)

    /// Whom this request's forms are tied to.
    private struct Tie {
        var holder: FormHolder
        /// The cookie of a visitor who has none, or a forged one.
        var fresh: String?
        var isUsed = false
    }

    /// - Parameters:
    ///   - session: the secret of a session known to be good; nil for a visitor without account.
    ///   - cookie: the visitor cookie that came; a forged or missing one is replaced.
    init(key: FormKey, session: String?, cookie: String?, random: @escaping @Sendable () -> [UInt8]) {
        self.key = key
        self.session = session
        self.cookie = cookie
        self.random = random
    }

    /// What the hidden field of a form must hold.
    var token: String { key.token(for: holder(isUsed: true)) }

    /// The cookie to set with the answer, if a form was made for a visitor who has none.
    var cookieToSet: Cookie? {
        tie.withLock { tie in
            guard let tie, tie.isUsed else { return nil }
            return tie.fresh.map { Cookie(name: .visitor, value: $0) }
        }
    }

    func accepts(_ token: String?) -> Bool {
        guard let token, token.utf8.count <= 100 else { return false }
        return key.accepts(token, for: holder(isUsed: false))
    }

    private func holder(isUsed: Bool) -> FormHolder {
        tie.withLock { tie in
            var known = tie ?? made()
            known.isUsed = known.isUsed || isUsed
            tie = known
            return known.holder
        }
    }

    private func made() -> Tie {
        if let session { return Tie(holder: .session(session)) }
        if let known = cookie.flatMap(key.visitor(cookie:)) { return Tie(holder: known) }
        let bytes = random()
        return Tie(holder: .visitor(bytes), fresh: key.visitorCookie(random: bytes))
    }
}

/// RFC 4648, section 5, without padding.
func base64URL(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacingOccurrences(of: "+", with: "-")
        .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
}

private func bytes(base64URL text: String) -> [UInt8]? {
    guard !text.contains("+"), !text.contains("/"), !text.contains("=") else { return nil }
    var plain = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
    plain += String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    return Data(base64Encoded: plain).map(Array.init)
}
