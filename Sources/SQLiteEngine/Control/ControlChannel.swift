import Foundation

/// Lines over a socket, each ended by a line feed.
final class ControlChannel {
    private let descriptor: Int32
    private var waiting: [UInt8] = []
    /// Bytes of `waiting` that were looked through.
    private var seen = 0

    /// - Parameter descriptor: closed by whoever opened it.
    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// The next line without its end; nil at the end of what comes, or where nothing came in time.
    ///
    /// Throws `ControlFault.notUnderstood` for one longer than `limit` bytes.
    func line(limit: Int) throws(ControlFault) -> [UInt8]? {
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            if let end = waiting[seen...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(waiting[..<end])
                waiting.removeFirst(end + 1)
                seen = 0
                return line
            }
            seen = waiting.count
            guard seen <= limit else { throw .notUnderstood }
            let count = recv(descriptor, &piece, piece.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            waiting += piece[..<count]
        }
    }

    /// Throws `ControlFault.gone` when the other end takes nothing more.
    func write(_ line: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = Array(try encoder.encode(line)) + [UInt8(ascii: "\n")]
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, ControlChannel.noSignal)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw ControlFault.gone }
            written += count
        }
    }

    #if os(Linux)
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #else
        private static let noSignal: Int32 = 0
    #endif
}
