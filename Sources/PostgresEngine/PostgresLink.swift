import CLibPQ
import Foundation
import Store

/// One connection of libpq: sends statements, one or several in a round trip, and gives their answers.
///
/// Used by one thread at a time; who lends it sees to that.
final class PostgresLink {
    /// Statements that share one round trip at most: their answers must fit into the socket's buffers.
    static let togetherMost = 48

    private let handle: OpaquePointer
    /// Set when statements were sent whose answers can no longer be told apart.
    private var isRuined = false

    /// Connects at once. Throws `.unreachable` with libpq's own words.
    init(_ connection: String) throws(StoreError) {
        // What stands in `connection` wins: libpq takes the last word for a key.
        // Of several hosts the one that takes writes is wanted; a pooler in front of one may tell it wrongly.
        let wanted = connection.contains(",") ? "read-write" : "any"
        let words = [
            ("connect_timeout", "3"), ("tcp_user_timeout", "10000"), ("keepalives_idle", "5"),
            ("keepalives_interval", "2"), ("keepalives_count", "3"), ("application_name", "motcua"),
            ("target_session_attrs", wanted), ("dbname", connection), ("client_encoding", "UTF8"),
        ]
        let handle = PostgresLink.withWords(words.map(\.0)) { keys in
            PostgresLink.withWords(words.map(\.1)) { values in PQconnectdbParams(keys, values, 1) }
        }
        guard let handle else { throw StoreError(.unreachable, "out of memory", at: "database") }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else {
            throw StoreError(.unreachable, PostgresFailure.message(handle), at: "database")
        }
        // Notices ("already exists, skipping") would go to the error output.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
    }

    deinit { PQfinish(handle) }

    /// False once the connection broke; it never mends itself.
    var isAlive: Bool { !isRuined && PQstatus(handle) == CONNECTION_OK }
    var isInTransaction: Bool { PQtransactionStatus(handle) != PQTRANS_IDLE }
    /// True after a failure inside a transaction: only undoing goes on from there.
    var hasFailed: Bool { PQtransactionStatus(handle) == PQTRANS_INERROR }

    /// Runs statements in one round trip; gives the last one's answer. The first failure is thrown, with its place.
    func run(_ statements: [PostgresStatement]) throws -> PostgresAnswer {
        guard statements.count > 1 else {
            guard let statement = statements.first else { preconditionFailure("nothing to run") }
            return try PostgresAnswer(statement.run(on: handle), on: handle, place: statement.origin, index: 0)
        }
        guard PQenterPipelineMode(handle) == 1 else { throw broken }
        defer { PQexitPipelineMode(handle) }
        for statement in statements where !statement.send(on: handle) { throw ruined }
        guard PQpipelineSync(handle) == 1 else { throw ruined }
        var failure: (any Error)?
        var last: PostgresAnswer?
        for (index, statement) in statements.enumerated() {
            do {
                last = try PostgresAnswer(PQgetResult(handle), on: handle, place: statement.origin, index: index)
            } catch { failure = failure ?? error }
            // Each answer ends with an empty one.
            while let more = PQgetResult(handle) {
                PQclear(more)
                if !isAlive { throw failure ?? broken }
            }
            if !isAlive { throw failure ?? broken }
        }
        PQclear(PQgetResult(handle))
        if let failure { throw failure }
        guard let last else { throw broken }
        return last
    }

    private var ruined: StoreError {
        isRuined = true
        return broken
    }

    private var broken: StoreError { StoreError(.unreachable, PostgresFailure.message(handle), at: "database") }

    /// C's list of words, ended by nothing.
    private static func withWords<T>(_ words: [String], _ body: ([UnsafePointer<CChar>?]) -> T) -> T {
        var copies = words.map { UnsafePointer(strdup($0)) }
        defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
        copies.append(nil)
        return body(copies)
    }
}

/// The answer to one statement, freed with it.
final class PostgresAnswer {
    let result: OpaquePointer

    /// Throws what the answer says went wrong. `index`: its place among those sent together.
    fileprivate init(_ result: OpaquePointer?, on handle: OpaquePointer, place: String, index: Int) throws {
        guard let result else { throw PostgresFailure.of(nil, on: handle, place: place) }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK: self.result = result
        default:
            defer { PQclear(result) }
            throw PostgresStatementFailure(
                error: PostgresFailure.of(result, on: handle, place: place), index: index)
        }
    }

    deinit { PQclear(result) }

    var rows: CInt { PQntuples(result) }
    /// Rows that were changed.
    var changed: Int { PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0 }
    /// What was done, as `COMMIT` or `ROLLBACK`.
    var command: String { PQcmdStatus(result).map { String(cString: $0) } ?? "" }
}

/// A failure and which of the statements sent together it befell.
struct PostgresStatementFailure: Error {
    var error: StoreError
    var index: Int
}
