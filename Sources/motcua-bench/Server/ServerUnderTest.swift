import Foundation
import Glibc

/// `motcua serve` as a process of its own, as an office runs it.
final class ServerUnderTest {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    let port: UInt16
    let metricsPort: UInt16
    /// From starting the program to its first answer.
    let startMilliseconds: Double
    private let process: Process

    /// Starts it and waits for the first answer.
    ///
    /// Behind a proxy, because the requests say from which address they come, as those of a whole province would.
    init(program: String, place: Place) throws {
        (port, metricsPort) = (try FreePort.take(), try FreePort.take())
        process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments =
            ["serve"] + place.arguments
            + ["--listen", "127.0.0.1:\(port)", "--metrics", "127.0.0.1:\(metricsPort)", "--behind-proxy", "1"]
        process.standardOutput = FileHandle.nullDevice
        let begun = Stopwatch.now
        try process.run()
        let connection = HTTPConnection(port: port)
        let question = RequestText.get("/healthz", from: 0)
        while true {
            do {
                if try connection.ask(question).status == 200 { break }
            } catch {
                guard process.isRunning, Stopwatch.now - begun < 30_000_000 else {
                    throw Failure(description: "motcua serve did not come up: \(error)")
                }
                usleep(500)
            }
        }
        startMilliseconds = Double(Stopwatch.now - begun) / 1_000
    }

    /// A server left running would hold the data folder.
    deinit {
        if process.isRunning { process.terminate() }
    }

    /// Resident memory in MB.
    var memory: Double {
        get throws {
            let text = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
            let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
            let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0.trimmingPrefix("\t")) }
            return (kilobytes ?? 0) / 1_024
        }
    }

    /// Processor time it has used so far, in seconds.
    var processorSeconds: Double {
        get throws {
            let text = try String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
            let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
            guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
            return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
        }
    }

    /// A counter of the metrics page.
    func count(_ name: String) throws -> Int {
        let text = try HTTPConnection(port: metricsPort).text(RequestText.get("/metrics", from: 0))
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        guard let value = line?.split(separator: " ").last.flatMap({ Int($0) }) else {
            throw Failure(description: "the metrics have no \(name)")
        }
        return value
    }

    /// Ends it as an operator would.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}

/// A port that nobody listens on.
enum FreePort {
    static func take() throws -> UInt16 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let outcome = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(socket, pointer, size) == 0 ? getsockname(socket, pointer, &size) : -1
            }
        }
        guard outcome == 0 else { throw ServerUnderTest.Failure(description: "no free port") }
        return UInt16(bigEndian: address.sin_port)
    }
}

/// Requests as bytes.
enum RequestText {
    /// A page, asked for from one of 65,536 addresses.
    static func get(_ path: String, from address: Int, session: String? = nil) -> [UInt8] {
        let cookie = session.map { "Cookie: __Host-motcua-phien=\($0)\r\n" } ?? ""
        return Array("GET \(path) HTTP/1.1\r\n\(common(address))\(cookie)\r\n".utf8)
    }

    static func post(_ path: String, from address: Int, token: String, key: String, json: String) -> [UInt8] {
        let head =
            "POST \(path) HTTP/1.1\r\n\(common(address))Authorization: Bearer \(token)\r\nIdempotency-Key: \(key)\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(json.utf8.count)\r\n\r\n"
        return Array((head + json).utf8)
    }

    private static func common(_ address: Int) -> String {
        "Host: localhost\r\nX-Forwarded-For: 10.7.\(address >> 8 & 255).\(address & 255)\r\n"
    }
}
