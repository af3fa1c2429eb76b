/// What one connection, and all of them, may take (giới hạn kết nối).
public struct ConnectionLimits: Sendable {
    /// Connections open at one time; further ones wait in the system's queue.
    ///
    /// Below the usual 1,024 open files of a process, which the database and uploads need too.
    public var connectionsMax = 768
    /// Connections the system may keep waiting.
    public var backlog = 256
    /// A connection on which nothing is asked, or a head that does not end, is closed after this time.
    public var idleSeconds = 30
    /// A body must be whole within this time of its head: 20 MB at 1.4 Mbit/s.
    public var bodySeconds = 120
    /// A connection whose peer takes nothing of an answer for this time is closed.
    public var stalledSeconds = 60
    /// What is still read of a body that was answered before its end, so that the answer arrives.
    public var drainBytesMax = 32 * 1024 * 1024
    /// How long nothing may come of that before the connection is closed; `bodySeconds` in all.
    public var drainSeconds = 5
    /// All headers of a request together.
    public var headerBytesMax = 32 * 1024
    /// One header.
    public var headerFieldBytesMax = 16 * 1024
    public var headersMax = 100
    /// How long running requests are waited for when the server goes down.
    public var shutdownSeconds = 20

    public init() {}
}
