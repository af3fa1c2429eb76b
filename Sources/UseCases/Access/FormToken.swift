public import Core

/// Proves that a form was written by one of our pages for this very visitor (mã chống giả mạo biểu mẫu).
///
/// Why another text on every page, under a mask: what compresses a page then cannot be used to guess the secret in it.
public enum FormToken {
    static let maskBytes = 32

    /// A token for a page: mask and masked secret, 128 hexadecimal digits.
    ///
    /// - Parameter secret: 32 bytes, of the session or of the visitor.
    public static func make(secret: [UInt8], random: inout some RandomSource) -> String {
        precondition(secret.count == maskBytes, "a form's secret has 256 bits")
        let mask = random.bytes(maskBytes)
        return hexadecimal(mask + zip(mask, secret).map { $0 ^ $1 })
    }

    /// True if the token was made from this secret.
    public static func fits(_ token: String, secret: [UInt8]) -> Bool {
        guard token.utf8.count == 4 * maskBytes, let both = bytes(hexadecimal: token) else { return false }
        return equalInConstantTime(zip(both.prefix(maskBytes), both.suffix(maskBytes)).map { $0 ^ $1 }, secret)
    }

    /// The secret of a visitor without account, made from the cookie: nothing needs to be stored for it.
    public static func secret(ofVisitor cookie: String, sealer: any Sealer) -> [UInt8] {
        sealer.stamp(cookie, purpose: "form of a visitor")
    }
}
