/// Where the server listens: `HOST:PORT` (địa chỉ lắng nghe).
///
/// Port 0 lets the system choose.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name, an IPv4 address, or an IPv6 address without its brackets.
    public let host: String
    public let port: Int

    /// Why an address is not taken; the words are the command line's.
    public enum Refusal: Error, Hashable, Sendable {
        case notHostAndPort
        case portNotInRange
        /// Plain HTTP that others can reach, without a proxy in front that speaks TLS.
        case plainHTTPNeedsProxy
    }

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `127.0.0.1:8080`, `localhost:0`, `[::1]:8080`; `*` stands for every address of the machine.
    public init(parsing text: String) throws(Refusal) {
        guard let colon = text.lastIndex(of: ":") else { throw .notHostAndPort }
        var host = text[..<colon]
        let digits = text[text.index(after: colon)...]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            guard host.contains(":"), ClientAddress.bytes(String(host)) != nil else { throw .notHostAndPort }
        } else {
            guard !host.isEmpty, host == "*" || host.isPlain(with: "-.") else { throw .notHostAndPort }
        }
        guard !digits.isEmpty, digits.utf8.count <= 5, digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let port = Int(digits)
        else { throw .notHostAndPort }
        guard port <= 65_535 else { throw .portNotInRange }
        self.init(host: host == "*" ? "0.0.0.0" : String(host), port: port)
    }

    /// True where only this machine can connect.
    public var isLoopback: Bool {
        if host == "localhost" { return true }
        guard let bytes = ClientAddress.bytes(host) else { return false }
        return bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    /// Refuses plain HTTP outside loopback unless a proxy of ours stands in front.
    ///
    /// Why: passwords and personal data would cross the network in clear.
    public func check(isBehindProxy: Bool) throws(Refusal) {
        guard isLoopback || isBehindProxy else { throw .plainHTTPNeedsProxy }
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// The system gives the server no address to listen on (không mở được địa chỉ lắng nghe).
public struct ListenFault: Error, Hashable, Sendable {
    /// Those that were asked for; the system does not say which it refused.
    public let addresses: [ListenAddress]
    /// True where another program listens there; else the address is not this machine's, or its port not for this user.
    public let isTaken: Bool
}
