import HTTPTypes
import NIOCore

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
