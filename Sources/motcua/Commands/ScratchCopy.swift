import ArgumentParser
import Foundation
import SQLiteEngine
import Store
import UseCases

/// A copy of ledger and keyring beside the data folder, on which the tables are made again; removed at the end.
struct ScratchCopy {
    private let data: DataFolder
    private let copy: DataFolder
    private var settings: InstallationSettings

    init(of data: String, _ settings: InstallationSettings) throws {
        guard settings.database == nil else {
            throw ValidationError(
                "--tables works on SQLite; on PostgreSQL run motcua copy into a data folder and verify that. "
                    + "/ --tables chỉ dùng với SQLite.")
        }
        self.data = DataFolder(data)
        copy = DataFolder(self.data.path + ".verify")
        self.settings = settings
        // The copy's own name would lead to a key of its own.
        self.settings.masterKeyFile = MasterKeyFile(self.data, settings).path
    }

    func check() throws -> [TableCheck.Difference] {
        let files = FileManager.default
        // Left behind by a run that was cut off.
        if files.fileExists(atPath: copy.path) { try files.removeItem(atPath: copy.path) }
        try files.createDirectory(
            atPath: copy.path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { remove() }
        try StoreEngine.copySQLite(data, to: copy)
        let office = try OpenOffice.writing(
            copy.path, settings, holder: "motcua verify --tables", cachedKeys: 400_000, limits: OpenOffice.bulk)
        defer { office.store.close() }
        var line = ProgressLine("tables")
        return try TableCheck(onCopy: office).run { line.tell($0, of: $1) }
    }

    private func remove() {
        do { try FileManager.default.removeItem(atPath: copy.path) } catch {
            writeError("\(copy.path) could not be removed; remove it. / Hãy xóa thư mục \(copy.path).")
        }
    }
}
