import Dispatch
import Foundation
public import Store
import Synchronization

/// Takes commands that write for the process that holds a data folder (nhận lệnh qua kênh nội bộ).
///
/// Why: each data folder has one writer. A command beside it hands itself over and is carried out there, by the same
/// use cases; who may write the folder may knock, nobody else. Each command has a thread of its own.
public final class ControlServer: Sendable {
    /// What one knocker may take up.
    public struct Limits: Hashable, Sendable {
        /// Commands at once; a further one is told to come again.
        public var callsMax = 4
        /// Bytes of a request; the largest carries a catalogue.
        public var requestBytesMax = 96 << 20
        /// Seconds in which the next bytes of a request must come.
        public var requestSeconds = 10
        /// Seconds in which an answer must be taken.
        public var answerSeconds = 60

        public init() {}
    }

    private struct State {
        var calls: Set<Int32> = []
        var isStopping = false
    }

    private let folder: DataFolder
    private let limits: Limits
    private let listener: Int32
    private let wake: (reading: Int32, writing: Int32)
    private let state = Mutex(State())
    private let threads = DispatchGroup()
    private let handler: @Sendable (ControlCall) throws -> Int32

    /// Listens at once. The folder's lock must be held: a socket that lies there was left behind and is removed.
    ///
    /// - Parameter handler: carries a command out on the calling thread and gives its exit code.
    /// - Throws: `StoreError` `.unreachable` where no socket can be made.
    public init(
        _ folder: DataFolder, limits: Limits = Limits(), handler: @escaping @Sendable (ControlCall) throws -> Int32
    ) throws {
        self.folder = folder
        self.limits = limits
        self.handler = handler
        unlink(folder.control)
        let descriptor = try ControlSocket.make(at: folder.control)
        // The mode of the socket is that of the name in the folder: nobody else may knock, not even for a moment.
        fchmod(descriptor, 0o600)
        let isBound = try ControlSocket.address(in: folder) { bind(descriptor, $0, $1) == 0 }
        guard isBound, chmod(folder.control, 0o600) == 0, listen(descriptor, 16) == 0 else {
            defer { Foundation.close(descriptor) }
            throw ControlSocket.failure(folder.control)
        }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            defer { Foundation.close(descriptor) }
            throw ControlSocket.failure(folder.control)
        }
        for end in ends { ControlSocket.closeOnExec(end) }
        listener = descriptor
        wake = (ends[0], ends[1])
        start { [self] in take() }
    }

    /// Takes no more commands, and waits for those that run; what can be given again is given up.
    public func close() {
        let isFirst = state.withLock { state in
            defer { state.isStopping = true }
            // Who has not said anything yet is not waited for; a command that runs reads nothing more.
            for call in state.calls { shutdown(call, Int32(SHUT_RD)) }
            return !state.isStopping
        }
        guard isFirst else { return }
        unlink(folder.control)
        Foundation.close(wake.writing)
        threads.wait()
        Foundation.close(listener)
        Foundation.close(wake.reading)
    }

    /// True once the server is stopping.
    var isStopping: Bool { state.withLock { $0.isStopping } }

    private func start(_ body: @escaping @Sendable () -> Void) {
        threads.enter()
        let thread = Thread { [threads] in
            body()
            threads.leave()
        }
        thread.name = "control"
        thread.stackSize = 4 << 20
        thread.start()
    }

    private func take() {
        while true {
            var waiting = [listener, wake.reading].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&waiting, 2, -1) >= 0 || errno == EINTR else { return }
            if waiting[1].revents != 0 { return }
            guard waiting[0].revents != 0 else { continue }
            let call = accept(listener, nil, nil)
            guard call >= 0 else {
                // Out of descriptors, most likely: the next look finds the knocker still waiting.
                usleep(100_000)
                continue
            }
            admit(call)
        }
    }

    private func admit(_ call: Int32) {
        ControlSocket.limit(SO_RCVTIMEO, to: limits.requestSeconds, call)
        ControlSocket.limit(SO_SNDTIMEO, to: limits.answerSeconds, call)
        let isOwn = ControlSocket.isOwn(call)
        let isTaken = state.withLock { state in
            guard isOwn, !state.isStopping, state.calls.count < limits.callsMax else { return false }
            state.calls.insert(call)
            return true
        }
        guard isTaken else {
            if isOwn { last(ControlChannel(call), 69, "The server is busy with other commands; give it again later.") }
            Foundation.close(call)
            return
        }
        start { [self] in
            answer(call)
            // Closed under the lock, so that nobody shuts down another file under the same number.
            state.withLock { state in
                state.calls.remove(call)
                Foundation.close(call)
            }
        }
    }

    private func answer(_ descriptor: Int32) {
        let channel = ControlChannel(descriptor)
        do {
            guard let line = try channel.line(limit: limits.requestBytesMax) else { return }
            let head = try ControlCall.read(ControlHead.self, line)
            guard head.form == ControlForm.number else {
                return last(channel, 64, "The server speaks form \(ControlForm.number), not \(head.form): update both.")
            }
            let code = try handler(ControlCall(command: head.command, line: line, channel: channel, server: self))
            last(channel, code, nil)
        } catch ControlFault.arguments, ControlFault.notUnderstood {
            last(channel, 64, "The server does not understand the request: is it of another version?")
        } catch {
            last(channel, 70, "\(error)")
        }
    }

    /// The last words; whoever has gone does without them.
    private func last(_ channel: ControlChannel, _ code: Int32, _ note: String?) {
        do {
            if let note { try channel.write(ControlTold.note(note)) }
            try channel.write(ControlTold.ended(code))
        } catch {
            // Gone: what was done stands in ledger and audit log.
        }
    }
}

/// A command that was handed over, while it runs.
public final class ControlCall {
    public let command: String
    private let line: [UInt8]
    private let channel: ControlChannel
    private let server: ControlServer

    init(command: String, line: [UInt8], channel: ControlChannel, server: ControlServer) {
        self.command = command
        self.line = line
        self.channel = channel
        self.server = server
    }

    /// What the command was given; throws `ControlFault.arguments` where it is something else.
    public func arguments<Arguments: Decodable>(_ type: Arguments.Type) throws(ControlFault) -> Arguments {
        try ControlCall.read(ControlRequest<Arguments>.self, line).arguments
    }

    /// Tells whoever handed it over; throws `ControlFault.gone` when nobody listens any more.
    public func tell(_ told: ControlTold) throws { try channel.write(told) }

    /// Throws `ControlFault.stopping` once the server is to end; for commands that can be given again.
    public func checkGoesOn() throws(ControlFault) { if server.isStopping { throw .stopping } }

    static func read<T: Decodable>(_ type: T.Type, _ line: [UInt8]) throws(ControlFault) -> T {
        do { return try JSONDecoder().decode(type, from: Data(line)) } catch { throw .arguments }
    }
}
