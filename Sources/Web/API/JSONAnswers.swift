import Core
import HTTPTypes
import Ledger

/// How values of the office are written in answers of the API: codes and RFC 3339 times, absent where there is none.
extension JSON {
    static func text(_ text: String?) -> JSON? { text.map { .string($0) } }
    static func time(_ instant: Instant?) -> JSON? { instant.map { .string($0.rfc3339) } }
    static func number(_ number: Int) -> JSON { .integer(Int64(number)) }

    /// An object without the members that are absent.
    static func members(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        var object: [String: JSON] = [:]
        for (name, value) in members { if let value { object[name] = value } }
        return .object(object)
    }

    static func codes<Kind>(_ codes: [Identifier<Kind>]) -> JSON { .array(codes.map { .string($0.text) }) }
}

extension Reply {
    /// A document of the API; what a person may see of a dossier is kept by no cache.
    static func json(_ json: JSON, _ status: HTTPResponse.Status = .ok) throws -> Reply {
        var reply = Reply.json(try json.compactBytes(), status)
        reply.headers[.cacheControl] = "no-store"
        return reply
    }
}

/// The name of a channel in the API (kênh nộp).
enum ChannelName: String, CaseIterable {
    case direct, online, post

    init(_ channel: Channel) {
        switch channel {
        case .direct: self = .direct
        case .online: self = .online
        case .post: self = .post
        }
    }

    var channel: Channel {
        switch self {
        case .direct: .direct
        case .online: .online
        case .post: .post
        }
    }
}
