import Foundation

/// Where a request comes from (địa chỉ máy gửi): limits of rates count by it; never logged, for it is personal data.
struct ClientAddress: Hashable, Sendable {
    /// The IPv4 address, or an IPv6 address's network of 64 bits, for one subscriber has all of it; empty if unknown.
    let network: String

    /// Takes the peer's address, or what the proxy in front says of it.
    ///
    /// - Parameter proxies: how many proxies of ours stand in front (0: none, `X-Forwarded-For` is not believed).
    ///   Each proxy appends the address it saw, so the entry that counts is the `proxies`-th from the end: it was
    ///   written by the outermost of ours, and all before it by whoever asks.
    init(peer: String?, forwardedFor: String?, proxies: Int) {
        var bytes = peer.flatMap(ClientAddress.bytes) ?? []
        if proxies > 0, let forwardedFor {
            let entries = forwardedFor.split(separator: ",")
            if entries.count >= proxies, let known = ClientAddress.address(entries[entries.count - proxies]) {
                bytes = known
            }
        }
        network = ClientAddress.network(of: bytes)
    }

    /// The address in `[2001:db8::1]:443`, `10.0.0.7:51000` or bare; nil if there is none.
    private static func address(_ entry: Substring) -> [UInt8]? {
        var host = entry.trimmingSpaces()
        if host.hasPrefix("["), let close = host.firstIndex(of: "]") {
            host = host[host.index(after: host.startIndex)..<close]
        } else if host.utf8.count(where: { $0 == UInt8(ascii: ":") }) == 1, let colon = host.firstIndex(of: ":") {
            host = host[..<colon]
        }
        return bytes(String(host))
    }

    /// Four bytes of an IPv4 address, sixteen of IPv6; nil for anything else.
    static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 45 else { return nil }
        var v4 = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, text, &v4) == 1 { return v4 }
        var v6 = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET6, text, &v6) == 1 ? v6 : nil
    }

    private static func network(of bytes: [UInt8]) -> String {
        guard bytes.count == 16 else { return bytes.map(String.init).joined(separator: ".") }
        // ::ffff:a.b.c.d is an IPv4 address that came in by an IPv6 socket.
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return bytes[12...].map(String.init).joined(separator: ".")
        }
        let groups = stride(from: 0, to: 8, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
        return groups.map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }
}
