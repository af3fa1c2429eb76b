import NIOCore
import NIOHTTPTypes

/// Closes a connection whose peer has stopped taking the answer.
///
/// Why: the server waits for a slow reader before it writes on, so a few hundred peers that never read would hold every
/// connection for ever. Only time without any progress counts; a slow line that takes something is left alone.
final class StalledWrites: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let seconds: Int64
    private var waiting = 0
    private var lastProgress = NIODeadline.uptimeNanoseconds(0)
    private var isWatching = false

    init(seconds: Int) { self.seconds = Int64(seconds) }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let written = promise ?? context.eventLoop.makePromise(of: Void.self)
        if waiting == 0 { lastProgress = .now() }
        waiting += 1
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in
            bound.value.waiting -= 1
            bound.value.lastProgress = .now()
        }
        if !isWatching { watch(context, in: .seconds(seconds)) }
        context.write(data, promise: written)
    }

    /// One task at a time; none while there is nothing to wait for.
    private func watch(_ context: ChannelHandlerContext, in delay: TimeAmount) {
        isWatching = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: delay) {
            let (handler, context) = bound.value
            handler.isWatching = false
            guard context.channel.isActive, handler.waiting > 0 else { return }
            let left = handler.lastProgress + .seconds(handler.seconds) - .now()
            if left > .nanoseconds(0) { handler.watch(context, in: left) } else { context.close(promise: nil) }
        }
    }
}
