import Foundation
import Synchronization

/// Stands between the store and PostgreSQL on a socket of its own, and can cut the wire around a commit.
///
/// PostgreSQL's messages are not read but for the word COMMIT: a batch's last message is alone in its packet.
final class CuttingProxy: Sendable {
    enum Cut: Sendable { case beforeCommit, afterCommit }

    let folder: String
    private let port: Int
    private let listener: Int32
    private let server: String
    private let armed = Mutex<Cut?>(nil)
    private let cuts = Mutex(0)

    /// - Parameter server: the folder of the server's own socket.
    init(server: String, port: Int) throws {
        (self.server, self.port) = (server, port)
        folder = "/tmp/mcpx-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let bound = CuttingProxy.address("\(folder)/.s.PGSQL.\(port)") { bind(listener, $0, $1) }
        guard bound == 0, listen(listener, 32) == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        Thread { [self] in accept() }.start()
    }

    /// The next commit is cut, once.
    func arm(_ cut: Cut) { armed.withLock { $0 = cut } }
    /// How often the wire was cut.
    var count: Int { cuts.withLock { $0 } }

    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        Foundation.close(listener)
        do { try FileManager.default.removeItem(atPath: folder) } catch { print("left behind: \(folder)") }
    }

    private func accept() {
        while true {
            let client = Foundation.accept(listener, nil, nil)
            guard client >= 0 else { return }
            let upstream = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            guard CuttingProxy.address("\(server)/.s.PGSQL.\(port)", { connect(upstream, $0, $1) }) == 0 else {
                Foundation.close(client)
                continue
            }
            Thread { [self] in pump(client, upstream, watches: true) }.start()
            Thread { [self] in pump(upstream, client, watches: false) }.start()
        }
    }

    private func pump(_ from: Int32, _ to: Int32, watches: Bool) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(from, &buffer, buffer.count)
            guard count > 0 else { break }
            let isCommit = watches && buffer[..<count].contains(Array("COMMIT".utf8))
            let cut =
                isCommit
                ? armed.withLock { armed in
                    defer { armed = nil }; return armed
                } : nil
            if cut != nil { cuts.withLock { $0 += 1 } }
            if cut == .beforeCommit { break }
            // The answer must not reach the client: this way is closed before the server can give it.
            if cut == .afterCommit { shutdown(from, Int32(SHUT_RDWR)) }
            guard send(to, buffer, count, CInt(MSG_NOSIGNAL)) == count else { break }
            if cut == .afterCommit {
                // Until the server has done it and answered into the void.
                Thread.sleep(forTimeInterval: 0.3)
                break
            }
        }
        shutdown(from, Int32(SHUT_RDWR))
        shutdown(to, Int32(SHUT_RDWR))
    }

    private static func address<T>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> T) -> T {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
