import Foundation
import Store

/// Asks SQLite whether a commit really waits for the disk.
///
/// Why read back: GRDB's pool sets `synchronous=NORMAL` when it turns the write-ahead log on, after any preparation
/// of ours; at NORMAL a power cut loses what was already acknowledged.
enum Durability {
    /// `PRAGMA synchronous` FULL.
    private static let full: Int64 = 2

    /// What a writing connection is set to; anything but FULL is for the test of the check.
    enum Level: String, Sendable { case full = "FULL", normal = "NORMAL" }

    static func set(_ level: Level, _ sql: any SQLConnection) throws {
        try sql.execute("PRAGMA synchronous=\((isLowered ? .normal : level).rawValue)")
    }

    /// True where a debug build is told to lose what a power cut takes: the crash suite proves by it that it would
    /// notice. No release build knows the variable.
    private static var isLowered: Bool {
        #if DEBUG
            ProcessInfo.processInfo.environment["MOTCUA_TEST_SYNCHRONOUS"] == Level.normal.rawValue
        #else
            false
        #endif
    }

    /// Throws `.notDurable` unless the connection keeps a write-ahead log and syncs it at each commit.
    static func check(_ sql: any SQLConnection, place: String) throws {
        if isLowered { return }
        let level = try sql.first("PRAGMA synchronous") { $0.integer(0) } ?? -1
        let journal = try sql.first("PRAGMA journal_mode") { $0.text(0) } ?? ""
        guard level == full, journal == "wal" else {
            throw StoreError(
                .notDurable, "synchronous is \(level) and journal \(journal); FULL (2) and wal are needed", at: place)
        }
    }
}
