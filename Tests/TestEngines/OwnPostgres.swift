import Foundation
import Store

@testable public import PostgresEngine

/// A server for one test alone, whose files it may look through (máy chủ PostgreSQL riêng của một kiểm thử).
public final class OwnPostgres: Sendable {
    /// Where its databases and its log lie on disk.
    public var files: String { folder + "/data" }
    private let folder: String
    private let settings: [String: String]

    /// Starts it by the script that the other tests' server is started by.
    public init() throws {
        // Another user's server could not reach the folder for temporary files of whoever runs the tests.
        folder = "/tmp/motcua-own-\(UUID().uuidString)"
        try OwnPostgres.script(["start", folder])
        let text = try String(contentsOfFile: folder + "/server.env", encoding: .utf8)
        settings = Dictionary(
            text.split(separator: "\n").compactMap { line -> (String, String)? in
                guard let middle = line.firstIndex(of: "=") else { return nil }
                let value = line[line.index(after: middle)...].trimmingCharacters(in: ["'"])
                return (String(line[..<middle]), value)
            }, uniquingKeysWith: { $1 })
    }

    deinit {
        do { try OwnPostgres.script(["stop", folder]) } catch { print("left behind: \(folder): \(error)") }
    }

    /// Who comes to it: whoever owns the province, whoever serves it, the server's administrator.
    public enum Role: String, Sendable {
        case owner = "motcua_owner"
        case application = "motcua_app"
        case administrator = "postgres"
    }

    /// The province's place as a role reaches it.
    public func place(as role: Role = .owner) throws -> PostgresPlace {
        let owner = settings["MOTCUA_PG_OWNER"] ?? ""
        return try PostgresPlace(owner.replacing("\(Role.owner.rawValue)@", with: "\(role.rawValue)@"))
    }

    /// Runs statements as the administrator, on ledger and keyring.
    public func administer(_ statements: String...) throws {
        let place = try place(as: .administrator)
        for database in [place.connection, place.keyring] {
            let connection = PostgresConnection(database)
            try connection.connect()
            for statement in statements { try connection.command(statement) }
        }
    }

    private static func script(_ arguments: [String]) throws {
        // The source's own path, through whatever links it was reached by.
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let path = root.appending(path: "scripts/throwaway-postgres.sh").path
        // Not by `Process`: it waits until the server, too, has closed what it inherited.
        var output = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&output)
        defer { posix_spawn_file_actions_destroy(&output) }
        posix_spawn_file_actions_addopen(&output, 1, "/dev/null", O_WRONLY, 0)
        var words = ([path] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var child = pid_t()
        var ended: CInt = -1
        let started = posix_spawn(&child, path, &output, nil, words, environ)
        guard started == 0, waitpid(child, &ended, 0) == child, ended == 0 else {
            throw StoreError(.unreachable, "exit \(started) \(ended)", at: "\(path) \(arguments)")
        }
    }
}
