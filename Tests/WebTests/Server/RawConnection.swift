import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

@testable import Web

/// A connection that sends bytes just as a test wants them, wrong ones too, and gives back all that came.
struct RawConnection {
    enum Step {
        case send([UInt8])
        case pause(milliseconds: Int)
        /// Closes our side only.
        case endOutput
        /// Closes both sides at once and reads nothing more.
        case hangUp
        /// Waits until this stands in what came.
        case await(String)
    }

    struct TooLong: Error {}

    /// What the server sent until it closed, or until this side hung up.
    static func talk(port: Int, seconds: Int = 20, _ steps: [Step]) async throws -> String {
        try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await converse(port: port, steps) }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw TooLong()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? ""
        }
    }

    static func talk(port: Int, _ text: String) async throws -> String {
        try await talk(port: port, [.send(Array(text.utf8))])
    }

    private static func converse(port: Int, _ steps: [Step]) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        let came = Came()
        try await channel.executeThenClose { inbound, outbound in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do { for try await bytes in inbound { came.append(String(buffer: bytes)) } } catch {}
                    came.end()
                }
                for step in steps {
                    switch step {
                    case .send(let bytes):
                        // The server may have closed already: what it answered is what counts.
                        do { try await outbound.write(ByteBuffer(bytes: bytes)) } catch {}
                    case .pause(let milliseconds): try await Task.sleep(for: .milliseconds(milliseconds))
                    case .endOutput: outbound.finish()
                    case .await(let text): while !came.holds(text) { try await Task.sleep(for: .milliseconds(5)) }
                    case .hangUp:
                        try await channel.channel.close()
                        return
                    }
                }
                try await group.waitForAll()
            }
        }
        return came.text
    }

    private final class Came: Sendable {
        private let state = Mutex((text: "", isOver: false))
        var text: String { state.withLock { $0.text } }
        func append(_ more: String) { state.withLock { $0.text += more } }
        func end() { state.withLock { $0.isOver = true } }
        func holds(_ part: String) -> Bool { state.withLock { $0.isOver || $0.text.contains(part) } }
    }
}

/// Runs the site on a port of its own for as long as `body` takes.
func withServer<Value: Sendable>(
    _ site: Site, connections: ConnectionLimits = ConnectionLimits(),
    _ body: @Sendable (_ port: Int, _ stop: @escaping @Sendable () async -> Void) async throws -> Value
) async throws -> Value {
    let (listening, continuation) = AsyncStream<ListenAddress>.makeStream()
    var parts = HTTPServerParts(
        site: site, listen: ListenAddress(host: "127.0.0.1", port: 0), metrics: Metrics())
    parts.connections = connections
    parts.onListening = { continuation.yield($0) }
    let group = ServiceGroup(services: [try parts.application()], logger: Logger(label: "test"))
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        let address = await listening.first { _ in true }
        let value: Value
        do {
            value = try await body(address?.port ?? 0) { await group.triggerGracefulShutdown() }
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        return value
    }
}

/// A peer that asks and then reads nothing.
enum StalledPeer {
    /// True if the server closes the connection within the time.
    static func isClosed(port: Int, within limit: Duration) async throws -> Bool {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(ChannelOptions.autoRead, value: false)
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.writeAndFlush(
            ByteBuffer(string: "GET /nop-ho-so/1 HTTP/1.1\r\nHost: a\r\n\r\n"))
        let started = ContinuousClock.now
        while ContinuousClock.now - started < limit {
            try await Task.sleep(for: .milliseconds(100))
            // Without reading, a closed peer shows only when we write.
            do { try await channel.writeAndFlush(ByteBuffer(string: "x")) } catch { return true }
        }
        try await channel.close()
        return false
    }
}
