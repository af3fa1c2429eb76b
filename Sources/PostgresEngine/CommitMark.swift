import Foundation
import Store

/// Tells whether a commit was stored whose answer never came (xác định kết quả ghi): each commit writes its turn into
/// a row of this process.
///
/// Why not the transaction's own number: a server that takes over gives the same numbers to others. The row is read
/// under the writers' lock, so that an old connection that still commits is waited for.
final class CommitMark {
    /// How long a commit without an answer waits for the database to come back, in seconds.
    static let patience = 30.0

    private let process = UUID().uuidString
    private let schema: String
    private let lockSeconds: Double
    private var turn: Int64 = 0
    /// Since when the database is away; nil while it answers.
    private var away: ContinuousClock.Instant?

    init(schema: String, lockSeconds: Double) {
        self.schema = schema
        self.lockSeconds = lockSeconds
    }

    /// Begins a transaction as the only writer; throws `.busy` when another process does not give way in time, and
    /// `.unreachable` on a server that only follows another one.
    ///
    /// Why asked each time: after a change-over a pooler may still lead to the old one, and what it says of a commit is
    /// old as well.
    func lock(_ connection: PostgresConnection) throws {
        try connect(connection)
        try connection.wait(with: "BEGIN")
        try connection.wait(with: PostgresDialect.searchPath(schema))
        try connection.wait(with: "SET LOCAL lock_timeout = \(Int(lockSeconds * 1_000))")
        let follows = try connection.first(
            "SELECT pg_is_in_recovery() FROM (SELECT pg_advisory_xact_lock(?1)) AS held",
            [.integer(PostgresDialect.writersLock(schema))]
        ) { $0.integer(0) != 0 }
        guard follows == false else {
            connection.disconnect()
            throw StoreError(.unreachable, "this server follows another one, which takes the writes", at: "database")
        }
    }

    /// For the first seconds of an outage a writer waits, as a short change-over deserves; then it tells at once.
    private func connect(_ connection: PostgresConnection) throws {
        while true {
            do {
                try connection.connect()
                away = nil
                return
            } catch let error as StoreError where error.code == .unreachable {
                let since = away ?? .now
                away = since
                guard ContinuousClock.now - since < .seconds(CommitMark.shortWait) else { throw error }
                Thread.sleep(forTimeInterval: CommitMark.pause)
            }
        }
    }

    private static let shortWait = 3.0
    private static let pause = 0.2

    /// Writes the turn of the commit that follows, with it.
    func note(on connection: PostgresConnection) throws -> Int64 {
        turn += 1
        try connection.post(
            "INSERT INTO commit_mark (process, turn, at) VALUES (?1, ?2, ?3) "
                + "ON CONFLICT (process) DO UPDATE SET turn = excluded.turn, at = excluded.at",
            [.text(process), .integer(turn), .integer(Int64(Date().timeIntervalSince1970))])
        return turn
    }

    /// True if the commit of this turn was stored. Throws `.commitUnknown` when nobody can be asked.
    func resolve(_ turn: Int64, on connection: PostgresConnection) throws -> Bool {
        let start = ContinuousClock.now
        while true {
            connection.disconnect()
            do {
                try lock(connection)
                let stored = try connection.first(
                    "SELECT turn FROM commit_mark WHERE process = ?1", [.text(process)]
                ) { $0.integer(0) }
                try connection.command("ROLLBACK")
                return stored == turn
            } catch let error as StoreError where error.code == .unreachable || error.code == .busy {
                guard ContinuousClock.now - start < .seconds(CommitMark.patience) else {
                    throw StoreError(.commitUnknown, "the answer of the commit never came: \(error)", at: "commit")
                }
                Thread.sleep(forTimeInterval: CommitMark.pause)
            }
        }
    }

    /// Clears the rows of processes that ended, at a start; an hour is longer than any commit waits.
    func clearOld(on connection: any SQLConnection) throws {
        try connection.execute(
            "DELETE FROM commit_mark WHERE at < ?1", [.integer(Int64(Date().timeIntervalSince1970) - 3_600)])
    }
}
