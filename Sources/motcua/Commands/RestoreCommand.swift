import ArgumentParser
import Core
import Foundation
import Ledger
import PostgresEngine
import SQLiteEngine
import Store
import UseCases

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a data folder from archives, and verify it. / Khôi phục dữ liệu từ bản sao lưu.")

    @Option(help: "Folder of the archives. / Thư mục chứa các bản sao lưu.")
    var from: String

    @Option(help: "Data folder to make; one that is there is refused. / Thư mục dữ liệu mới.")
    var data: String

    @Option(help: "Folder of the keyring's copies (default: FROM-keyring). / Thư mục bản sao vòng khóa.")
    var keyring: String?

    @Option(help: "Newest archive up to this day or moment. / Lấy bản mới nhất tính đến thời điểm này.")
    var at: String?

    @OptionGroup var choice: SettingsChoice

    func validate() throws { _ = try moment }

    /// A day is meant to its end.
    private var moment: Instant? {
        get throws {
            guard let at else { return nil }
            if let day = CivilDate(iso: at) { return Instant(day, minute: 1_440) }
            if let instant = Instant(rfc3339: at) { return instant }
            throw ValidationError("--at: a day, as 2026-11-20, or RFC 3339. / --at: ngày hoặc thời điểm RFC 3339.")
        }
    }

    func run() throws {
        let settings = try choice.read(of: data)
        let target = DataFolder(data)
        let place = try settings.place
        let master = try MasterKeyFile(target, settings).read()
        let restore = try Restore(
            from: ArchiveFolder(from), keyring: KeepingPlace.keyring(keyring, of: from), at: try moment)
        let filling = Filling(restore: restore, master: master, settings: settings)
        if let place, let aside = try Filling.beside(settings),
            try PostgresSchemas.finishRenaming(aside, to: place.schema)
        {
            try filling.putSettings(in: target)
            print("An earlier restore was cut off at its last step; it is whole now. Check it: motcua verify.")
            print("Lần khôi phục trước bị ngắt ở bước cuối; nay đã xong. Hãy kiểm tra: motcua verify.")
            return
        }
        try checkFree(target, place)
        try restore.checkKey(try MasterKey(master))
        var line = ProgressLine("check")
        try restore.check { line.tell($0 >> 20, of: $1 >> 20) }
        let found = try place.map { try filling.run(in: $0, target) } ?? filling.run(in: target)
        print(place.map { "PostgreSQL, schema \($0.schema)" } ?? target.path)
        print("  archive / bản sao lưu: \(restore.chain[restore.chain.count - 1].path)")
        print("  verified / đã kiểm tra: \(found.size) records, root \(found.root)")
        print("  last record / bản ghi cuối: \(found.recorded.rfc3339)")
        print("  erased / đã xóa dữ liệu cá nhân: \(found.erased), \(found.erasedAnew) of them by this restoring")
        guard place != nil else { return }
        print("Set `database` in / Hãy đặt `database` trong: \(target.path)/\(SettingsFile.name)")
    }

    /// Nothing that is there is written over: on PostgreSQL a province in the schema, else the folder.
    private func checkFree(_ target: DataFolder, _ place: PostgresPlace?) throws {
        guard let place else {
            guard !FileManager.default.fileExists(atPath: target.path) else { throw ArchiveFault.taken(target.path) }
            return
        }
        guard try !PostgresSchemas.holdsProvince(place) else { throw ArchiveFault.taken("schema \(place.schema)") }
    }
}

/// Fills a place beside the one that is wanted: what was interrupted is never taken for an installation.
private struct Filling {
    let restore: Restore
    let master: [UInt8]
    let settings: InstallationSettings

    func run(in target: DataFolder) throws -> RestoredLedger {
        let building = DataFolder(target.path + ".restoring")
        if FileManager.default.fileExists(atPath: building.path) {
            try FileManager.default.removeItem(atPath: building.path)
        }
        let store = try StoreEngine.sqlite(
            building, holder: "motcua restore", settings: settings.store, limits: OpenOffice.bulk)
        let files = FolderFileStore(building)
        let found = try fill(store, sealed: files, files)
        try restore.copySettings(to: building)
        try FileManager.default.moveItem(atPath: building.path, toPath: target.path)
        return found
    }

    /// The schema that is filled; nil without PostgreSQL.
    static func beside(_ settings: InstallationSettings) throws -> PostgresPlace? {
        var beside = settings
        beside.databaseSchema += "_restoring"
        return try beside.place
    }

    /// Under a role that may make tables; the folder holds the settings alone.
    func run(in place: PostgresPlace, _ target: DataFolder) throws -> RestoredLedger {
        guard let building = try Filling.beside(settings) else { return try run(in: target) }
        try PostgresSchemas.remove(building)
        let store = try StoreEngine.postgres(building, settings: settings.store)
        let found = try fill(store, sealed: PostgresSealedFiles(building), PostgresFileStore(building))
        try PostgresSchemas.rename(building, to: place.schema)
        try putSettings(in: target)
        return found
    }

    func putSettings(in target: DataFolder) throws {
        guard !FileManager.default.fileExists(atPath: target.path) else { return }
        try FileManager.default.createDirectory(
            atPath: target.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try restore.copySettings(to: target)
    }

    private func fill(
        _ store: StoreEngine, sealed: any SealedFiles, _ files: any FileStore
    ) throws -> RestoredLedger {
        defer { store.close() }
        var loading = ProgressLine("load")
        try restore.load(into: store, files: sealed) { loading.tell($0, of: $1) }
        var random = SystemRandom()
        let office = try Office(
            store: store, keyring: Keyring(master: try MasterKey(master), engine: store, cached: 400_000),
            files: files, log: restore.keyring.manifest.log, sealer: MasterKeySealer(masterKey: master),
            clock: MachineClock.live(), codes: NoCodeChannel(), random: &random)
        var tables = ProgressLine("tables")
        return try restore.finish(office) { tables.tell($0, of: $1) }
    }
}
