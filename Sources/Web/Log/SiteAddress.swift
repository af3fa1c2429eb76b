import HTML

/// Scheme and host of this site as the visitor's browser asked for them (địa chỉ của Cổng), for addresses that leave
/// the screen: on paper a bare path leads nowhere.
struct SiteAddress: Hashable, Sendable {
    /// Longest name of a host with its port.
    private static let bytesMax = 259

    /// Without a slash at the end.
    let text: String

    /// - Refuses: a host that is absent, or that holds anything but letters, digits and the marks of names, IPv6
    ///   addresses and ports; it comes from outside and is printed.
    init?(host: String?, isSecure: Bool) {
        guard let host, (1...SiteAddress.bytesMax).contains(host.utf8.count), host.utf8.allSatisfy(SiteAddress.isOfHost)
        else { return nil }
        text = (isSecure ? "https://" : "http://") + host.lowercased()
    }

    /// The whole address of one of our pages.
    func whole(_ path: Path) -> String { text + path.url.text }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
