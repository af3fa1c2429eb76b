import Hummingbird
import NIOCore

/// What the server knows of a request besides its bytes: the connection it came by.
struct RequestFrame: InitializableFromSource, Sendable {
    let peer: String?

    init(source: ApplicationRequestContextSource) { peer = source.channel.remoteAddress?.ipAddress }
}
