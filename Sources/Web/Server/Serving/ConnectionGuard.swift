import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Stands in every connection's pipeline between the HTTP parser and the rest: what no handler ever sees is answered
/// here, with a page, and what takes too long is ended.
///
/// - A head that cannot be parsed: 400, or 431 for too many or too large headers.
/// - A body that does not end within `bodySeconds`: 408.
/// - A body answered before its end: the answer says that the connection closes, the rest is read and dropped.
/// - `Expect: 100-continue`: told to continue.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum Stage {
        case serving
        /// An answer goes out although its request is not whole yet; what still comes is dropped.
        case answeringEarly
        /// The last answer is given; the connection only waits for its end.
        case ending
    }

    private let limits: ConnectionLimits
    private let pages: BrokenRequestPages
    private var stage = Stage.serving
    /// Heads read whose answers are not yet written.
    private var open = 0
    private var isReadingBody = false
    private var isAnswerBegun = false
    /// The peer sends nothing more.
    private var isInputOver = false
    private var drainedBytes = 0
    private var bodyDeadline: Scheduled<Void>?
    private var drainDeadline: Scheduled<Void>?
    /// Until when a body may be dropped at all.
    private var drainEnd = NIODeadline.distantFuture

    init(limits: ConnectionLimits, pages: BrokenRequestPages) {
        self.limits = limits
        self.pages = pages
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard stage == .serving else { return drop(part, context) }
        switch part {
        case .head(let head):
            open += 1
            isReadingBody = true
            setBodyDeadline(context)
            if head.headerFields[.expect]?.lowercased() == "100-continue", open == 1 {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body: break
        case .end:
            isReadingBody = false
            bodyDeadline?.cancel()
            bodyDeadline = nil
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        // Nobody above asks for more any longer.
        if stage != .serving { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            isInputOver = true
            if stage == .ending { return context.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // Whoever still answers does not know that the connection is ending.
        if stage == .ending { return promise?.succeed() ?? () }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            isAnswerBegun = head.status.kind != .informational
            guard isAnswerBegun, isReadingBody, open == 1 else { break }
            head.headerFields[.connection] = "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
            return answerEarly(context)
        case .body: break
        case .end:
            isAnswerBegun = false
            open -= 1
            if stage == .answeringEarly { return writeLast(context, data, promise) }
        }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch stage {
        case .serving:
            let isTooLarge = (error as? HTTPParserError) == .headerOverflow
            end(isTooLarge ? .headersTooLarge : .malformed, context)
            context.fireErrorCaught(error)
        case .answeringEarly: break  // What is dropped may be anything; the answer still goes out.
        case .ending: context.fireErrorCaught(error)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        bodyDeadline?.cancel()
        drainDeadline?.cancel()
        context.fireChannelInactive()
    }

    private func setBodyDeadline(_ context: ChannelHandlerContext) {
        bodyDeadline?.cancel()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        bodyDeadline = context.eventLoop.scheduleTask(in: .seconds(Int64(limits.bodySeconds))) {
            let (handler, context) = bound.value
            guard handler.isReadingBody, handler.stage == .serving else { return }
            handler.end(.tooSlow, context)
            // Whoever reads the body learns that it never ends.
            context.fireErrorCaught(ConnectionLost())
        }
    }

    /// Answers and ends the connection; it is only ended where another answer is on its way.
    private func end(_ code: ProblemCode, _ context: ChannelHandlerContext) {
        bodyDeadline?.cancel()
        guard context.channel.isActive, !isAnswerBegun, open <= 1 else {
            stage = .ending
            return context.close(promise: nil)
        }
        let (head, body) = pages.answer(code)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        answerEarly(context)
        writeLast(context, wrapOutboundOut(.end(nil)), nil)
        context.flush()
    }
}

// MARK: - What still comes after the last answer

extension ConnectionGuard {
    /// From here on all that comes is read and dropped, for a while: unread bytes would make the system reset the
    /// connection, and a peer that writes its whole body before it reads would never see the answer.
    private func answerEarly(_ context: ChannelHandlerContext) {
        stage = .answeringEarly
        bodyDeadline?.cancel()
        drainEnd = .now() + .seconds(Int64(limits.bodySeconds))
        setDrainDeadline(context)
        context.read()
    }

    /// Whoever still sends is waited for; a slow line is no reason to lose the answer.
    private func setDrainDeadline(_ context: ChannelHandlerContext) {
        drainDeadline?.cancel()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let next = min(drainEnd, .now() + .seconds(Int64(limits.drainSeconds)))
        drainDeadline = context.eventLoop.scheduleTask(deadline: next) { bound.value.close(promise: nil) }
    }

    private func drop(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        guard case .body(let bytes) = part else { return }
        drainedBytes += bytes.readableBytes
        if drainedBytes > limits.drainBytesMax { return context.close(promise: nil) }
        setDrainDeadline(context)
    }

    /// Writes the end of the last answer and closes our side alone: the peer reads the answer to its end and closes.
    private func writeLast(_ context: ChannelHandlerContext, _ data: NIOAny, _ promise: EventLoopPromise<Void>?) {
        stage = .ending
        let written = promise ?? context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in
            let (handler, context) = bound.value
            context.close(mode: handler.isInputOver ? .all : .output, promise: nil)
        }
        context.write(data, promise: written)
    }
}
