import Foundation
public import Store

/// Hands a command to the server that holds a data folder (giao lệnh cho máy chủ đang chạy).
public final class ControlClient {
    /// Bytes of a line that comes back at most.
    private static let lineMax = 64 << 20

    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { Foundation.close(descriptor) }

    /// Knocks at the folder's socket; nil where nobody listens there.
    ///
    /// - Throws: `ControlFault.otherUser` where another user's server does, `StoreError` where no socket can be made.
    public static func knock(at folder: DataFolder) throws -> ControlClient? {
        let descriptor = try ControlSocket.make(at: folder.control)
        let outcome = try ControlSocket.address(in: folder) { connect(descriptor, $0, $1) == 0 ? 0 : errno }
        guard outcome == 0 else {
            Foundation.close(descriptor)
            if outcome == EACCES || outcome == EPERM { throw ControlFault.otherUser }
            return nil
        }
        return ControlClient(descriptor)
    }

    /// Hands the command over and passes on what is told of it; gives its exit code.
    ///
    /// When `told` throws, the connection ends; what the server then does with the command, the command decides.
    /// - Throws: `ControlFault.brokenOff`, `.notUnderstood`, and what `told` throws.
    public func run(
        _ command: String, _ arguments: some Encodable, told: (ControlTold) throws -> Void
    ) throws -> Int32 {
        let channel = ControlChannel(descriptor)
        // One that is too busy answers without having read it all.
        do { try channel.write(ControlRequest(command: command, arguments: arguments)) } catch ControlFault.gone {}
        while let line = try channel.line(limit: ControlClient.lineMax) {
            let next: ControlTold
            do { next = try JSONDecoder().decode(ControlTold.self, from: Data(line)) } catch {
                throw ControlFault.notUnderstood
            }
            if case .ended(let code) = next { return code }
            try told(next)
        }
        throw ControlFault.brokenOff
    }
}
