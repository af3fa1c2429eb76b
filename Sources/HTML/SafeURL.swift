/// An address that a page may point to: a path of ours from literals and escaped values, or a checked outside one.
///
/// Why not a string: what a person typed could then become `javascript:` or another site. Values only ever become one
/// percent-encoded path segment or one query value.
///
/// - Example: `SafeURL("/thu-tuc").appending("1.001193").query("kenh", "online")` is
///   `/thu-tuc/1.001193?kenh=online`.
public struct SafeURL: Hashable, Sendable, CustomStringConvertible {
    /// The address in ASCII as it goes into a header or, escaped once more, into an attribute.
    public let text: String

    private init(text: String) { self.text = text }

    /// A path of ours, written in the source; begins with a single slash.
    public init(_ path: StaticString) {
        let isOurs = path.withUTF8Buffer { $0.first == slash && ($0.count == 1 || $0[1] != slash) }
        precondition(isOurs, "a path of ours begins with one slash")
        text = path.description
    }

    /// The same path with one more segment, whatever it holds; an empty one, `.` and `..` cannot climb.
    public func appending(_ segment: String) -> SafeURL {
        var address = text
        if address.utf8.last != slash { address += "/" }
        // "." and ".." would be folded away by browsers even when percent-encoded; a tilde keeps them apart.
        if segment.isEmpty || segment == "." || segment == ".." { address += "~" }
        address += percentEncoded(segment)
        return SafeURL(text: address)
    }

    /// The same address with one more query value.
    public func query(_ name: StaticString, _ value: String) -> SafeURL {
        SafeURL(text: text + (text.contains("?") ? "&" : "?") + name.description + "=" + percentEncoded(value))
    }

    /// The same address with one more query value, or unchanged where there is none.
    public func query(_ name: StaticString, ifAny value: String?) -> SafeURL {
        value.map { query(name, $0) } ?? self
    }

    /// The same address at the element with this id.
    public func fragment(_ id: String) -> SafeURL { SafeURL(text: text + "#" + percentEncoded(id)) }

    /// A path of ours that came as data, as the page somebody wants to come back to; nil unless it begins with one
    /// slash and is plain ASCII.
    public static func path(checking address: String) -> SafeURL? {
        guard address.utf8.first == slash, address.utf8.dropFirst().first != slash,
            address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !forbiddenOutside.contains($0) })
        else { return nil }
        return SafeURL(text: address)
    }

    /// An element of the same page.
    public static func element(_ id: String) -> SafeURL { SafeURL(text: "#" + percentEncoded(id)) }

    /// A site of others written in the source, `https` only.
    public static func outside(_ address: StaticString) -> SafeURL {
        guard let url = outside(checking: address.description) else { preconditionFailure("not an https address") }
        return url
    }

    /// A site of others that came as data (a link in the catalogue); nil unless `https` with a host and plain ASCII.
    public static func outside(checking address: String) -> SafeURL? {
        let scheme = "https://"
        let rest = address.dropFirst(scheme.count)
        guard address.hasPrefix(scheme), let first = rest.utf8.first, first != slash,
            address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !forbiddenOutside.contains($0) })
        else { return nil }
        return SafeURL(text: address)
    }

    /// A telephone number to call (số điện thoại): its digits and a leading plus, nothing else.
    public static func telephone(_ number: String) -> SafeURL {
        let digits = number.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return SafeURL(text: "tel:" + (number.hasPrefix("+") ? "+" : "") + String(decoding: digits, as: UTF8.self))
    }

    /// An address to write to (thư điện tử).
    public static func mail(_ address: String) -> SafeURL { SafeURL(text: "mailto:" + percentEncoded(address)) }

    public var description: String { text }
}

/// Anything that names a page; the web target's enum of all paths is one.
public protocol PageURL {
    var url: SafeURL { get }
}

extension SafeURL: PageURL {
    public var url: SafeURL { self }
}

private let slash = UInt8(ascii: "/")
private let forbiddenOutside: Set<UInt8> = Set("\"'<>\\^`{|}".utf8)

/// Letters, digits and `-._~@` stay, every other byte becomes `%XX`.
private func percentEncoded(_ value: String) -> String {
    // Codes and numbers, nearly all that stands in a path, need nothing.
    if isPlainSegment(value) { return value }
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity(value.utf8.count * 3)
    for byte in value.utf8 {
        if isUnreserved(byte) {
            encoded.append(byte)
        } else {
            encoded.append(UInt8(ascii: "%"))
            encoded.append(hexadecimal[Int(byte >> 4)])
            encoded.append(hexadecimal[Int(byte & 15)])
        }
    }
    return String(decoding: encoded, as: UTF8.self)
}

private func isPlainSegment(_ value: String) -> Bool {
    var value = value
    return value.withUTF8 { bytes in
        for byte in bytes where !isUnreserved(byte) { return false }
        return true
    }
}

@inline(__always)
private func isUnreserved(_ byte: UInt8) -> Bool {
    // A bit each: - . 0–9 below 64, @ A–Z _ a–z ~ below 128.
    if byte < 64 { return (0x03FF_6000_0000_0000 as UInt64) >> UInt64(byte) & 1 == 1 }
    return byte < 128 && (0x47FF_FFFE_87FF_FFFF as UInt64) >> UInt64(byte & 63) & 1 == 1
}
