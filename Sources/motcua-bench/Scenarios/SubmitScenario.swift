import Foundation
import Store
import Synchronization

/// `POST /api/v1/dossiers` over HTTP, each answer on disk, beside what SQLite manages with the same rows.
struct SubmitScenario {
    let program: String
    let data: String
    let visitors: Visitors
    let connections: Int
    let seconds: Double

    struct Result: Codable {
        var dossiers: Int
        var perSecond: Double
        var p50Milliseconds: Double
        var p99Milliseconds: Double
        var faults: Int
        var rowsPerDossier: Double
        var dossiersPerCommit: Double
        var limitPerSecond: Double
        var ratio: Double
        var clientCPUSeconds: Double
        var memoryMB: Double
    }

    func run() throws -> Result {
        let limitFolder = data + ".limit"
        try CopiedFolder.copy(data, to: limitFolder)
        defer { CopiedFolder.remove(limitFolder) }
        let folder = DataFolder(data)
        let marks = (try CapturedRows.marks(in: folder.ledger), try CapturedRows.marks(in: folder.keyring))
        let server = try ServerUnderTest(program: program, data: data)
        let before = try server.count("motcua_store_commits_total")
        let outcome = load(server)
        let commits = try server.count("motcua_store_commits_total") - before
        let memory = try server.memory
        server.stop()
        let ledger = try CapturedRows(from: folder.ledger, after: marks.0)
        let keyring = try CapturedRows(from: folder.keyring, after: marks.1)
        let stored = ledger.tables["dossier"]?.rows.count ?? 0
        guard stored == outcome.latencies.count else {
            throw Visitors.Failure(
                description: "\(outcome.latencies.count) dossiers were acknowledged, \(stored) are stored; "
                    + "\(outcome.faults)")
        }
        let limit = try EngineLimit(
            folder: DataFolder(limitFolder), ledgerRows: ledger, keyringRows: keyring, commits: max(1, commits)
        ).seconds()
        let limitPerSecond = Double(stored) / limit
        return Result(
            dossiers: stored, perSecond: outcome.perSecond, p50Milliseconds: outcome.latencies.milliseconds(0.5),
            p99Milliseconds: outcome.latencies.milliseconds(0.99), faults: outcome.faultCount,
            rowsPerDossier: Double(ledger.count + keyring.count) / Double(max(1, stored)),
            dossiersPerCommit: Double(stored) / Double(max(1, commits)), limitPerSecond: limitPerSecond,
            ratio: outcome.perSecond / limitPerSecond, clientCPUSeconds: outcome.clientCPU, memoryMB: memory)
    }

    private func load(_ server: ServerUnderTest) -> LoadOutcome {
        let visitors = visitors
        let run = UInt32.random(in: 0 ... .max)
        return Load(port: server.port).closed(connections: connections, seconds: seconds) { connection, turn in
            let body = visitors.submissions[(connection + turn) % visitors.submissions.count]
                .replacing("{name}", with: SyntheticName.of(connection &* 7_919 &+ turn))
            return LoadRequest(
                name: "submit",
                bytes: RequestText.post(
                    "/api/v1/dossiers", from: connection, token: visitors.token, key: "b\(run)-\(connection)-\(turn)",
                    json: body),
                status: 201)
        }
    }
}

/// Made-up names, as many different ones as a full-text index has to bear; without marks, which the index drops anyway.
enum SyntheticName {
    private static let families = ["Nguyen", "Tran", "Le", "Pham", "Siu", "Ro Cham", "Dinh", "Vo", "Huynh", "Bui"]
    private static let middles = ["Thi", "Van", "Minh", "Thu", "Duc", "Ngoc", "Quoc", "Thanh"]
    private static let givens = ["An", "Binh", "Chi", "Dung", "Giang", "Ha", "Khoa", "Lan", "Mai", "Nam", "Oanh"]

    static func of(_ number: Int) -> String {
        let family = families[number % families.count]
        let middle = middles[number / families.count % middles.count]
        return "\(family) \(middle) \(givens[number / (families.count * middles.count) % givens.count])"
    }
}

/// Whole data folders, copied and removed.
enum CopiedFolder {
    static func copy(_ from: String, to: String) throws {
        remove(to)
        try FileManager.default.copyItem(atPath: from, toPath: to)
        try FileManager.default.copyItem(
            atPath: DataFolder(from).masterKey, toPath: DataFolder(to).masterKey)
    }

    static func remove(_ path: String) {
        for path in [path, DataFolder(path).masterKey] where FileManager.default.fileExists(atPath: path) {
            do { try FileManager.default.removeItem(atPath: path) } catch { print("\(path) stays behind: \(error)") }
        }
    }
}
