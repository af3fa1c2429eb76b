import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Stands in every connection's pipeline between the HTTP parser and the rest: what no handler ever sees is answered
/// here, with a page, and what takes too long is ended.
///
/// - A head that cannot be parsed: 400, or 431 for too many or too large headers.
/// - A body that does not end within `bodySeconds`: 408.
/// - A body that goes on long after its answer: closed.
/// - `Expect: 100-continue`: told to continue.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: ConnectionLimits
    private let pages: BrokenRequestPages
    /// Heads read whose answers are not yet written.
    private var open = 0
    private var isReadingBody = false
    private var isAnswerBegun = false
    /// Answered here: the connection only waits for its end.
    private var isEnding = false
    private var drainedBytes = 0
    private var bodyDeadline: Scheduled<Void>?

    init(limits: ConnectionLimits, pages: BrokenRequestPages) {
        self.limits = limits
        self.pages = pages
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isEnding { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            open += 1
            isReadingBody = true
            drainedBytes = 0
            setBodyDeadline(context)
            if head.headerFields[.expect]?.lowercased() == "100-continue", open == 1 {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body(let bytes):
            if open == 0 { drain(bytes.readableBytes, context) }
        case .end:
            isReadingBody = false
            bodyDeadline?.cancel()
            bodyDeadline = nil
        }
        if !isEnding { context.fireChannelRead(data) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // Whoever still answers does not know that the connection is ending.
        if isEnding { return promise?.succeed() ?? () }
        switch unwrapOutboundIn(data) {
        case .head(let head): isAnswerBegun = head.status.kind != .informational
        case .body: break
        case .end:
            isAnswerBegun = false
            open -= 1
        }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isEnding {
            let isTooLarge = (error as? HTTPParserError) == .headerOverflow
            end(isTooLarge ? .headersTooLarge : .malformed, context)
        }
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        bodyDeadline?.cancel()
        bodyDeadline = nil
        context.fireChannelInactive()
    }

    private func setBodyDeadline(_ context: ChannelHandlerContext) {
        bodyDeadline?.cancel()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        bodyDeadline = context.eventLoop.scheduleTask(in: .seconds(Int64(limits.bodySeconds))) {
            let (handler, context) = bound.value
            guard handler.isReadingBody, !handler.isEnding else { return }
            handler.end(.tooSlow, context)
            // Whoever reads the body learns that it never ends.
            context.fireErrorCaught(ConnectionLost())
        }
    }

    /// A body that nobody reads any more is let run out for a while: closing at once would lose the answer.
    private func drain(_ bytes: Int, _ context: ChannelHandlerContext) {
        drainedBytes += bytes
        guard drainedBytes > limits.drainBytesMax else { return }
        isEnding = true
        context.close(promise: nil)
    }

    /// Answers and ends the connection; it is only ended where another answer is on its way or already given.
    private func end(_ code: ProblemCode, _ context: ChannelHandlerContext) {
        isEnding = true
        bodyDeadline?.cancel()
        let isAnswered = open == 0 && isReadingBody
        guard context.channel.isActive, !isAnswerBegun, !isAnswered, open <= 1 else {
            return context.close(promise: nil)
        }
        let (head, body) = pages.answer(code)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            let context = bound.value
            // Our side is closed first and what is still coming is let come for a moment: a full close now would make
            // the system reset the connection, and the peer would never read the answer.
            context.close(mode: .output, promise: nil)
            context.eventLoop.scheduleTask(in: .seconds(2)) { bound.value.close(promise: nil) }
        }
    }
}

/// The pages for requests so broken that nothing is known of who sent them; made once.
struct BrokenRequestPages: Sendable {
    private let pages: [ProblemCode: ByteBuffer]

    init(_ words: ProblemWords) {
        let codes: [ProblemCode] = [.malformed, .headersTooLarge, .tooSlow]
        pages = Dictionary(
            uniqueKeysWithValues: codes.map { code in
                let text = words.words(for: Problem(code), in: .vietnamese, reference: "")
                return (code, ByteBuffer(bytes: PlainProblemPage.html(text)))
            })
    }

    func answer(_ code: ProblemCode) -> (HTTPResponse, ByteBuffer) {
        let body = pages[code] ?? ByteBuffer()
        let head = HTTPResponse(
            status: ProblemTable.status(of: code),
            headerFields: [
                .contentType: "text/html; charset=utf-8", .contentLength: String(body.readableBytes),
                .connection: "close", .cacheControl: "no-store",
                .contentSecurityPolicy: FinishedReply.contentSecurityPolicy, .xContentTypeOptions: "nosniff",
            ])
        return (head, body)
    }
}
