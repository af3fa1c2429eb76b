import ArgumentParser
import Core
import Foundation
import Ledger
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
        try KeepingPlace.checkSQLite(settings)
        let target = DataFolder(data)
        guard !FileManager.default.fileExists(atPath: target.path) else { throw ArchiveFault.taken(target.path) }
        let master = try MasterKeyFile(target, settings).read()
        let restore = try Restore(
            from: ArchiveFolder(from), keyring: KeepingPlace.keyring(keyring, of: from), at: try moment)
        var line = ProgressLine("check")
        try restore.check { line.tell($0 >> 20, of: $1 >> 20) }

        // Built beside its place: what was interrupted is never taken for an installation.
        let building = DataFolder(target.path + ".restoring")
        if FileManager.default.fileExists(atPath: building.path) {
            try FileManager.default.removeItem(atPath: building.path)
        }
        let found = try build(restore, in: building, master, settings)
        try restore.copySettings(to: building)
        try FileManager.default.moveItem(atPath: building.path, toPath: target.path)
        print("\(target.path)")
        print("  archive / bản sao lưu: \(restore.chain[restore.chain.count - 1].path)")
        print("  verified / đã kiểm tra: \(found.size) records, root \(found.root)")
        print("  last record / bản ghi cuối: \(found.recorded.rfc3339)")
        print("  erased / đã xóa dữ liệu cá nhân: \(found.erased), \(found.erasedAnew) of them by this restoring")
    }

    private func build(
        _ restore: Restore, in folder: DataFolder, _ master: [UInt8], _ settings: InstallationSettings
    ) throws -> RestoredLedger {
        let store = try StoreEngine.sqlite(
            folder, holder: "motcua restore", settings: settings.store, limits: OpenOffice.bulk)
        defer { store.close() }
        let files = FolderFileStore(folder)
        var loading = ProgressLine("load")
        try restore.load(into: store, files: files) { loading.tell($0, of: $1) }
        var random = SystemRandom()
        let office = try Office(
            store: store, keyring: Keyring(master: try MasterKey(master), engine: store, cached: 400_000),
            files: files, log: restore.keyring.manifest.log, sealer: MasterKeySealer(masterKey: master),
            clock: MachineClock.live(), codes: NoCodeChannel(), random: &random)
        var tables = ProgressLine("tables")
        return try restore.finish(office) { tables.tell($0, of: $1) }
    }
}
