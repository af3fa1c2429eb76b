/// The token of an API call: `Authorization: Bearer …` (RFC 6750).
enum Bearer {
    static let tokenBytesMax = 256

    /// Nil if there is no such header.
    ///
    /// Refuses one that is there and is not right, for its sender means to be known.
    static func token(_ header: String?) throws(Problem) -> String? {
        guard let header else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw Problem(.tokenNeeded) }
        let token = parts[1].trimmingSpaces()
        guard !token.isEmpty, token.utf8.count <= tokenBytesMax, token.isPlain(with: "-._~+/=") else {
            throw Problem(.tokenNeeded)
        }
        return String(token)
    }
}
