import Foundation
import TestEngines
import Testing

@testable import Store

/// A release's migrations only add, so that the program before it still runs on them; what is removed is named here.
@Suite("Migrations that only add")
struct AdditiveTests {
    /// What a migration took away, by number. Each raised `programFrom` to its own number.
    private static let removed: [Int: Set<String>] = [6: ["dossier_search"]]

    /// SHA-256 of migrations that were carried out somewhere: a changed one would lock that place out.
    private static let carried: [(sqlite: String, postgres: String)] = [
        (
            "24c345a844ec2c4cd5159f9a00f2f15f7e5a18f700974cd384262db773b37f3a",
            "7614469741b64d3f024f1a11a7e1ae00dce453f3d33a53dddcafb1a2666c5235"
        ),
        (
            "12220095b7ae5ee23ad748f354fe1c5ce29db163fb1c16339f21782591a4625b",
            "84022a99697d7870fed2f9597f14ddf1910e08d77724ccbd7ba47f89956ec8a3"
        ),
        (
            "df7bb86a08a3642941e890af13fb99d3c627feb28e9ec143f45e5d90164dc149",
            "e05cc082bd7e82edda7e1ce593b833d4d31c5c75a37573c5f6c08e9f639ad0c1"
        ),
        (
            "35aebc6b05ef503621e67dbd13d133304d804ccd735cba3463f3d925cb53fad0",
            "35aebc6b05ef503621e67dbd13d133304d804ccd735cba3463f3d925cb53fad0"
        ),
        (
            "09cb7f34ce11d909d4da7d5236d52e30c21b08e041bc5c8dc4f17395117a3267",
            "09cb7f34ce11d909d4da7d5236d52e30c21b08e041bc5c8dc4f17395117a3267"
        ),
        (
            "1ed174a30a7ca0b73fe6ccac3284a570eab1c5a23ff1f3d7fd402e3dc4648096",
            "f6fb4a09810aaa1b1c54edceb53b7d642edfe6ec67ff489afb1a30a4579b5a77"
        ),
        (
            "7b30b33e91f6c87032f27fb1205a54ab59b7aee4ad121ce62cb0f2727545e953",
            "7b30b33e91f6c87032f27fb1205a54ab59b7aee4ad121ce62cb0f2727545e953"
        ),
        (
            "8753a25118f9bc61b7fcf6b3d5a96cdfa7530219a43bc9e1c669ca225f1af3f8",
            "8753a25118f9bc61b7fcf6b3d5a96cdfa7530219a43bc9e1c669ca225f1af3f8"
        ),
        (
            "0b16441351eb6c9010cb15c585d6d646f676ab9613e6391af0ce7791d6134a1c",
            "0b16441351eb6c9010cb15c585d6d646f676ab9613e6391af0ce7791d6134a1c"
        ),
        (
            "e1524a84079f219998a76bae5cac71c7718384f50b5634dbf01bfb643117b9f1",
            "e1524a84079f219998a76bae5cac71c7718384f50b5634dbf01bfb643117b9f1"
        ),
        (
            "d8b7d8dad11c1010f9b67c7ea6856b6d4b51c33cd1df753d97d264983a9c4ad4",
            "d8b7d8dad11c1010f9b67c7ea6856b6d4b51c33cd1df753d97d264983a9c4ad4"
        ),
    ]

    private static let engines = [false] + (TestPostgres.connection == nil ? [] : [true])

    /// Tables with their columns at one shape; a full-text table stands there by its whole text.
    private static func shape(_ migration: Int, onPostgres: Bool) throws -> [String: [TableShape.Column]] {
        let folder = TestStore.newFolder()
        defer { clear(folder, onPostgres) }
        var found: [String: [TableShape.Column]] = [:]
        try OlderPlace.make(folder, migration: migration, onPostgres: onPostgres) { session in
            for table in try CopyTable.all(in: session.sql) { found[table.name] = table.columns }
            guard !onPostgres else { return }
            let virtual = "SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'"
            for (name, sql) in try session.sql.query(virtual, [], { ($0.text(0), $0.text(1)) }) {
                found["\(name): \(sql)"] = []
            }
        }
        return found
    }

    private static func clear(_ folder: DataFolder, _ onPostgres: Bool) {
        do {
            try FileManager.default.removeItem(atPath: folder.path)
            if onPostgres { try TestPostgres.remove(folder) }
        } catch { print("left behind: \(folder.path): \(error)") }
    }

    @Test(arguments: engines)
    func `what the program before relied on is still there`(onPostgres: Bool) throws {
        var before: [String: [TableShape.Column]] = [:]
        for migration in Migrations.ledger {
            let after = try Self.shape(migration.number, onPostgres: onPostgres)
            let kept = Self.removed[migration.number] ?? []
            for (table, columns) in before {
                let now = after[table]
                let missing = columns.filter { !(now ?? []).contains($0) }.map { "\(table).\($0.name)" }
                let gone = now == nil ? [String(table.prefix { $0 != ":" })] : missing
                #expect(gone.allSatisfy(kept.contains), "migration \(migration.number) takes away \(gone)")
            }
            before = after
        }
    }

    @Test
    func `one that takes something away refuses the program before it`() {
        for number in Self.removed.keys { #expect(Migrations.ledger[number - 1].programFrom == number) }
        for migration in Migrations.ledger {
            #expect((1...migration.number).contains(migration.programFrom), "migration \(migration.number)")
            // What refused the programs before it refuses them for ever.
            let earlier = Migrations.ledger.prefix(migration.number - 1)
            let least = earlier.filter { $0.programFrom == $0.number }.map(\.number).max() ?? 1
            #expect(migration.programFrom >= least, "migration \(migration.number)")
        }
    }

    @Test(arguments: engines)
    func `rows that every earlier program writes are taken by the newest tables`(onPostgres: Bool) throws {
        let folder = TestStore.newFolder()
        defer { Self.clear(folder, onPostgres) }
        var shapes: [(number: Int, tables: [String: [TableShape.Column]])] = []
        for migration in Migrations.ledger {
            shapes.append((migration.number, try Self.shape(migration.number, onPostgres: onPostgres)))
        }
        try OlderPlace.make(folder, migration: Migrations.ledger.count, onPostgres: onPostgres) { session in
            for (number, tables) in shapes {
                for (name, columns) in tables where !columns.isEmpty && name != "migration" {
                    let shape = TableShape(name: name, columns: columns)
                    let row = columns.map { Self.value($0, number) }
                    let inserted = try session.sql.execute(shape.insert, row)
                    let read = try session.sql.query(shape.select, []) { _ in true }.count
                    #expect(inserted == 1 && read >= 1, "\(name) as migration \(number) knew it")
                }
            }
        }
    }

    /// Another one for each shape, so that no two rows are the same.
    private static func value(_ column: TableShape.Column, _ number: Int) -> SQLValue {
        switch column.kind {
        case .integer: SQLValue(number)
        case .text: .text("\(number)")
        case .blob: .blob([UInt8(number)])
        }
    }

    @Test
    func `none that was carried out somewhere was changed since`() {
        for (migration, sums) in zip(Migrations.ledger, Self.carried) {
            #expect(migration.checksum(for: .sqlite) == sums.sqlite, "migration \(migration.number)")
            #expect(migration.checksum(for: .postgres) == sums.postgres, "migration \(migration.number)")
        }
    }
}
