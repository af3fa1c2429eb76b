import Glibc

/// One keep-alive connection to the server under test, blocking, on the calling thread.
///
/// Why our own hundred lines: the load is made on the machine that is measured, so what asks must cost little beside
/// what answers. It reads what our server sends (a length in every answer) and nothing else.
final class HTTPConnection {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private let port: UInt16
    private var socket: Int32 = -1
    private var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    private var filled = 0
    /// The last answer's body, where it was to be kept.
    private(set) var body = [UInt8]()
    var keepsBody = false

    init(port: UInt16) { self.port = port }

    deinit { hangUp() }

    /// Sends a whole request and reads the whole answer.
    ///
    /// - Returns: the status and the number of bytes of head and body.
    func ask(_ request: [UInt8]) throws(Failure) -> (status: Int, bytes: Int) {
        if socket < 0 { try connect() }
        try send(request)
        return try answer()
    }

    /// The body of an answer as text.
    func text(_ request: [UInt8]) throws(Failure) -> String {
        keepsBody = true
        defer { keepsBody = false }
        _ = try ask(request)
        return String(decoding: body, as: UTF8.self)
    }

    /// Ends the connection; the next request begins a new one.
    func hangUp() {
        if socket >= 0 { close(socket) }
        socket = -1
        filled = 0
    }

    private func connect() throws(Failure) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let outcome = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(socket, $0, size) }
        }
        guard outcome == 0 else {
            let reason = String(cString: strerror(errno))
            hangUp()
            throw Failure(description: "connect: \(reason)")
        }
    }

    private func send(_ request: [UInt8]) throws(Failure) {
        var sent = 0
        while sent < request.count {
            let wrote = request.withUnsafeBytes { bytes in
                write(socket, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
            }
            guard wrote > 0 else {
                hangUp()
                throw Failure(description: "the server closed while a request was sent")
            }
            sent += wrote
        }
    }

    private func answer() throws(Failure) -> (status: Int, bytes: Int) {
        var head: ResponseHead?
        while true {
            if head == nil { head = ResponseHead(buffer[..<filled]) }
            if let head, filled >= head.length + head.bodyLength {
                let whole = head.length + head.bodyLength
                if keepsBody { body = Array(buffer[head.length..<whole]) }
                buffer.replaceSubrange(0..<(filled - whole), with: buffer[whole..<filled])
                filled -= whole
                return (head.status, whole)
            }
            if filled == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
            let room = filled
            let got = buffer.withUnsafeMutableBytes { bytes in
                read(socket, bytes.baseAddress?.advanced(by: room), bytes.count - room)
            }
            guard got > 0 else {
                hangUp()
                throw Failure(description: "the server closed before its answer was whole")
            }
            filled += got
        }
    }
}

/// The head of an answer: its status and how long head and body are.
struct ResponseHead {
    var status: Int
    var length: Int
    var bodyLength: Int

    /// Nil until the empty line has come.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound else { return nil }
        length = end - bytes.startIndex
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        bodyLength = 0
        for line in lines.dropFirst() where line.lowercased().hasPrefix("content-length:") {
            bodyLength = Int(line.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) ?? 0
        }
    }
}
