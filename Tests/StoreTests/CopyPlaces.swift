import Core
import Foundation
import Ledger
import PostgresEngine
import SQLiteEngine
@testable import Store
import TestEngines
import Testing

/// A kind of store with its files, as one side of a copy.
struct CopyEngine: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let isPostgres: Bool

    static let all =
        [CopyEngine(testDescription: "SQLite", isPostgres: false)]
        + (TestPostgres.connection == nil ? [] : [CopyEngine(testDescription: "PostgreSQL", isPostgres: true)])

    /// Every kind to every kind.
    static let pairs = all.flatMap { from in all.map { CopyPair(from: from, to: $0) } }
}

struct CopyPair: Sendable, CustomTestStringConvertible {
    let from: CopyEngine
    let to: CopyEngine
    var testDescription: String { "\(from.testDescription) to \(to.testDescription)" }
}

/// A store in a place of its own, removed with it.
final class CopySide {
    let folder = TestStore.newFolder()
    let engine: StoreEngine
    let files: any FileStore
    let sealed: any SealedFiles
    private let isPostgres: Bool
    var place: CopyPlace { CopyPlace(engine, sealed: sealed, files: files) }

    init(_ kind: CopyEngine, hooks: CommitHooks = CommitHooks()) throws {
        isPostgres = kind.isPostgres
        let settings = StoreEngine.Settings(readers: 1, workers: 1)
        if kind.isPostgres {
            let place = try TestPostgres.place(for: folder)
            engine = try StoreEngine.postgres(place, settings: settings, hooks: hooks)
            files = PostgresFileStore(place)
            sealed = PostgresSealedFiles(place)
        } else {
            engine = try StoreEngine.sqlite(folder, holder: "test", settings: settings, hooks: hooks)
            let store = FolderFileStore(folder)
            files = store
            sealed = store
        }
    }

    deinit {
        engine.close()
        do {
            guard !isPostgres else { return try TestPostgres.remove(folder) }
            try FileManager.default.removeItem(atPath: folder.path)
        } catch { print("left behind: \(folder.path): \(error)") }
    }

    /// A small province: records of several streams with names, keys of which one is destroyed, files, accounts,
    /// dossiers that can be found by name.
    func fill(records: Int = 40) throws {
        var random = SeededRandom(seed: 11)
        let keyring = Keyring(master: try MasterKey(TestStore.masterKey), engine: engine)
        _ = try keyring.officeKey(now: TestStore.noon, random: &random)
        try append(0..<records)
        try engine.writeNow { transaction in
            try keyring.destroy("s3", now: TestStore.noon, in: transaction)
            for number in 1...7 {
                try transaction.sql.execute(
                    """
                    INSERT INTO account (actor, login, name, state, language, created, must_change)
                    VALUES (?1, ?2, ?3, 'active', 'vi', ?4, 0)
                    """,
                    [
                        .text("actor \(number)"), .text("login\(number)"), .text("Đặng Thị Ước \(number)"),
                        .integer(TestStore.noon.microseconds),
                    ])
                try transaction.sql.execute(
                    "INSERT INTO login_guard (subject, failed, last_failed) VALUES (?1, ?2, 0)",
                    [.blob([UInt8(number * 30), 0, 255]), .integer(Int64(number))])
                try addDossier(number, fold: number == 5 ? nil : "dang thi uoc", in: transaction.sql)
            }
        }
        for size in [0, 10, 600_000] {
            _ = try files.put(random.bytes(size), key: DossierKey(random: &random), random: &random)
        }
    }

    /// Records with these numbers, three streams in turn and an audit line with each.
    func append(_ numbers: Range<Int>) throws {
        var random = SeededRandom(seed: UInt64(numbers.lowerBound) + 77)
        let keyring = Keyring(master: try MasterKey(TestStore.masterKey), engine: engine)
        let writer = LedgerWriter(log: TestStore.log, node: NodeID("h21"), keyring: keyring)
        try engine.bulkNow(every: 1_000) { bulk in
            for number in numbers {
                try bulk.run { transaction in
                    let record = NewRecord(
                        stream: StreamID("s\(number % 3)"), recordClass: .dossier, event: "received",
                        expectedVersion: number / 3, at: TestStore.noon, actor: "a1", command: "c",
                        body: Array(#"{"n":\#(number)}"#.utf8), personal: Array("Nguyễn Văn Ẩn \(number)".utf8))
                    _ = try writer.append([record], now: TestStore.noon, random: &random, in: transaction)
                    try transaction.sql.execute(
                        "INSERT INTO audit_line (id, at, action) VALUES (?1, ?2, 'read')",
                        [.text("line \(number + 1_000)"), SQLValue(number)])
                }
            }
        }
    }

    private func addDossier(_ id: Int, fold: String?, in sql: any SQLConnection) throws {
        try sql.execute(
            """
            INSERT INTO dossier (id, stream, version, number, procedure, procedure_version, variant, sector, channel,
                phase, intake, competent, result, result_way, submitted_at, desk, applicant, applicant_fold)
            VALUES (?1, ?2, 1, ?3, 'p', 1, 'v', 's', 1, 'submitted', 'H21.1', 'H21.1', 'H21.1', 'counter', 0, 'H21.1',
                'Đặng Thị Ước', ?4)
            """, [SQLValue(id), .text("d\(id)"), .text("H21-\(id)"), SQLValue(fold)])
        if let fold {
            try DossierSearch.replace(nil, with: fold, units: [AgencyCode("H21.1")], row: Int64(id), in: sql)
        }
    }
}

extension StoreCopy {
    func runQuietly() throws -> CopyReport { try run { _, _, _ in } }
    func checkQuietly() throws -> CopyReport { try check { _, _, _ in } }
}

/// What a copy refuses with, or nil.
func fault<T>(_ body: () throws -> T) throws -> CopyFault? {
    do {
        _ = try body()
        return nil
    } catch let fault as CopyFault { return fault }
}
