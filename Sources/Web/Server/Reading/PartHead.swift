/// The headers of one part of a multipart form (RFC 7578): which field, and whether it is a file.
struct PartHead: Hashable, Sendable {
    /// The field's name.
    var field: String
    /// The file's name as the sender had it; nil for a text field.
    var fileName: String?

    /// Reads the header lines between a boundary and the empty line.
    ///
    /// Throws a `.malformed` problem for anything that no browser sends.
    init(parsing bytes: some Collection<UInt8>) throws(Problem) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Problem(.notUTF8) }
        var disposition: [String: String]?
        for line in text.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { throw Problem(.malformed) }
            let value = line[line.index(after: colon)...].trimmingSpaces()
            switch line[..<colon].lowercased() {
            case "content-disposition":
                guard disposition == nil else { throw Problem(.malformed) }
                disposition = try PartHead.parameters(of: value)
            case "content-transfer-encoding":
                guard ["binary", "8bit", "7bit"].contains(value.lowercased()) else { throw Problem(.malformed) }
            default: continue
            }
        }
        guard let disposition, let name = disposition["name"] else { throw Problem(.malformed) }
        field = PartHead.unescaped(name)
        fileName = disposition["filename"].map(PartHead.unescaped)
    }

    /// The parameters of `form-data; name="a"; filename="b.pdf"`.
    ///
    /// A parameter given twice is refused: two readers could take different ones.
    private static func parameters(of header: Substring) throws(Problem) -> [String: String] {
        var rest = header
        guard let kind = takeToken(&rest), kind.lowercased() == "form-data" else { throw Problem(.malformed) }
        var result: [String: String] = [:]
        while true {
            rest = rest.trimmingSpaces()
            if rest.isEmpty { return result }
            guard rest.popFirst() == ";" else { throw Problem(.malformed) }
            rest = rest.trimmingSpaces()
            if rest.isEmpty { return result }
            guard let name = takeToken(&rest)?.lowercased(), rest.popFirst() == "=", result[name] == nil,
                let value = rest.first == "\"" ? takeQuoted(&rest) : takeToken(&rest)
            else { throw Problem(.malformed) }
            result[name] = value
        }
    }

    private static func takeToken(_ rest: inout Substring) -> String? {
        let end = rest.firstIndex { $0 == ";" || $0 == "=" || $0 == " " || $0 == "\t" || $0 == "\"" } ?? rest.endIndex
        guard end > rest.startIndex else { return nil }
        defer { rest = rest[end...] }
        return String(rest[..<end])
    }

    /// Only `\"` and `\\` are escapes: old browsers send Windows paths as they are.
    private static func takeQuoted(_ rest: inout Substring) -> String? {
        rest.removeFirst()
        var value = ""
        while let character = rest.popFirst() {
            if character == "\"" { return value }
            if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
                value.append(next)
                rest.removeFirst()
            } else {
                value.append(character)
            }
        }
        return nil
    }

    /// Browsers escape a quotation mark and line ends in names, and nothing else.
    private static func unescaped(_ text: String) -> String {
        guard text.contains("%") else { return text }
        return text.split(separator: "%22", omittingEmptySubsequences: false).joined(separator: "\"")
            .split(separator: "%0D", omittingEmptySubsequences: false).joined()
            .split(separator: "%0A", omittingEmptySubsequences: false).joined(separator: " ")
    }
}
