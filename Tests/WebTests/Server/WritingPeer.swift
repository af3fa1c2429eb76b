import Foundation

/// A peer that writes all it has before it reads a byte, as many simple clients do.
enum WritingPeer {
    /// The system's number of an error, and how many bytes had been taken by then.
    struct Broken: Error {
        var call: String
        var number: Int32
        var sent: Int
    }

    /// What it reads once everything is written; throws where the server broke the writing or the reading.
    static func talk(port: Int, _ bytes: [UInt8]) async throws -> String { try await talk(port: port, [bytes]) }

    /// - Parameter pause: seconds after each piece.
    static func talk(port: Int, _ pieces: [[UInt8]], pause: Double = 0) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            // A thread of its own: blocking calls are the point here.
            Thread.detachNewThread {
                continuation.resume(with: Result { try converse(port: port, pieces, pause: pause) })
            }
        }
    }

    private static func converse(port: Int, _ pieces: [[UInt8]], pause: Double) throws -> String {
        let peer = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard peer >= 0 else { throw Broken(call: "socket", number: errno, sent: 0) }
        defer { close(peer) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(peer, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Broken(call: "connect", number: errno, sent: 0) }
        var sent = 0
        for piece in pieces {
            var left = piece[...]
            while !left.isEmpty {
                let taken = left.withUnsafeBytes { send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard taken > 0 else { throw Broken(call: "send", number: errno, sent: sent) }
                sent += taken
                left = left.dropFirst(taken)
            }
            if pause > 0 { Thread.sleep(forTimeInterval: pause) }
        }
        var came: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(peer, &piece, piece.count, 0)
            guard count >= 0 else { throw Broken(call: "recv", number: errno, sent: sent) }
            if count == 0 { return String(decoding: came, as: UTF8.self) }
            came += piece[..<count]
        }
    }
}
