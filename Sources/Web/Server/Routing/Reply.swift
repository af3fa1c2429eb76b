import HTML
import HTTPTypes
import Hummingbird

/// What a handler answers (câu trả lời).
///
/// Security headers, cookies' attributes and caching defaults are added later.
struct Reply: Sendable {
    var status: HTTPResponse.Status
    var headers: HTTPFields
    var cookies: [Cookie] = []
    var body: ResponseBody

    init(_ status: HTTPResponse.Status, headers: HTTPFields = [:], body: ResponseBody = ResponseBody()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Bytes of a content type.
    static func bytes(
        _ bytes: some Sequence<UInt8>, _ contentType: String, _ status: HTTPResponse.Status = .ok
    ) -> Reply {
        Reply(
            status, headers: [.contentType: contentType], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A page, as the HTML writer gives it.
    static func page(_ html: [UInt8], _ status: HTTPResponse.Status = .ok) -> Reply {
        .bytes(html, "text/html; charset=utf-8", status)
    }

    static func json(_ json: [UInt8], _ status: HTTPResponse.Status = .ok) -> Reply {
        .bytes(json, "application/json", status)
    }

    static func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Reply {
        .bytes(text.utf8, "text/plain; charset=utf-8", status)
    }

    /// A file to be saved under `name`, never shown inside the site.
    static func download(_ bytes: [UInt8], _ contentType: String, name: String) -> Reply {
        var reply = Reply.bytes(bytes, contentType)
        reply.headers[.contentDisposition] = "attachment; filename*=UTF-8''" + PercentCoding.encode(name)
        return reply
    }

    /// Goes on to another page after a form was taken, so that reloading does not send it again.
    static func seeOther(_ path: Path) -> Reply { .seeOther(local: path.url.text) }

    /// Nothing to show.
    static let noContent = Reply(.noContent)

    /// - Parameter local: path and query within the site; checked by `LocalTarget` if it came from outside.
    static func seeOther(local: String) -> Reply { Reply(.seeOther, headers: [.location: local]) }

    func setting(_ cookie: Cookie) -> Reply {
        var reply = self
        reply.cookies.append(cookie)
        return reply
    }
}
