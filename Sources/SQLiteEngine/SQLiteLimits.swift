/// Sizes of SQLite's own that can be set.
public struct SQLiteLimits: Hashable, Sendable {
    /// Memory of one connection for pages, in KiB.
    public var cacheKiB: Int
    /// Seconds that a call waits for a lock of another process before it fails as busy.
    public var busySeconds: Double
    /// Pages of 4 KiB in the write-ahead log before they are moved into the database.
    public var walPages: Int

    public init(cacheKiB: Int = 16 * 1024, busySeconds: Double = 5, walPages: Int = 4_000) {
        precondition(cacheKiB > 0 && busySeconds >= 0 && walPages > 0)
        self.cacheKiB = cacheKiB
        self.busySeconds = busySeconds
        self.walPages = walPages
    }
}
