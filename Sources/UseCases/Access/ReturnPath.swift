/// Where somebody wanted to go when they had to sign in first: a place on this site and nowhere else.
public struct ReturnPath: Hashable, Sendable {
    /// Path and query, as in `/ho-so?trang=2`.
    public let text: String

    static let bytesMax = 2048

    /// Nil for another site's address, for what a browser might read as one (`//x`, `/\x`), and for what is too long.
    public init?(_ text: String) {
        let utf8 = text.utf8
        guard utf8.first == UInt8(ascii: "/"), utf8.count <= ReturnPath.bytesMax,
            utf8.dropFirst().first != UInt8(ascii: "/"),
            utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "#") })
        else { return nil }
        self.text = text
    }
}
