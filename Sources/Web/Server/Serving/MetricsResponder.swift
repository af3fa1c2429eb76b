import HTTPTypes
import Hummingbird

/// Answers `/metrics` on the address that only the office's own monitoring reaches.
struct MetricsResponder: HTTPResponder {
    typealias Context = RequestFrame

    let metrics: Metrics

    func respond(to request: Request, context: RequestFrame) async throws -> Response {
        let isRead = request.method == .get || request.method == .head
        guard request.head.path == "/metrics", isRead else {
            return Response(
                status: .notFound, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: "/metrics\n")))
        }
        let response = Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.exposition())))
        return request.method == .head ? response.createHeadResponse() : response
    }
}
