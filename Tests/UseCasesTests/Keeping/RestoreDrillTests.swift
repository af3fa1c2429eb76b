import Core
import Foundation
import Ledger
import TestEngines
import Testing

@testable import Store
@testable import UseCases

@Suite("Backup and restore")
struct RestoreDrillTests {
    private let test: TestOffice
    private let rig: KeepingRig

    init() throws {
        test = try TestOffice()
        rig = KeepingRig(test)
    }

    private func receive(name: String = "Nguyễn Thị Hương", file: String = "%PDF-1.4") throws -> DossierID {
        try test.write { transaction, random in
            try KeepingRig.receive(rig.office, name: name, file: Array(file.utf8), random: &random, in: transaction)
        }
    }

    @Test func `archives made under load restore to the same root, figures and files`() async throws {
        let (office, rig) = (rig.office, rig)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for turn in 0..<30 {
                        try await office.store.write { transaction in
                            var random = SeededRandom(seed: UInt64(writer * 1_000 + turn + 50))
                            _ = try KeepingRig.receive(
                                office, file: Array("file \(writer) \(turn)".utf8), random: &random, in: transaction)
                        }
                    }
                }
            }
            group.addTask {
                for turn in 0..<4 {
                    let now = office.clock.now().adding(minutes: turn)
                    _ = try rig.backup(now: now)
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            try await group.waitForAll()
        }
        let last = try rig.backup(now: office.clock.now().adding(minutes: 10))
        #expect(!last.archive.manifest.full)
        #expect(try rig.archives.archives().count == 5)

        let restored = try rig.restore()
        defer { restored.office.store.close() }
        let (head, again) = (try KeepingRig.head(office), try KeepingRig.head(restored.office))
        #expect(head == again)
        #expect(restored.found.root == head?.root.hex && restored.found.size == head?.size)
        let figures = [try KeepingRig.figures(office), try KeepingRig.figures(restored.office)]
        #expect(figures[0] == figures[1])
        try expectFilesOpen(restored.office, count: 120)
        // It goes on from there.
        var random = SeededRandom(seed: 770_077)
        _ = try restored.office.store.writeNow { transaction in
            try KeepingRig.receive(restored.office, random: &random, in: transaction)
        }
    }

    @Test func `settings come back, but for where the data lay`() throws {
        _ = try receive()
        let lines = "listen = 127.0.0.1:8080\ndatabase = postgresql://motcua_app@db/motcua\n  database-schema=h21\n"
        try lines.write(toFile: rig.data.path + "/motcua.conf", atomically: true, encoding: .utf8)
        try rig.backup()
        let folder = DataFolder(rig.archives.path + "-settings")
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        try Restore(from: rig.archives, keyring: rig.keys).copySettings(to: folder)
        let found = try String(contentsOfFile: folder.path + "/motcua.conf", encoding: .utf8)
        let wanted =
            "listen = 127.0.0.1:8080\n# database = postgresql://motcua_app@db/motcua\n#   database-schema=h21\n"
        #expect(found == wanted)
    }

    @Test func `another master key is refused before anything is made`() throws {
        _ = try receive()
        try rig.backup()
        let restore = try Restore(from: rig.archives, keyring: rig.keys)
        try restore.checkKey(try MasterKey(KeepingRig.master))
        let other = try MasterKey([UInt8](repeating: 8, count: 32))
        #expect(throws: ArchiveFault.otherKey(keyring: restore.keyring.path)) { try restore.checkKey(other) }
    }

    @Test func `a moment between two archives brings back the earlier one`() throws {
        _ = try receive()
        let first = try rig.backup()
        let size = try KeepingRig.head(rig.office)?.size
        test.clock.move(to: test.clock.now().adding(minutes: 60))
        _ = try receive()
        try rig.backup()
        let restored = try rig.restore(at: first.archive.manifest.made.adding(minutes: 30))
        defer { restored.office.store.close() }
        #expect(restored.found.size == size)
    }

    @Test(.enabled(if: TestPostgres.connection != nil, "\(TestPostgres.absence)"))
    func `archives of one engine are restored on the other`() throws {
        let stream = try receive(name: KeepingRig.marker, file: "one file")
        try rig.backup()
        try test.settle(try receive())
        try rig.backup(now: test.clock.now().adding(minutes: 60))
        let restored = try rig.restore { folder in
            try #require(try ChosenEngine.openOther(folder, settings: .init(readers: 1)))
        }
        defer { restored.office.store.close() }
        #expect(restored.office.store.dialect != rig.office.store.dialect)
        let (head, again) = (try KeepingRig.head(rig.office), try KeepingRig.head(restored.office))
        #expect(head == again && restored.found.size == head?.size)
        let figures = [try KeepingRig.figures(rig.office), try KeepingRig.figures(restored.office)]
        #expect(figures[0] == figures[1])
        try expectFilesOpen(restored.office, count: 2)
        let hits = try restored.office.store.readNow { sql in
            try DossierFinding.search("khuynh", index: restored.office.index, in: sql).map(\.stream)
        }
        #expect(hits == [stream])
    }

    @Test func `tables that no record makes come back, and sessions do not`() throws {
        _ = try receive()
        try test.write { transaction, random in
            let account = try Accounts.create(
                login: "an.nguyen", name: "An", language: "vi", by: nil, now: test.clock.now(), random: &random,
                in: transaction.sql)
            _ = try Sessions.start(
                for: account, administrator: false, browser: "b", replacing: nil, settings: AccessSettings(),
                now: test.clock.now(), random: &random, in: transaction.sql)
        }
        try rig.backup()
        test.clock.move(to: test.clock.now().adding(minutes: 60))
        try test.write { transaction, random in
            _ = try Accounts.create(
                login: "binh.tran", name: "Bình", language: "vi", by: nil, now: test.clock.now(), random: &random,
                in: transaction.sql)
        }
        try rig.backup()
        let restored = try rig.restore()
        defer { restored.office.store.close() }
        try restored.office.store.readNow { sql in
            let logins = try sql.query("SELECT login FROM account ORDER BY login", []) { $0.text(0) }
            #expect(logins == ["an.nguyen", "binh.tran"])
            let lines = try AuditTable.list(limit: 10, in: sql)
            let before = try rig.office.store.readNow { try AuditTable.list(limit: 10, in: $0) }
            #expect(lines == before && !lines.isEmpty)
            let sessions = try sql.query("SELECT 1 FROM session", []) { _ in true }
            #expect(sessions.isEmpty)
        }
    }

    @Test func `no archive holds the master key or a name in clear`() throws {
        _ = try receive(name: KeepingRig.marker)
        let made = try rig.backup()
        let digits = hexadecimal(KeepingRig.master)
        let secrets = [KeepingRig.master, Array(digits.utf8), Array(digits.uppercased().utf8)] + KeepingRig.traces
        for archive in [made.archive, made.keyring] {
            #expect(try KeepingRig.files(in: archive.path, holding: secrets) == [])
        }
        guard !ChosenEngine.isPostgres else { return }
        #expect(try KeepingRig.files(in: rig.data.path, holding: KeepingRig.traces) != [], "the marker is found at all")
    }

    @Test func `a damaged or missing file is named, and nothing is restored`() throws {
        _ = try receive()
        try rig.backup()
        test.clock.move(to: test.clock.now().adding(minutes: 60))
        _ = try receive()
        try rig.backup()
        let all = try rig.archives.archives() + rig.keys.archives().suffix(1)
        for archive in all {
            for name in archive.manifest.parts.map(\.name) + ["manifest.json"] {
                let path = archive.path + "/" + name
                let whole = try Data(contentsOf: URL(fileURLWithPath: path))
                var broken = whole
                broken[broken.count / 2] ^= 1
                try broken.write(to: URL(fileURLWithPath: path))
                #expect(fault() == .damaged(path))
                try FileManager.default.removeItem(atPath: path)
                #expect(fault() == .missing(path))
                try whole.write(to: URL(fileURLWithPath: path))
            }
        }
        #expect(fault() == nil)
        try FileManager.default.moveItem(atPath: all[0].path, toPath: all[0].path + ".away")
        #expect(fault() == .missing(all[0].path))
    }

    @Test func `records later than every copy of the keyring are refused`() throws {
        _ = try receive()
        try rig.backup()
        test.clock.move(to: test.clock.now().adding(minutes: 60))
        _ = try receive()
        let later = try rig.backup()
        try FileManager.default.removeItem(atPath: later.keyring.path)
        let earlier = try #require(try rig.keys.archives().last)
        #expect(fault() == .keyringOlder(keyring: earlier.path, archive: later.archive.path))
    }

    @Test func `archives past their days go, and the newest with what it needs stays`() throws {
        _ = try receive()
        let settings = Backup.Settings(keepDays: 20, keyringDays: 35, fullDays: 7)
        let start = test.clock.now()
        for day in stride(from: 0, through: 60, by: 5) {
            try rig.backup(settings: settings, now: start.adding(days: day))
        }
        let left = try rig.archives.archives()
        #expect(left.last?.manifest.made == start.adding(days: 60))
        let oldest = try #require(left.first)
        #expect(oldest.manifest.full)
        #expect(oldest.manifest.made >= start.adding(days: 60 - 20 - 7))
        let keyrings = try rig.keys.archives().map(\.manifest.made)
        #expect(keyrings.allSatisfy { $0 >= start.adding(days: 60 - 35) })
        #expect(fault() == nil)
    }

    @Test func `a folder inside the data, a full disk and a second run are refused`() throws {
        _ = try receive()
        #expect(throws: ArchiveFault.insideData(rig.data.path + "/archives")) {
            let reading = rig.office.store
            _ = try Backup(reading, of: rig.data, files: FolderFileStore(rig.data)).run(
                to: ArchiveFolder(rig.data.path + "/archives"), keyring: rig.keys, now: test.clock.now()
            ) { _, _ in }
        }
        #expect(throws: ArchiveFault.self) { try rig.backup(free: { _ in 1_000 }) }
        let made = try rig.archives.archives() + rig.keys.archives()
        #expect(made.isEmpty)
        let lock = try ArchiveLock(rig.archives)
        #expect(throws: ArchiveFault.busy(rig.archives.path)) { try rig.backup() }
        withExtendedLifetime(lock) {}
    }

    /// Why nothing would be restored; nil if everything is whole.
    private func fault() -> ArchiveFault? {
        do {
            try Restore(from: rig.archives, keyring: rig.keys).check { _, _ in }
            return nil
        } catch { return error as? ArchiveFault }
    }

    private func expectFilesOpen(_ office: Office, count: Int) throws {
        let opened = try office.store.readNow { sql in
            try sql.query("SELECT stream FROM dossier", [], { DossierID($0.text(0)) }).map { stream in
                let dossier = try #require(DossierStories.fold(try DossierStories(office).events(of: stream, sql)))
                guard case .open(let key) = try office.keyring.key(of: stream.stream) else { return 0 }
                return try dossier.components.flatMap(\.files).map { try office.files.get($0.file, key: key).count }
                    .count { $0 > 0 }
            }
        }
        #expect(opened.reduce(0, +) == count)
    }
}
