import ArgumentParser
import Core
import Foundation
import PostgresEngine
import SQLiteEngine
import Store
import UseCases

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy everything but the master key, beside a running server. / Sao lưu trong khi máy chủ đang chạy.")

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    @Option(help: "Folder of the archives, outside the data folder. / Thư mục chứa các bản sao lưu.")
    var to: String

    @Option(help: "Folder of the keyring's copies (default: TO-keyring). / Thư mục bản sao vòng khóa.")
    var keyring: String?

    @Option(help: "Days that archives are kept (default: 180). / Số ngày giữ bản sao lưu.")
    var keep: Int?

    @Flag(help: "Whole, also where less would do. / Sao lưu toàn bộ.")
    var full = false

    func validate() throws {
        guard (1...36_500).contains(keep ?? 1) else {
            throw ValidationError("--keep: 1 to 36500 days. / --keep: từ 1 đến 36500 ngày.")
        }
    }

    func run() throws {
        let settings = try choice.read(of: data)
        let folder = DataFolder(data)
        let (store, files) = try KeepingPlace.reading(folder, settings)
        defer { store.close() }
        var terms = Backup.Settings(keyringDays: settings.keyringBackupDays)
        terms.keepDays = keep ?? terms.keepDays
        var line = ProgressLine("backup")
        let outcome = try Backup(store, of: folder, files: files, settings: terms).run(
            to: ArchiveFolder(to), keyring: KeepingPlace.keyring(keyring, of: to), full: full,
            now: MachineClock.live().now()
        ) { line.tell($0, of: $1) }
        let made = outcome.archive.manifest
        print("\(outcome.archive.path)")
        print("  records / bản ghi \(made.from)–\(made.size), root \(made.root)")
        print("  files / tệp \(made.added) new, \(made.files) in all; until \(made.recorded.rfc3339)")
        print("\(outcome.keyring.path)")
        for name in outcome.removed { print("removed / đã xóa: \(name)") }
        guard outcome.damaged.isEmpty else {
            for file in outcome.damaged { writeError("damaged, not in the archive / tệp hỏng, không sao lưu: \(file)") }
            throw ExitCode(74)
        }
    }
}

/// Where archives lie, and what is copied into them.
enum KeepingPlace {
    /// The keyring's copies lie in a folder of their own, so that they can have days of their own.
    static func keyring(_ named: String?, of archives: String) -> ArchiveFolder {
        named.map { ArchiveFolder($0) } ?? ArchiveFolder(archives).keyring
    }

    /// What is copied, open beside whoever writes to it, and its files as they are stored.
    static func reading(
        _ folder: DataFolder, _ settings: InstallationSettings
    ) throws -> (store: StoreEngine, files: any SealedFiles) {
        if let place = try settings.place {
            return (try StoreEngine.postgresReading(place, settings: settings.store), PostgresSealedFiles(place))
        }
        guard FileManager.default.fileExists(atPath: folder.ledger) else { throw NoDataFolder(path: folder.path) }
        let store = try StoreEngine.sqliteReading(folder, settings: settings.store, limits: settings.sqlite)
        return (store, FolderFileStore(folder))
    }
}
