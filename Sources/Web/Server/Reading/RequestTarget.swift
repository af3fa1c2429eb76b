/// Path and query of a request (đích yêu cầu), decoded strictly.
struct RequestTarget: Sendable {
    /// The parts between the slashes, decoded; none for the home page.
    let parts: [String]
    let query: FieldList
    /// As they came.
    let text: String
    /// True for `/thu-tuc/`, which means `/thu-tuc`.
    let endsWithSlash: Bool
    /// The path as it came, without the slash at its end.
    let pathWithoutSlash: String

    /// Refuses an address that is too long, does not begin with a slash, or holds broken escapes or broken UTF-8.
    init(_ text: String, limits: RequestLimits) throws(Problem) {
        guard text.utf8.count <= limits.targetBytesMax else { throw Problem(.addressTooLong) }
        guard text.hasPrefix("/") else { throw Problem(.malformed) }
        self.text = text
        let whole = text.prefix { $0 != "#" }
        let path = whole.prefix { $0 != "?" }
        query = try URLEncodedReader.query(whole[path.endIndex...].dropFirst(), limits: limits)
        var raw = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        endsWithSlash = raw.count > 1 && raw.last?.isEmpty == true
        if raw.last?.isEmpty == true { raw.removeLast() }
        pathWithoutSlash = String(endsWithSlash ? path.dropLast() : path)
        guard raw.count <= limits.pathPartsMax else { throw Problem(.notFound) }
        var parts: [String] = []
        for part in raw {
            guard let bytes = PercentCoding.decode(part.utf8, plusIsSpace: false) else { throw Problem(.malformed) }
            guard let decoded = String(validating: bytes, as: UTF8.self) else { throw Problem(.notUTF8) }
            guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { throw Problem(.malformed) }
            parts.append(decoded)
        }
        self.parts = parts
    }
}
