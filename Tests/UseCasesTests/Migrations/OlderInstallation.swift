import Core
import Foundation
import Ledger
import TestEngines

@testable import Store
@testable import UseCases

/// A province as the program of an earlier migration left it, with records, keys, files and rows in every table that
/// this program had.
final class OlderInstallation {
    typealias Rows = [String: Set<[SQLValue]>]

    let folder: DataFolder
    let migration: Int
    let clock: VirtualClock
    /// What it holds, by the columns it has; and the same province's tables as today's program would have them.
    private(set) var held: Rows = [:]
    private(set) var columns: [String: [TableShape.Column]] = [:]
    let today: Rows
    let records: Int

    init(migration: Int) throws {
        self.migration = migration
        let published = try PublishedOffice(dossiers: 2, seed: UInt64(migration + 40))
        let source = published.office
        try OlderInstallation.live(source, erasing: migration >= 9)
        try published.sign()
        clock = source.clock
        folder = DataFolder(
            "\(FileManager.default.temporaryDirectory.path)/motcua-older-\(migration)-\(UUID().uuidString)")
        let tables = try source.office.store.readNow { try CopyTable.all(in: $0) }
        let keys = try source.office.store.readKeyringNow { try OlderInstallation.rows(of: "wrapped_key", in: $0) }
        today = try source.office.store.readNow { sql in
            var rows: Rows = [:]
            for table in tables { rows[table.name] = Set(try table.page(after: nil, limit: .max >> 8, in: sql)) }
            return rows
        }
        records = today["record"]?.count ?? 0
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: DataFolder(source.folder.path).files, toPath: folder.files)
        try OlderPlace.make(folder, migration: migration) { session in
            try fill(session.sql, from: tables)
            for row in keys.rows { try session.keyring.execute(keys.table.insert, row) }
        }
    }

    deinit { ChosenEngine.remove(folder) }

    /// Opens it with the program of today.
    func open() throws -> Office {
        let store = try ChosenEngine.open(folder, settings: .init(readers: 2))
        let master = [UInt8](repeating: 7, count: 32)
        var random = SeededRandom(seed: 77)
        return try Office(
            store: store, keyring: Keyring(master: try MasterKey(master), engine: store),
            files: FolderFileStore(folder), log: "H21", sealer: MasterKeySealer(masterKey: master), clock: clock,
            codes: CodeOnScreen(), random: &random)
    }

    /// Rows of a table by the columns that it had before.
    func rows(of table: String, in sql: any SQLConnection) throws -> Set<[SQLValue]> {
        let shape = TableShape(name: table, columns: columns[table] ?? [])
        return Set(try sql.query(shape.select, []) { try OlderInstallation.row($0, shape) })
    }

    /// Dossiers in several states, a question to another agency, and somebody who was erased.
    private static func live(_ test: TestOffice, erasing: Bool) throws {
        _ = try test.received()
        let asked = try test.received().stream
        _ = try test.give(.assign(test.handler.id), asked, test.request(test.leader))
        let question = ConsultationAsked(
            id: "q-1", agency: TestOffice.department, workingDays: 2,
            personal: Personal([PersonalKey.note.text: "Xin ý kiến"]))
        _ = try test.give(.consult([question]), asked, test.request(test.handler))
        let stream = try test.write { transaction, random in
            try KeepingRig.receive(test.office, name: KeepingRig.marker, random: &random, in: transaction)
        }
        guard erasing else { return }
        let row = try test.office.store.readNow { try DossierFinding.row(stream: stream, in: $0) }
        let second = Actor(id: "aa07", assignments: [Assignment(role: .administrator, agency: "H21")])
        let number = row?.number.text ?? ""
        _ = try Erasure(test.office, by: test.leader).ask(number, basis: "Điều 14", random: &test.random)
        _ = try Erasure(test.office, by: second).confirm(number, random: &test.random)
    }

    /// Puts in what the source has; a table that is empty there and is no projection gets a made-up row.
    private func fill(_ sql: any SQLConnection, from tables: [CopyTable]) throws {
        for table in try CopyTable.all(in: sql) where !CopyTable.own.contains(table.name) {
            let shape = TableShape(name: table.name, columns: table.columns)
            columns[table.name] = table.columns
            let newer = tables.first { $0.name == table.name }
            let places = table.columns.compactMap { column in newer?.columns.firstIndex(of: column) }
            var rows = Set((today[table.name] ?? []).map { row in places.map { row[$0] } })
            if rows.isEmpty, !Rebuild.tables.contains(table.name), !OlderInstallation.computed.contains(table.name) {
                rows = [table.columns.map(OlderInstallation.value)]
            }
            for row in rows { try sql.execute(shape.insert, row) }
            held[table.name] = rows
        }
        // The index of names, by the words of the migration that made it.
        guard sql.dialect == .sqlite, migration >= 2 else { return }
        guard migration >= 6 else {
            try sql.execute("INSERT INTO dossier_search (dossier_search) VALUES ('rebuild')")
            return
        }
        try sql.execute(
            """
            INSERT INTO dossier_search (rowid, applicant_fold, units)
            SELECT id, applicant_fold, replace(lower(intake), '.', 'x') || ' ' || replace(lower(result), '.', 'x')
            FROM dossier WHERE applicant_fold IS NOT NULL
            """)
    }

    /// Follow from the records, so that a made-up row would be a flaw.
    private static let computed: Set<String> = ["tree_node", "checkpoint", "cosignature"]

    private static func value(_ column: TableShape.Column) -> SQLValue {
        switch column.kind {
        case .integer: .integer(1)
        case .text: .text("1")
        case .blob: .blob([1])
        }
    }

    private static func rows(
        of name: String, in sql: any SQLConnection
    ) throws -> (table: TableShape, rows: [[SQLValue]]) {
        guard let table = try TableShape.find(name, in: sql) else { return (TableShape(name: name, columns: []), []) }
        return (table, try sql.query(table.select, []) { try row($0, table) })
    }

    private static func row(_ source: any SQLRow, _ table: TableShape) throws -> [SQLValue] {
        table.columns.enumerated().map { place, column in
            if source.isNull(place) { return .null }
            return switch column.kind {
            case .integer: .integer(source.integer(place))
            case .text: .text(source.text(place))
            case .blob: .blob(source.blob(place))
            }
        }
    }
}
