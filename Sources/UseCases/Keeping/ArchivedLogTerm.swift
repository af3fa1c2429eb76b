public import Core

/// Until when archived WAL of a PostgreSQL server may hold erased people (hạn của WAL đã lưu trữ).
///
/// The program never sees that archive: it knows the days from the settings, and the moment from its own purge.
public enum ArchivedLogTerm: Hashable, Sendable {
    /// Nobody said for how many days it is kept.
    case unknown
    /// The server still keeps segments from before, and may archive them yet: the days have not begun.
    case notBegun
    /// What was archived before is gone from this moment on.
    case until(Instant)

    /// - Parameter days: that archived WAL is kept; nil where nobody said.
    /// - Parameter purged: when no segment from before was left in the server; nil while some are.
    public init(days: Int?, purged: Instant?) {
        guard let days else {
            self = .unknown
            return
        }
        guard let purged else {
            self = .notBegun
            return
        }
        self = .until(purged.adding(minutes: days * 24 * 60))
    }
}
